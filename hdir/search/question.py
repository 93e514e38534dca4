"""What a question asks for: its words, each with all that it may mean in the index.

Two queries to the vocabulary, and two more where a word isn't in it: then words one typing error away are
looked for, and the parts of a compound.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest

from hdir.search.asked import BEGINS, ENDS, EQUIVALENT, EXACT, INSIDE, Asked, Question, best_of, rarity_of
from hdir.search.equivalents import equivalents
from hdir.search.mending import mend
from hdir.search.models import SHORTEST_PIECE, Word
from hdir.search.terms import Token, canonical, common_words, plain, stems, tokens
from hdir.search.vocabulary import Known, Vocabulary, have_it

# Characters. Nobody asks more; what does comes from a machine, and would cost time for nothing.
LONGEST_QUESTION = 200
_MOST_WORDS = 12
_LONGEST_ENDING = 4  # "-ene", "-heten" … after the part of a compound that was asked for
# Letters; "jent", of "jenter", isn't what is meant in "godkjent".
_SHORTEST_STEM_INSIDE = 5
_MOST_BEGUN = 24  # words that begin with what is typed so far
# "Hvem leder …", "sjef for …", "head of …": not what an answer has to have in its text, for every unit is
# shown with who leads it.
_WHO = frozenset({"hvem", "kven", "who"})
_OF = frozenset({"for", "av", "of"})
_LEADING = """
    leder lederen leier leiar leiaren sjef sjefen direktør direktøren leads lead leading head heads
    director boss manager
"""
_NEIGHBOURS = re.compile(r"(?<![\w-])([^\W_]+)\s+(?=([^\W_]+)(?![\w-]))")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]+)[\"“”«»„]")


def understand(text: str, language: str, total: int, *, typing: bool = False) -> Question:
    """What a text asks for, for a reader of the language, of an index with so many entries.

    While typing, the last word may go on.
    """
    text = text[:LONGEST_QUESTION]
    words = list(_asked(text, language))
    if not words:
        return Question()
    otherwise = equivalents(words)
    other_terms = {term for tuples in otherwise.values() for terms in tuples for term in terms}
    own_terms = {term for word in words for term in stems(word.word)}
    begun = [form for word in words for form in _forms(word)]
    vocabulary = Vocabulary((word.word for word in words), own_terms | other_terms, begun)
    asked: list[Asked] = []
    unknown: list[Token] = []
    for place, word in enumerate(words):
        variants = _variants(word, language, vocabulary, otherwise.get(place, ()))
        if typing and place == len(words) - 1:
            variants = _going_on(word, variants)
        if variants:
            best = best_of(variants)
            rarity = _rarity(variants, vocabulary, total)
            asked.append(Asked(word.shown, word.word, best, rarity, have_it(best, vocabulary.by_term)))
        else:
            unknown.append(word)
    mended = mend(unknown, total)
    return Question(
        (*asked, *mended.asked),
        tuple(phrase for phrase in _phrases(text, language) if len(phrase) > 1),
        tuple(mended.unknown),
        tuple(mended.corrected),
        tuple(mended.divided),
    )


def _asked(text: str, language: str) -> Iterator[Token]:
    """The words of a question, each once, at most so many, without those that only make a sentence.

    What is written with a hyphen, or may have lost it, is asked for as the one word where it is one of the
    index's; else in its parts. Both stand there; the parts alone must not be required.
    """
    found: dict[str, Token] = {}
    written = list(tokens(text, language))
    for token in written:
        if "-" not in token.shown and token.word not in found:
            found[token.word] = token
    joined = [token for token in written if "-" in token.shown]
    apart = list(_written_apart(text, language))
    known: set[str] = set()
    if joined or apart:
        rows = Word.objects.filter(word__in={token.word for token in (*joined, *apart)})
        shown = list(rows.values_list("word", "shown"))
        known = {word for word, _shown in shown}
        with_hyphen = {word for word, form in shown if "-" in form}
        joined += [token for token in apart if token.word in with_hyphen]
    for token in joined:
        if token.word in known:
            for part in re.split("-", token.shown):
                found.pop(canonical(plain(part)), None)
            found[token.word] = token
    said_otherwise = common_words() | _who_leads(written)
    telling = [token for token in found.values() if token.word not in said_otherwise]
    yield from (telling or list(found.values()))[:_MOST_WORDS]


def _written_apart(text: str, language: str) -> Iterator[Token]:
    """Neighbouring words as one with a hyphen: "director general", "e helse".

    Only where one of the two asks for nothing on its own, a single letter or what asks for a leader: others
    may stand apart in what answers.
    """
    for pair in _NEIGHBOURS.finditer(text):
        if any(len(word) == 1 or canonical(plain(word)) in _leading() for word in pair.groups()):
            yield from (both for both in tokens("-".join(pair.groups()), language) if "-" in both.shown)


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


def _variants(
    word: Token, language: str, vocabulary: Vocabulary, otherwise: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], float]:
    """The terms of the index that answer a word, each with how well it does."""
    found: dict[tuple[str, ...], float] = {}
    for form in _forms(word):
        for known in vocabulary.compounds.get(form, ()):
            if known.start and form != word.word and len(form) < _SHORTEST_STEM_INSIDE:
                continue
            weight = _part_weight(known, form)
            found[known.term,] = max(weight, found.get((known.term,), 0.0))
    for terms in otherwise:
        if all(vocabulary.by_term.get(term) for term in terms):
            found[terms] = EQUIVALENT
    norwegian, english = stems(word.word)
    own_stem, other = (english, norwegian) if language == "en" else (norwegian, english)
    # A short stem of another language is often that of quite another word.
    both = (own_stem, other) if len(other) >= SHORTEST_PIECE else (own_stem,)
    if own := next((term for term in both if vocabulary.by_term.get(term)), None):
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


def _part_weight(known: Known, form: str) -> float:
    if known.start == 0:
        return BEGINS
    return ENDS if len(known.word) - known.start - len(form) <= _LONGEST_ENDING else INSIDE


def _going_on(word: Token, variants: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
    """With the words that begin with what is typed so far, also where that is short."""
    if len(word.word) >= SHORTEST_PIECE:
        return variants
    begun = Word.objects.filter(word__startswith=word.word).order_by("-entries", "word")
    for term in begun.values_list("term", flat=True)[:_MOST_BEGUN]:
        variants.setdefault((term,), BEGINS)
    return variants


def _rarity(variants: dict[tuple[str, ...], float], vocabulary: Vocabulary, total: int) -> float:
    """How much a word tells: the fewer entries have it, or its best variants, the more."""
    best = max(variants.values())
    entries = 0
    for terms, weight in variants.items():
        if weight == best:
            entries += min(sum(known.entries for known in vocabulary.by_term.get(term, ())) for term in terms)
    return rarity_of(entries, total)


def _phrases(text: str, language: str) -> Iterator[tuple[str, ...]]:
    for quoted in _QUOTED.findall(text):
        yield tuple(phrase_words(quoted, language))


def phrase_words(text: str, language: str) -> list[str]:
    """The words of a text as phrases are compared: folded and in order, what has a hyphen in its parts."""
    return [token.word for token in tokens(text, language) if "-" not in token.shown]
