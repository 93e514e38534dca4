"""Words that the index doesn't have: taken for a near one, or for the parts of a compound."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hdir.search.asked import EXACT, Asked, best_of, rarity_of
from hdir.search.near import one_error_away
from hdir.search.terms import Token, common_words, stem
from hdir.search.vocabulary import Known, have_it, known_near

_CORRECTED = 0.8  # one typing error away
_SHORTEST_PART = 4


@dataclass
class Mended:
    """Unknown words as they are asked for after all, and those that stay unknown.

    `corrected` pairs words as typed with what they were taken for, `divided` with the parts of them that are
    looked for instead.
    """

    asked: list[Asked] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    divided: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def mend(words: list[Token], total: int) -> Mended:
    """Takes words that the index doesn't have for near ones, or for the parts of a compound.

    One query for all of them; none where there are none.
    """
    mended = Mended()
    if not words:
        return mended
    neighbours = {word.word: one_error_away(word.word) for word in words}
    parts = {part for word in words for cut in _cuts(word.word) for part in cut}
    found = known_near(neighbours, parts | {stem(part, "nb") for part in parts})
    rows = sorted(found, key=lambda row: (-row.entries, row.word, row.term))
    by_form: dict[str, list[Known]] = {}
    for row in rows:
        for form in {row.word, row.term}:
            by_form.setdefault(form, []).append(row)
    for word in words:
        near = [row for row in rows if row.word in neighbours[word.word]]
        # Few people get the first letter wrong.
        near = [row for row in near if row.word[0] == word.word[0]] or near
        if near:
            mended.asked.append(_asked_as(word, near, _CORRECTED, total))
            mended.corrected.append((word.shown, near[0].shown))
        elif parts_known := _known_parts(word.word, by_form):
            mended.asked += [_asked_as(word, part, EXACT, total) for part in parts_known]
            mended.divided.append((word.shown, tuple(part[0].shown for part in parts_known)))
        else:
            mended.unknown.append(word.shown)
    return mended


def _asked_as(word: Token, rows: list[Known], weight: float, total: int) -> Asked:
    variants: dict[tuple[str, ...], float] = {(row.term,): weight for row in rows}
    rarity = rarity_of(sum(row.entries for row in rows), total)
    best = best_of(variants)
    by_term = {row.term: [row] for row in sorted(rows, key=lambda row: row.entries)}
    return Asked(word.shown, rows[0].word, best, rarity, have_it(best, by_term))


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """A word cut in two, the longest first part first; an s or e that joins the parts may fall away."""
    if word.isdigit():
        return
    for place in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        yield word[:place], word[place:]
        if word[place - 1] in "se" and place > _SHORTEST_PART:
            yield word[: place - 1], word[place:]


def _known_parts(word: str, by_form: dict[str, list[Known]]) -> list[list[Known]]:
    """The parts of a compound that the vocabulary knows: both of a cut, else the longest known one."""

    def known(part: str) -> list[Known]:
        if part in common_words():  # "over" in "overvekt" says nothing
            return []
        return by_form.get(part) or by_form.get(stem(part, "nb")) or []

    cuts = list(_cuts(word))
    for first, second in cuts:
        if known(first) and known(second):
            return [known(first), known(second)]
    # The first part says what a compound is about; the last alone only what sort of thing it is, unless it
    # is most of the word.
    first_parts = [first for first, _last in cuts if known(first) and len(first) * 3 >= len(word)]
    last_parts = [last for _first, last in cuts if known(last) and len(last) * 2 >= len(word)]
    single = [part for part in first_parts + last_parts if len(known(part)[0].word) > _SHORTEST_PART]
    return [known(max(single, key=len))] if single else []
