"""The one way to ask: `search`. The search page, the suggestions and the API go through it."""

import datetime
from collections import Counter
from collections.abc import Sequence

from directory.models import Extent, Responsibility
from hdir.search import index
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
    candidates,
    counted,
    token,
)
from hdir.search.models import Entry
from hdir.search.question import (
    LONGEST_QUESTION,
    STRONG,
    Asked,
    Question,
    phrase_words,
    understand,
)
from hdir.search.ranking import Candidate, Ranking, Scored
from hdir.search.results import Found, NotHere, Result

__all__ = ["LONGEST_QUESTION", "Facets", "Found", "NotHere", "Result", "search"]

# So many matches are all looked at closely. Of more, so many of those that have the words in a name, in
# another name, or anywhere.
_ALL = 500
_OF_A_TIER = 150
_OF_ONE_WORD = 60
_WORDS_ALONE = 6
# Where so many entries have all the words, those that have only some of them aren't shown.
_ENOUGH = 5
# Else those with at least this much of what the best one has.
_NEARLY_AS_MUCH = 0.5
# A topic this near the best result is what was asked for; who hasn't it is then part of the answer.
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
    if not question:
        return Found(question, language, date, facets=facets)
    every = all_of(_variants(word, ANYWHERE) for word in question.words)
    groups: Sequence[Group] = counted(every, date)
    number = sum(group[3] for group in groups)
    some_only = number < _ENOUGH and len(question.words) > 1
    # A few are filtered when they are read; then it is known what each facet would give.
    tiers = [(every, _ALL)] if number <= _ALL else _tiers(question, every, facets.tokens)
    if some_only:
        tiers += _single_words(question)
    scored = _scored(question, tiers, date, every if number == MOST_COUNTED else None)
    known: dict[int, Entry] = {}
    if question.phrases:
        known = Entry.objects.in_bulk([one.candidate.pk for one in scored])
        scored = [one for one in scored if all(_stands(p, known[one.candidate.pk]) for p in question.phrases)]
    not_here = _not_here(scored, date)
    if not_here:
        scored = _without(scored, {one.responsibility.unit_id for one in not_here}, date)
    if some_only or question.phrases or not_here:
        groups = _groups(scored)
    allowed = [one for one in scored if _allowed(one.candidate, facets, date)]
    return Found(question, language, date, allowed, groups, facets, not_here, known)


def _scored(
    question: Question, tiers: Sequence[tuple[Match, int]], date: datetime.date | None, many: Match | None
) -> list[Scored]:
    """The entries of the tiers, best first, without those that have much less than the best."""
    ranking = Ranking(question.words)
    rows = candidates(tiers, date, Candidate.COLUMNS, many=many)
    scored = [ranking.scored(Candidate(*row)) for row in rows]
    best = max((one.coverage for one in scored), default=0.0)
    kept = (one for one in scored if one.score > 0 and one.coverage >= best * _NEARLY_AS_MUCH)
    return sorted(kept, key=_order)


def _order(one: Scored) -> tuple[float, str, str, str]:
    """The best first; equal ones by name, then by what can't be equal."""
    name = one.candidate.names.partition("\n")[0]  # terms: a–z and 0–9
    return -one.score, name, one.candidate.type, one.candidate.key


def _allowed(candidate: Candidate, facets: Facets, date: datetime.date | None) -> bool:
    if facets.unit and facets.unit not in candidate.held_at(date)[:1]:
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


def _single_words(question: Question) -> list[tuple[Match, int]]:
    """The rarest words of a question, each alone."""
    rarest = sorted(question.words, key=lambda word: (-word.rarity, word.word))[:_WORDS_ALONE]
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


def _not_here(scored: Sequence[Scored], date: datetime.date | None) -> list[NotHere]:
    """Who says that it hasn't the topic that was asked for. One query, if a topic was."""
    meant = [
        one.candidate.key
        for one in scored[:_LOOKED_AT]
        if one.candidate.type == "topic" and one.score >= scored[0].score * _MEANT
    ][:1]
    if not meant:
        return []
    rows = Responsibility.objects.at(date).filter(topic__in=meant).order_by("position", "pk")
    every = list(rows.select_related("unit", "instead", "topic"))
    has_it = any(row.extent != Extent.NOT for row in every)
    return [NotHere(row, has_it) for row in every if row.extent == Extent.NOT]


def _without(scored: Sequence[Scored], units: set[str], date: datetime.date | None) -> list[Scored]:
    """Without what would send a reader to one of these units, unless it was asked for by its very name."""
    return [one for one in scored if one.named or not set(one.candidate.held_at(date)[:1]) & units]
