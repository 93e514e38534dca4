"""How a name that goes stands in texts, and taking it out of them."""

import re
from collections.abc import Iterable

GONE = "[…]"


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
