"""Which entries answer a question best: one formula, in Python, whatever the database."""

from collections.abc import Iterable
from typing import NamedTuple

from hdir.search.asked import Asked

# What a word counts by where it stands.
_NAME, _ALIAS, _TEXT, _CONTEXT = 10.0, 9.0, 3.0, 1.0
# A name counts for this much whatever else is in it, and for the rest by how much of it was asked for.
_PART_OF_A_NAME = 0.35
# What people ask for is who has something, not who mentions it.
_BY_TYPE = {
    "topic": 1.2,
    "unit": 1.1,
    "person": 1.1,
    "law": 1.05,
    "task": 0.95,
    "party": 0.9,
    "passage": 0.8,
    "focus-area": 0.75,
    "goal-area": 0.6,
    "event": 0.6,
    "strategy": 0.6,
    "statement": 0.55,
    "document": 0.5,
}


class Candidate(NamedTuple):
    """An entry that has some words of a question, as far as ranking needs it: a row of COLUMNS."""

    pk: int
    type: str
    key: str
    origin: str
    divisions: str
    holders: str  # JSON
    names: str
    aliases: str
    words: str
    context: str


COLUMNS = ("id", *Candidate._fields[1:])


class Scored(NamedTuple):
    """A candidate with its score, how much of the question it has (0 to 1), whether all that it has of
    it stands in its names, and whether it is called exactly that."""

    candidate: Candidate
    score: float
    coverage: float
    in_names: bool
    named: bool


class Ranking:
    """The words of a question, ready to score many candidates."""

    def __init__(self, words: Iterable[Asked]) -> None:
        self.rarities: list[float] = []
        self.single: dict[str, list[tuple[int, float]]] = {}
        self.together: list[tuple[int, frozenset[str], float]] = []
        for place, word in enumerate(words):
            self.rarities.append(word.rarity)
            for variant in word.variants:
                if len(variant.terms) == 1:
                    self.single.setdefault(variant.terms[0], []).append((place, variant.weight))
                else:
                    self.together.append((place, frozenset(variant.terms), variant.weight))
        self.terms = frozenset(self.single)
        self.total = sum(self.rarities) or 1.0

    def scored(self, candidate: Candidate) -> Scored:
        """The candidate with its score."""
        best = [0.0] * len(self.rarities)
        named = False
        for worth, lines in ((_NAME, candidate.names), (_ALIAS, candidate.aliases)):
            for line in lines.splitlines():
                named |= self._count_line(line.split(), worth, best)
        lacking = best.count(0.0)
        # What a text has can't make better what a name has; most of the time goes into reading texts.
        if min(best) < _TEXT:
            self._count(candidate.words.split(), _TEXT, best)
        if min(best) < _CONTEXT:
            self._count(candidate.context.split(), _CONTEXT, best)
        if self.together and not all(best):
            self._count(self._all(candidate), _CONTEXT, best)  # words of an equivalent may stand apart
        has = points = 0.0
        for rarity, one in zip(self.rarities, best, strict=True):
            if one:
                has += rarity
                points += rarity * one
        coverage = has / self.total
        # Rounded: what differs in the last bit only is equal, on every machine.
        score = round(points * coverage**2 * _BY_TYPE.get(candidate.type, 0.5), 6)
        return Scored(candidate, score, coverage, lacking == best.count(0.0), named)

    @staticmethod
    def _all(candidate: Candidate) -> list[str]:
        return [*candidate.names.split(), *candidate.aliases.split(), *candidate.words.split()]

    def _hits(self, terms: list[str]) -> tuple[dict[int, float], dict[str, float]]:
        """For each word of the question how well the terms answer it; for each term, how well it answers."""
        words: dict[int, float] = {}
        answering: dict[str, float] = {}
        for term in self.terms.intersection(terms):
            for place, weight in self.single[term]:
                words[place] = max(weight, words.get(place, 0.0))
                answering[term] = max(weight, answering.get(term, 0.0))
        if self.together:
            present = set(terms)
            for place, needed, weight in self.together:
                if needed <= present:
                    words[place] = max(weight, words.get(place, 0.0))
                    answering.update((term, max(weight, answering.get(term, 0.0))) for term in needed)
        return words, answering

    def _count_line(self, line: list[str], worth: float, best: list[float]) -> bool:
        """Counts what a name has of the question; whether it is the question, no more and no less."""
        words, answering = self._hits(line)
        if not words:
            return False
        asked_for = sum(answering.values()) / len(set(line))
        for place, weight in words.items():
            points = worth * weight * (_PART_OF_A_NAME + (1 - _PART_OF_A_NAME) * asked_for)
            best[place] = max(best[place], points)
        return len(words) == len(best) and set(answering) == set(line)

    def _count(self, terms: list[str], worth: float, best: list[float]) -> None:
        for place, weight in self._hits(terms)[0].items():
            best[place] = max(best[place], worth * weight)
