"""What the agency's terms in a question are called otherwise, in its language and the others."""

from collections.abc import Iterator
from functools import cache

from hdir.search.terms import Token, common_words, stems, tokens
from hdir.texts.termbase import all_terms


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


def equivalents(words: list[Token]) -> dict[int, tuple[tuple[str, ...], ...]]:
    """What the terms in a question are called otherwise, by the places of their words.

    A term inside a longer one isn't meant.
    """
    ways = [[stems(word.word)[way] for word in words] for way in (0, 1)]
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
