"""How a name that goes, or went, stands in texts, and taking it out of them.

A redaction knows the names and keys. A reload only has tombstones, which can't say a name but know it when
they see it: it tries what could be a name or a key, and takes out what they recognise, in the same way.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from hdir.records.keys import fold
from hdir.redactions.models import Tombstone

GONE = "[…]"

_WORD = re.compile(r"\w+")
_KEY = re.compile(r"\w+(?:-\w+)*")
# A name of more words, those on both sides of a hyphen counted, isn't recognised in a text.
_MOST_WORDS = 8


class Words:
    """What is looked for in texts: the names as they are written, and the keys made from them.

    A name may stand in the genitive, with the surname first, and over the end of a line.
    """

    def __init__(self, names: Iterable[str], keys: Iterable[str]):
        written = {form for name in names for form in (name, _surname_first(name)) if form}
        longest_first = sorted(written, key=len, reverse=True)
        patterns = [r"\s+".join(re.escape(part) for part in name.split()) for name in longest_first]
        patterns = [f"{pattern}(?:['’]?s)?" for pattern in patterns]
        patterns += [re.escape(key) for key in sorted(keys, key=len, reverse=True)]
        self._found = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)

    def without(self, value):
        """A text, or JSON with texts in it, without the words."""
        if isinstance(value, str):
            return self._found.sub(GONE, value)
        if isinstance(value, list):
            return [self.without(part) for part in value]
        if isinstance(value, dict):
            return {name: self.without(part) for name, part in value.items()}
        return value


def _surname_first(name: str) -> str:
    first, _blank, last = name.strip().rpartition(" ")
    return f"{last}, {first}" if first else ""


def without_redacted() -> Callable[[object], object]:
    """What takes the names that were taken out before out of a value of a file. One query."""
    stones = list(Tombstone.objects.all())
    of_names = [stone for stone in stones if stone.name_digest]
    of_keys = [stone for stone in stones if stone.key_digest]

    def is_name(text: str) -> bool:
        folded = fold(text)
        return any(stone.digest_of(folded) == stone.name_digest for stone in of_names)

    def is_key(text: str) -> bool:
        folded = fold(text)
        return any(stone.digest_of(folded) == stone.key_digest for stone in of_keys)

    def without(value: object) -> object:
        texts = list(_texts(value))
        names = {name for text in texts for name in _possible_names(text) if is_name(name)}
        keys = {key for text in texts for key in _possible_keys(text) if is_key(key)}
        return Words(names, keys).without(value) if names or keys else value

    return without if stones else lambda value: value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _possible_names(text: str) -> Iterator[str]:
    """Everything in a text that may be a name, with the surname last and not in the genitive."""
    words = list(_WORD.finditer(text))
    for place, first in enumerate(words):
        for last in words[place : place + _MOST_WORDS]:
            found = " ".join(text[first.start() : last.end()].split())
            for written in (found, found[:-1]) if found[-1] in "sS" else (found,):
                surname, comma, others = written.partition(", ")
                yield f"{others} {surname}" if comma else written


def _possible_keys(text: str) -> Iterator[str]:
    """Everything in a text that may be a key: words with hyphens between them, and parts of these."""
    for found in _KEY.finditer(text):
        words = found.group().split("-")
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                yield "-".join(words[start:end])
