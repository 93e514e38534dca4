"""The sentence of a record that answers a question, with the words that do."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hdir.records.languages import FALLBACK
from hdir.search.asked import Asked
from hdir.search.models import Entry
from hdir.search.terms import tokens

LENGTH = 220  # characters
_BEFORE = 70
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_#>`]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zæøå])")
_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")


@dataclass(frozen=True)
class Piece:
    """Some letters of a text, and whether they are what was asked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Snippet:
    """A text in pieces, and its language; without pieces where there is nothing to show."""

    pieces: tuple[Piece, ...] = ()
    language: str = ""

    @property
    def text(self) -> str:
        """The text without marks."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def found(self) -> bool:
        """Whether words of the question stand in it."""
        return any(piece.marked for piece in self.pieces)

    def __bool__(self) -> bool:
        return bool(self.pieces)

    def __str__(self) -> str:
        return self.text


class Marker:
    """Knows the terms that answer a question, and finds them in texts."""

    def __init__(self, words: Iterable[Asked]) -> None:
        self.weights: dict[str, float] = {}
        self.known: dict[tuple[str, str], bool] = {}
        for word in words:
            for variant in word.variants:
                for term in variant.terms:
                    self.weights[term] = max(variant.weight * word.rarity, self.weights.get(term, 0.0))

    def marked(self, text: str, language: str) -> Snippet:
        """A short text whole, with what was asked for marked."""
        return Snippet(tuple(self._pieces(text, language)), language) if text else Snippet()

    def _pieces(self, text: str, language: str) -> Iterator[Piece]:
        end = 0
        for match in _WORD.finditer(text):
            if self._answers(match.group(), language):
                if match.start() > end:
                    yield Piece(text[end : match.start()])
                yield Piece(match.group(), marked=True)
                end = match.end()
        if end < len(text):
            yield Piece(text[end:])

    def _worth(self, text: str, language: str) -> float:
        """How much of the question stands in a text: each term counts once."""
        found = self.weights.keys() & {token.term for token in tokens(text, language)}
        return sum(self.weights[term] for term in sorted(found))

    def _answers(self, word: str, language: str) -> bool:
        """Whether a word of a text was asked for. The same words come again in all results."""
        answer = self.known.get((word, language))
        if answer is None:
            answer = self.known[word, language] = self._worth(word, language) > 0
        return answer

    def best(self, lists: dict[str, list[str]], language: str) -> Snippet:
        """The sentence that has most of the question, in the reader's language if any there has it.

        Where only the English text has it and the reader's is not English, or the other way round, the
        reader's version of that sentence, as far as the texts have as many. The first sentence where none
        has it.
        """
        first, own = Snippet(), list[str]()
        for code in FALLBACK[language]:
            sentences = [s for text in lists.get(code, ()) for s in _SENTENCE.split(bare(text))]
            if not sentences:
                continue
            worth = [self._worth(sentence, code) for sentence in sentences]
            own = sentences if code == language else own
            if max(worth):
                place = worth.index(max(worth))
                if len(own) == len(sentences) and code != language and "en" in {code, language}:
                    return Snippet((Piece(_cut(own[place], 0)),), language)
                return self.marked(self._short(sentences[place], code), code)
            first = first or Snippet((Piece(_cut(sentences[0], 0)),), code)
        return first

    def line(self, lists: dict[str, list[str]], language: str) -> Snippet:
        """The other name that was asked for, the one with the most of the question; none where none was."""
        for code in FALLBACK[language]:
            ranked = sorted(lists.get(code, ()), key=lambda line: -self._worth(line, code))
            if ranked and self._worth(ranked[0], code):
                return self.marked(ranked[0], code)
        return Snippet()

    def _short(self, sentence: str, language: str) -> str:
        """The sentence, or the part of a long one where the question stands."""
        for match in _WORD.finditer(sentence):
            if self._answers(match.group(), language):
                return _cut(sentence, match.start())
        return _cut(sentence, 0)


def bare(text: str) -> str:
    """A text without Markdown's marks."""
    return " ".join(_MARKS.sub(lambda m: m[1] or "", text).split())


def _cut(text: str, place: int) -> str:
    """So much of a text about a place as a result shows, cut at words."""
    if len(text) <= LENGTH:
        return text
    start = 0 if place < LENGTH * 2 // 3 else text.rfind(" ", 0, place - _BEFORE) + 1
    piece = text[start : start + LENGTH]
    if start + LENGTH < len(text):
        piece = f"{piece.rpartition(' ')[0]} …"
    return f"… {piece}" if start else piece


def snippet_of(entry: Entry, marker: Marker, language: str) -> Snippet:
    """What a result shows below its name: the sentence that matched, else the other name that did, else
    the text's beginning.

    What is found by the name that the reader sees needs no sentence of another language to show why.
    """
    texts, other_names = entry.texts, entry.other_names
    if texts.get(language) and marker.marked(entry.name.get(language) or "", language).found:
        texts, other_names = {language: texts[language]}, {}
    sentence = marker.best(texts, language)
    if sentence.found:
        return sentence
    return marker.line(other_names, language) or sentence
