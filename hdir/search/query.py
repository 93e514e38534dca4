"""The one way to ask: `search`. The search page, the suggestions and the API go through it."""

import datetime
import math
from collections import Counter
from collections.abc import Iterable, Sequence

from directory.models import Extent, Responsibility
from hdir.search import index
from hdir.search.answering import Answering
from hdir.search.asked import STRONG, Asked, Question
from hdir.search.facets import Facets, Group
from hdir.search.matching import (
    ALIAS,
    ANYWHERE,
    LONGEST_WHOLE,
    MOST_COUNTED,
    NAME,
    WHOLE_ALIAS,
    WHOLE_NAME,
    Match,
    all_of,
    any_of,
    by_index,
    candidates,
    counted,
    counted_soon,
    token,
)
from hdir.search.models import Entry
from hdir.search.question import LONGEST_QUESTION, phrase_words, understand
from hdir.search.ranking import COLUMNS, Candidate, Ranking, Scored
from hdir.search.results import Found, NotHere, Result

__all__ = ["LONGEST_QUESTION", "Facets", "Found", "NotHere", "Result", "search"]

# So many matches are all looked at closely. Of more, so many of those that have the words in a name, in
# another name, or anywhere.
_ALL = 500
_OF_A_TIER = 150
_IN_NAMES = 2  # tiers
_OFTEN = 0.1
_OF_ONE_WORD = 60
_WORDS_ALONE = 6
# Where so many entries have all the words, those that have only some of them aren't shown.
_ENOUGH = 5
# Else those with at least this much of what the best one has.
_NEARLY_AS_MUCH = 0.5
# A topic this near the best result, found by its names alone, is what was asked for if it has all the words
# and no other topic answers as well; who hasn't it is then part of the answer. Without all the words it must
# be best.
_MEANT = 0.7
_LOOKED_AT = 3

_NO_FACETS = Facets()


def search(
    text: str,
    language: str,
    date: datetime.date | None = None,
    *,
    facets: Facets = _NO_FACETS,
    typing: bool = False,
) -> Found:
    """What a text finds, best first, for a reader of the language ("nb", "nn", "en") and at a date.

    Entries with all the words come alone where there are some; else also those with most of them. Results
    that belong to a unit which says that it hasn't what was asked for are left out: `not_here` says so.
    While `typing`, the last word may be a beginning. Raises NotReadyError where the index has to be made
    first, and the content is too large to do it while somebody waits.
    """
    entries = index.make_ready()
    question = understand(text, language, entries, typing=typing)
    answering = Answering(date, frozenset(word.word for word in question.words), facets.division)
    if not question:
        return Found(question, language, answering, facets=facets)
    every = all_of(_variants(word, ANYWHERE) for word in question.words)
    with by_index():
        groups: Sequence[Group] = counted_soon(every, date) if _stands_often(question, entries) else ()
        many = every if groups else None
        groups = groups or counted(every, date)
        number = sum(group[3] for group in groups)
        some_only = number < _ENOUGH and len(question.words) > 1
        if number <= _ALL:
            # A few are filtered when they are read; then it is known what each facet would give.
            alone = _single_words(question, date) if some_only else []
            rows = candidates([(every, _ALL), *alone], date, COLUMNS, few=every)
        else:
            rows = _best_first(question, _tiers(question, every, facets.tokens), date, many)
    scored = _scored(question, rows)
    known: dict[int, Entry] = {}
    if question.phrases:
        known = Entry.objects.shown().in_bulk([one.candidate.pk for one in scored])
        scored = [one for one in scored if all(_stands(p, known[one.candidate.pk]) for p in question.phrases)]
    not_here = _not_here(_meant(question, scored), date)
    if not_here:
        scored = _without(scored, {one.responsibility.unit_id for one in not_here}, answering)
    if some_only or question.phrases or not_here:
        groups = _groups(scored)
    allowed = [one for one in scored if _allowed(one.candidate, facets, answering)]
    return Found(question, language, answering, allowed, groups, facets, not_here, known)


def _stands_often(question: Question, entries: int) -> bool:
    """Whether a tenth of the entries, and more than are counted, may be expected to have all the words."""
    expected = math.prod(word.entries / max(entries, 1) for word in question.words)
    return expected >= _OFTEN and expected * entries >= MOST_COUNTED


def _best_first(
    question: Question,
    tiers: Sequence[tuple[Match, int]],
    date: datetime.date | None,
    many: Match | None,
) -> list[tuple]:
    """Entries of the tiers. Where names have given all that a tier may, the others aren't asked: what only
    mentions the words comes after. A phrase may stand where no name has it."""
    rows = candidates(tiers[:_IN_NAMES], date, COLUMNS, many=many)
    if len(rows) < _OF_A_TIER or question.phrases:
        rows += candidates(tiers[_IN_NAMES:], date, COLUMNS, many=many)
    return list(dict.fromkeys(rows))


def _scored(question: Question, rows: Iterable[tuple]) -> list[Scored]:
    """Rows of candidates, best first, without those that have much less than the best."""
    ranking = Ranking(question.words)
    scored = [ranking.scored(Candidate(*row)) for row in rows]
    best = max((one.coverage for one in scored), default=0.0)
    kept = (one for one in scored if one.score > 0 and one.coverage >= best * _NEARLY_AS_MUCH)
    return sorted(kept, key=_order)


def _order(one: Scored) -> tuple[float, str, str, str]:
    """The best first; equal ones by name, then by what can't be equal."""
    name = one.candidate.names.partition("\n")[0]  # terms: a–z and 0–9
    return -one.score, name, one.candidate.type, one.candidate.key


def _allowed(candidate: Candidate, facets: Facets, answering: Answering) -> bool:
    if facets.unit and facets.unit != answering.unit(candidate):
        return False
    return facets.allow(candidate.type, candidate.origin, candidate.divisions)


def _variants(word: Asked, place: str, *, strong: bool = False) -> Match:
    kept = [v for v in word.variants if not strong or v.weight >= STRONG] or list(word.variants)
    return any_of(
        token(place, v.terms[0]) if len(v.terms) == 1 else all_of(token(place, t) for t in v.terms)
        for v in kept
    )


def _tiers(question: Question, every: Match, wanted: list[str]) -> list[tuple[Match, int]]:
    """Where the best answers are looked for, so that none is missed however many there are."""
    words = question.words
    whole = "".join(word.word for word in words)
    stems = "".join(word.variants[0].terms[0] for word in words)
    exact = any_of(
        f"{place}{name[:LONGEST_WHOLE]}" for place in (WHOLE_NAME, WHOLE_ALIAS) for name in (whole, stems)
    )
    tiers = [
        (exact, _OF_A_TIER),
        (all_of(_variants(word, NAME, strong=True) for word in words), _OF_A_TIER),
        (all_of(_variants(word, ALIAS, strong=True) for word in words), _OF_A_TIER),
        (all_of(_variants(word, ANYWHERE, strong=True) for word in words), _OF_A_TIER),
        (every, _OF_A_TIER),
    ]
    # Where no variant is stronger than the others, some tiers are the same.
    limited = [(all_of([match, *wanted]) if wanted else match, most) for match, most in tiers]
    return list(dict.fromkeys(limited))


def _single_words(question: Question, date: datetime.date | None) -> list[tuple[Match, int]]:
    """The rarest words of a question, each alone.

    Without those that even together tell too little beside the rarest one: what has only these isn't shown.
    At a date nothing may have the rarest one.
    """
    rarest = sorted(question.words, key=lambda word: (-word.rarity, word.word))[:_WORDS_ALONE]
    little = rarest[0].rarity * _NEARLY_AS_MUCH if date is None else 0.0
    while (little := little - rarest[-1].rarity) > 0:
        rarest.pop()
    return [(_variants(word, place), _OF_ONE_WORD) for word in rarest for place in (NAME, ALIAS, ANYWHERE)]


def _stands(phrase: tuple[str, ...], entry: Entry) -> bool:
    """Whether a phrase stands in what a reader is shown of an entry, in any language."""
    looked_for = f" {' '.join(phrase)} "
    lines = [(code, text) for code, text in entry.name.items()]
    for lists in (entry.other_names, entry.texts):
        lines += [(code, text) for code, texts in lists.items() for text in texts]
    return any(looked_for in f" {' '.join(phrase_words(text, code))} " for code, text in lines)


def _groups(scored: Sequence[Scored]) -> list[Group]:
    """As `counted`, of results that are known one by one."""
    every = Counter((s.candidate.type, s.candidate.origin, s.candidate.divisions) for s in scored)
    return [(*group, number) for group, number in every.items()]


def _meant(question: Question, scored: Sequence[Scored]) -> str | None:
    """The key of the topic that was asked for, if one was."""
    near = [one for one in scored[:_LOOKED_AT] if one.candidate.type == "topic"]
    if not near or (len(near) > 1 and near[0].score == near[1].score):
        return None
    whole = near[0].coverage == 1.0 and not question.unknown
    needed = scored[0].score * (_MEANT if whole else 1.0)
    return near[0].candidate.key if near[0].in_names and near[0].score >= needed else None


def _not_here(topic: str | None, date: datetime.date | None) -> list[NotHere]:
    """Who says that it hasn't the topic that was asked for. One query, if a topic was."""
    if topic is None:
        return []
    rows = Responsibility.objects.at(date).filter(topic=topic).order_by("position", "pk")
    every = list(rows.select_related("unit", "instead", "topic"))
    has_it = any(row.extent != Extent.NOT for row in every)
    return [NotHere(row, has_it) for row in every if row.extent == Extent.NOT]


def _without(scored: Sequence[Scored], units: set[str], answering: Answering) -> list[Scored]:
    """Without what would send a reader to one of these units, unless it was asked for by its very name."""
    return [one for one in scored if one.named or answering.unit(one.candidate) not in units]
