"""What changed from one edition of the strategy to another. Pure: no database.

Two editions can't share a record's key, so what is the same is found by name, in whatever language or under
whatever other name the editions have in common, and else by key without the number or years at its end:
`ncd` and `ncd-2019-2023` are the same focus area.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from hdir.records.keys import fold

_NUMBERS_AT_THE_END = re.compile(r"(-\d+)+$")


class Change(Enum):
    """What became of a goal area or focus area."""

    KEPT = "kept"
    RENAMED = "renamed"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Item:
    """A goal area or focus area of an edition: its key, its names in all languages, and what it is part of.

    `name` is the one that is compared to tell whether it was renamed.
    """

    key: str
    name: str
    names: frozenset[str]
    parent: str = ""

    @classmethod
    def of(cls, key: str, names: Sequence[str], parent: str = "") -> "Item":
        """From the names in the order of languages; the first is the one that is compared."""
        folded = [" ".join(fold(name).split()) for name in names if name]
        return cls(key, folded[0] if folded else "", frozenset(folded), parent)

    @property
    def stem(self) -> str:
        """The key without what makes it another than the earlier edition's."""
        return _NUMBERS_AT_THE_END.sub("", self.key)


@dataclass(frozen=True)
class Pair:
    """The same thing in the older and the newer edition, with what became of it."""

    old: str | None
    new: str | None
    changes: tuple[Change, ...]


def compare(old: Iterable[Item], new: Iterable[Item], parents: Sequence[Pair] | None = None) -> list[Pair]:
    """What became of each item, in the older edition's order, and then what is new.

    `parents` are the pairs of what the items are part of: an item whose parent isn't the pair of its
    earlier parent has moved.
    """
    old, new = list(old), list(new)
    matched = _matched(old, new)
    same_parent = {pair.old: pair.new for pair in parents or () if pair.old}
    by_key = {item.key: item for item in new}
    pairs = []
    for item in old:
        if item.key not in matched:
            pairs.append(Pair(item.key, None, (Change.GONE,)))
            continue
        later = by_key[matched[item.key]]
        changes = []
        if not (item.names & later.names) or item.name != later.name:
            changes.append(Change.RENAMED)
        if parents is not None and same_parent.get(item.parent) != later.parent:
            changes.append(Change.MOVED)
        pairs.append(Pair(item.key, later.key, tuple(changes) or (Change.KEPT,)))
    taken = set(matched.values())
    return pairs + [Pair(None, item.key, (Change.NEW,)) for item in new if item.key not in taken]


def _matched(old: list[Item], new: list[Item]) -> dict[str, str]:
    """The newer key of each older one: first by name, then by the stem of the key. Each is used once."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    tests = (lambda a, b: bool(a.names & b.names), lambda a, b: a.stem == b.stem)
    for same in tests:
        for item in old:
            if item.key in found:
                continue
            match = next((b for b in new if b.key not in taken and same(item, b)), None)
            if match:
                found[item.key] = match.key
                taken.add(match.key)
    return found
