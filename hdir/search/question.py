"""What a question asks for: its words, each with all that it may mean in the index.

Two queries to the vocabulary, and two more where a word isn't in it: then words one typing error away are
looked for, and the parts of a compound.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from django.db import connection
from django.db.models import Q

from hdir.search.models import SHORTEST_PIECE, Word
from hdir.search.near import exchanged_between, halves, one_error_away
from hdir.search.terms import Token, canonical, common_words, plain, stem, tokens
from hdir.texts.termbase import all_terms

# Characters. Nobody asks more; what does comes from a machine, and would cost time for nothing.
LONGEST_QUESTION = 200
MOST_WORDS = 12
_MOST_VARIANTS = 24
_MOST_COMPOUNDS = 100

# How well a word of the index answers one of the question.
EXACT = 1.0
_EQUIVALENT = 0.85  # what the agency's terms call it in another language
_CORRECTED = 0.8  # one typing error away
_BEGINS = 0.55  # the word goes on: "legev" in "legevakt"
_ENDS = 0.6  # a compound that ends so: "skadeloven" in "tobakksskadeloven"
_INSIDE = 0.35  # elsewhere in a compound
# What counts as the word itself, not as something that only holds it.
STRONG = 0.75

_LONGEST_ENDING = 4  # "-ene", "-heten" … after the part of a compound that was asked for
_SHORTEST_PART = 4
# "Hvem leder …", "sjef for …", "head of …": not what an answer has to have in its text, for every unit is
# shown with who leads it.
_WHO = frozenset({"hvem", "kven", "who"})
_OF = frozenset({"for", "av", "of"})
_LEADING = """
    leder lederen leier leiar leiaren sjef sjefen direktør direktøren leads lead leading head heads
    director boss manager
"""
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]+)[\"“”«»„]")


@dataclass(frozen=True)
class Variant:
    """Terms that together, in an entry, answer a word of the question; and how well they do."""

    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Asked:
    """A word of the question. `rarity` is large for a word that few entries have; at least `entries` have it,
    at some time."""

    shown: str
    word: str
    variants: tuple[Variant, ...]
    rarity: float = 1.0
    entries: int = 0


@dataclass(frozen=True)
class Question:
    """A question as the index understands it.

    `unknown` are its words that nothing in the content has; `corrected` pairs words as typed with what they
    were taken for, `divided` with the parts of them that were looked for instead. `phrases` must stand word
    by word as they are.
    """

    words: tuple[Asked, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    divided: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True)
class _Known:
    """A word of the vocabulary, and where in it the letters that were looked up begin."""

    word: str
    term: str
    shown: str
    entries: int
    start: int = 0


class _Vocabulary:
    """The part of the vocabulary that a question may be about. Two queries."""

    def __init__(self, words: Iterable[str], found_terms: Iterable[str], begun: Iterable[str]) -> None:
        wanted = Q(word__in=set(words)) | Q(term__in=set(found_terms))
        rows = Word.objects.filter(wanted).values_list("word", "term", "shown", "entries")
        self.by_word: dict[str, list[_Known]] = {}
        self.by_term: dict[str, list[_Known]] = {}
        for row in rows:
            known = _Known(*row)
            self.by_word.setdefault(known.word, []).append(known)
            self.by_term.setdefault(known.term, []).append(known)
        self.compounds = _compounds(sorted(set(begun)))


def _compounds(forms: list[str]) -> dict[str, list[_Known]]:
    """For each form the words in which it stands, at their beginning or further on. One query.

    So many of each that it answers what is asked, those that most entries have first.
    """
    if not forms:
        return {}
    one = (
        "SELECT * FROM (SELECT CAST(%s AS varchar(60)) AS form, w.word, w.term, w.shown, w.entries, p.start "
        "FROM search_piece p JOIN search_word w ON w.id = p.word_id "
        "WHERE p.piece >= %s AND p.piece < %s "
        "ORDER BY p.start > 0, w.entries DESC, p.piece, p.start, w.word, w.term LIMIT %s) t"
    )
    # Of the letters and digits that words are made of, none sorts after "{".
    values = [value for form in forms for value in (form, form, f"{form}{{", _MOST_COMPOUNDS)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(forms)), values)
        found: dict[str, list[_Known]] = {}
        for form, *row in cursor.fetchall():
            found.setdefault(form, []).append(_Known(*row))
    return found


def understand(text: str, language: str, total: int, *, typing: bool = False) -> Question:
    """What a text asks for, for a reader of the language, of an index with so many entries.

    While typing, the last word may go on.
    """
    text = text[:LONGEST_QUESTION]
    words = list(_asked(text, language))
    if not words:
        return Question()
    equivalents = _equivalents(words)
    other_terms = {term for tuples in equivalents.values() for terms in tuples for term in terms}
    own_terms = {term for word in words for term in _stems(word.word)}
    begun = [form for word in words for form in _forms(word)]
    vocabulary = _Vocabulary((word.word for word in words), own_terms | other_terms, begun)
    asked: list[Asked] = []
    unknown: list[Token] = []
    for place, word in enumerate(words):
        variants = _variants(word, language, vocabulary, equivalents.get(place, ()))
        if typing and place == len(words) - 1:
            variants = _going_on(word, variants)
        if variants:
            best = _best(variants)
            rarity = _rarity(variants, vocabulary, total)
            asked.append(Asked(word.shown, word.word, best, rarity, _have_it(best, vocabulary.by_term)))
        else:
            unknown.append(word)
    corrected: list[tuple[str, str]] = []
    divided: list[tuple[str, tuple[str, ...]]] = []
    if unknown:
        unknown = _mend(unknown, asked, corrected, divided, total)
    return Question(
        tuple(asked),
        tuple(phrase for phrase in _phrases(text, language) if len(phrase) > 1),
        tuple(word.shown for word in unknown),
        tuple(corrected),
        tuple(divided),
    )


def _asked(text: str, language: str) -> Iterator[Token]:
    """The words of a question, each once, at most MOST_WORDS, without those that only make a sentence.

    What is written with a hyphen is asked for as the one word where it is one of the index's; else in its
    parts. Both stand there; the parts alone must not be required.
    """
    found: dict[str, Token] = {}
    written = list(tokens(text, language))
    for token in written:
        if "-" not in token.shown and token.word not in found:
            found[token.word] = token
    joined = [token for token in written if "-" in token.shown]
    known: set[str] = set()
    if joined:
        rows = Word.objects.filter(word__in=[token.word for token in joined])
        known = set(rows.values_list("word", flat=True))
    for token in joined:
        if token.word in known:
            for part in re.split("-", token.shown):
                found.pop(canonical(plain(part)), None)
            found[token.word] = token
    said_otherwise = common_words() | _who_leads(written)
    telling = [token for token in found.values() if token.word not in said_otherwise]
    yield from (telling or list(found.values()))[:MOST_WORDS]


@cache
def _leading() -> frozenset[str]:
    return frozenset(canonical(plain(word)) for word in _LEADING.split())


def _who_leads(written: list[Token]) -> set[str]:
    """The words of a question that ask who leads what the others name; none where nothing asks for that."""
    words = [token.word for token in written]
    asks = bool(_WHO & set(words[:1]))
    return {
        word
        for word, after in zip_longest(words, words[1:], fillvalue="")
        if word in _leading() and (asks or after in _OF)
    }


def _stems(word: str) -> tuple[str, str]:
    """The word's stems in Norwegian and in English: a question may be in another language than the page."""
    return stem(word, "nb"), stem(word, "en")


def _variants(
    word: Token, language: str, vocabulary: _Vocabulary, equivalents: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], float]:
    """The terms of the index that answer a word, each with how well it does."""
    found: dict[tuple[str, ...], float] = {}
    for form in _forms(word):
        for known in vocabulary.compounds.get(form, ()):
            weight = _part_weight(known, form)
            found[known.term,] = max(weight, found.get((known.term,), 0.0))
    for terms in equivalents:
        if all(vocabulary.by_term.get(term) for term in terms):
            found[terms] = _EQUIVALENT
    norwegian, english = _stems(word.word)
    own_stem, other = (english, norwegian) if language == "en" else (norwegian, english)
    # A short stem of another language is often that of quite another word.
    stems = (own_stem, other) if len(other) >= SHORTEST_PIECE else (own_stem,)
    if own := next((term for term in stems if vocabulary.by_term.get(term)), None):
        found[own,] = EXACT
    for known in vocabulary.by_word.get(word.word, ()):
        found[known.term,] = EXACT
    return found


def _forms(word: Token) -> list[str]:
    """What is looked for in compounds: the word and its stem, if they aren't too short.

    Not a stem that has other letters than the word: that of "vaping" would be found in "våpen".
    """
    forms = dict.fromkeys((word.word, word.term))
    return [form for form in forms if len(form) >= SHORTEST_PIECE and word.word.startswith(form)]


def _part_weight(known: _Known, form: str) -> float:
    if known.start == 0:
        return _BEGINS
    return _ENDS if len(known.word) - known.start - len(form) <= _LONGEST_ENDING else _INSIDE


def _going_on(word: Token, variants: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
    """With the words that begin with what is typed so far, also where that is short."""
    if len(word.word) >= SHORTEST_PIECE:
        return variants
    begun = Word.objects.filter(word__startswith=word.word).order_by("-entries", "word")
    for term in begun.values_list("term", flat=True)[:_MOST_VARIANTS]:
        variants.setdefault((term,), _BEGINS)
    return variants


def _best(variants: dict[tuple[str, ...], float]) -> tuple[Variant, ...]:
    """The best of the variants, in an order that doesn't depend on the database."""
    ranked = sorted(variants.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Variant(terms, weight) for terms, weight in ranked[:_MOST_VARIANTS])


def _rarity(variants: dict[tuple[str, ...], float], vocabulary: _Vocabulary, total: int) -> float:
    """How much a word tells: the fewer entries have it, or its best variants, the more."""
    best = max(variants.values())
    entries = 0
    for terms, weight in variants.items():
        if weight == best:
            entries += min(sum(known.entries for known in vocabulary.by_term.get(term, ())) for term in terms)
    return rarity_of(entries, total)


def _have_it(variants: Iterable[Variant], by_term: dict[str, list[_Known]]) -> int:
    """So many entries at least have one of the variants. Common words stand in the vocabulary only."""
    terms = (variant.terms[0] for variant in variants if len(variant.terms) == 1)
    rows = (known for term in terms for known in by_term.get(term, ()))
    return max((known.entries for known in rows if known.word not in common_words()), default=0)


def rarity_of(entries: int, total: int) -> float:
    """The logarithm of how many entries there are for each that has a word."""
    return math.log(1 + (total + 1) / (max(entries, 1) + 0.5))


def _mend(
    unknown: list[Token],
    asked: list[Asked],
    corrected: list[tuple[str, str]],
    divided: list[tuple[str, tuple[str, ...]]],
    total: int,
) -> list[Token]:
    """Takes unknown words for near ones, or for the parts of a compound; returns those that stay unknown.

    One query for both.
    """
    neighbours = {word.word: one_error_away(word.word) for word in unknown}
    parts = {part for word in unknown for cut in _cuts(word.word) for part in cut}
    forms = parts | {_stems(part)[0] for part in parts}
    found = _known_near(neighbours, forms)
    rows = sorted(found, key=lambda row: (-row.entries, row.word, row.term))
    by_form: dict[str, list[_Known]] = {}
    for row in rows:
        for form in {row.word, row.term}:
            by_form.setdefault(form, []).append(row)
    still_unknown = []
    for word in unknown:
        near = [row for row in rows if row.word in neighbours[word.word]]
        if near:
            asked.append(_asked_as(word, near, _CORRECTED, total))
            corrected.append((word.shown, near[0].shown))
            continue
        known = _known_parts(word.word, by_form)
        asked += [_asked_as(word, part, EXACT, total) for part in known]
        if known:
            divided.append((word.shown, tuple(part[0].shown for part in known)))
        else:
            still_unknown.append(word)
    return still_unknown


def _known_near(neighbours: dict[str, set[str]], forms: set[str]) -> list[_Known]:
    """The vocabulary's rows whose word or term is one of the forms, and those that may be near to the words.

    What is near to a long word begins or ends as it does. Of a short one all neighbours are looked up, each
    list as one value, for a placeholder for each takes longer than the query.
    """
    postgresql = connection.vendor == "postgresql"
    among = "= ANY(%s)" if postgresql else "IN (SELECT value FROM json_each(%s))"
    columns = "SELECT w.word, w.term, w.shown, w.entries FROM search_word w"
    pieces = f"{columns} JOIN search_piece p ON p.word_id = w.id WHERE"
    wanted = set(forms)
    parts: list[str] = []
    values: list[Any] = []
    for word, near in neighbours.items():
        cut = halves(word) if near else None
        if cut is None:
            wanted |= near
            continue
        first, second = cut
        wanted.add(exchanged_between(first, second))
        parts += [
            f"{pieces} p.start = 0 AND p.piece >= %s AND p.piece < %s AND length(p.piece) BETWEEN %s AND %s",
            f"{pieces} p.piece = %s AND p.start BETWEEN %s AND %s",
        ]
        values += [first, f"{first}{{", len(word) - 1, len(word) + 1]
        values += [second, len(first) - 1, len(first) + 1]
    parts += [f"{columns} WHERE w.word {among}", f"{columns} WHERE w.term {among}"]
    lists = [sorted(wanted), sorted(forms)]
    values += lists if postgresql else [json.dumps(one) for one in lists]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), values)
        return [_Known(*row) for row in cursor.fetchall()]


def _asked_as(word: Token, rows: list[_Known], weight: float, total: int) -> Asked:
    variants: dict[tuple[str, ...], float] = {(row.term,): weight for row in rows}
    rarity = rarity_of(sum(row.entries for row in rows), total)
    best = _best(variants)
    by_term = {row.term: [row] for row in sorted(rows, key=lambda row: row.entries)}
    return Asked(word.shown, rows[0].word, best, rarity, _have_it(best, by_term))


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """A word cut in two, the longest first part first; an s or e that joins the parts may fall away."""
    if word.isdigit():
        return
    for place in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        yield word[:place], word[place:]
        if word[place - 1] in "se" and place > _SHORTEST_PART:
            yield word[: place - 1], word[place:]


def _known_parts(word: str, by_form: dict[str, list[_Known]]) -> list[list[_Known]]:
    """The parts of a compound that the vocabulary knows: both of a cut, else the longest known one."""

    def known(part: str) -> list[_Known]:
        if part in common_words():  # "over" in "overvekt" says nothing
            return []
        return by_form.get(part) or by_form.get(_stems(part)[0]) or []

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


def _phrases(text: str, language: str) -> Iterator[tuple[str, ...]]:
    for quoted in _QUOTED.findall(text):
        yield tuple(phrase_words(quoted, language))


def phrase_words(text: str, language: str) -> list[str]:
    """The words of a text as phrases are compared: folded and in order, what has a hyphen in its parts."""
    return [token.word for token in tokens(text, language) if "-" not in token.shown]


@cache
def _terms() -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """What each of the agency's terms is called in all languages and forms, by the terms of each of these."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for term in all_terms():
        forms = [
            (language, form)
            for language, name in term.names.items()
            for form in (name, *term.forms.get(language, ()))
        ]
        names = {tuple(_telling(form, language)) for language, form in forms}
        for name in names:
            found.setdefault(name, set()).update(names - {name})
    return {name: frozenset(others) for name, others in found.items() if name}


def _telling(text: str, language: str) -> Iterator[str]:
    for token in tokens(text, language):
        if "-" not in token.shown and token.word not in common_words():
            yield token.term


def _equivalents(words: list[Token]) -> dict[int, tuple[tuple[str, ...], ...]]:
    """What the terms in a question are called otherwise, by the places of their words.

    A term inside a longer one isn't meant.
    """
    ways = [[_stems(word.word)[way] for word in words] for way in (0, 1)]
    found: dict[int, tuple[tuple[str, ...], ...]] = {}
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            places = range(start, start + length)
            if any(place in found for place in places):
                continue
            named = {name for way in ways for name in _terms().get(tuple(way[start : start + length]), ())}
            if named:
                found.update(dict.fromkeys(places, tuple(sorted(named))))
    return found
