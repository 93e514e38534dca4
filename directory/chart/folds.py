"""Which branches of a large tree are shown, so that a page stays readable and small however large it is."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# A chart of so many is shown whole when nobody asked for less: that is still read faster than opened.
WHOLE = 120
# A branch of so many opens as a whole, a larger one level by level.
WHOLE_BRANCH = 40
# Nothing shows more than this many in all, so many below one unit, so many levels.
MOST, MANY, DEEPEST = 120, 40, 12


@dataclass(frozen=True)
class Tree:
    """What stands below what, by key, and how much is below each in all."""

    roots: Sequence[str]
    children: Mapping[str, Sequence[str]]
    weights: Mapping[str, int]

    def path(self, key: str, parents: Mapping[str, str]) -> list[str]:
        """What stands above a key, the nearest first."""
        found: list[str] = []
        while (key := parents.get(key, "")) and key not in found:
            found.append(key)
        return found

    def stem(self) -> set[str]:
        """The roots, and from each the units that hold more than half of what is below their parent."""
        found = set()
        for root in self.roots:
            key: str | None = root
            while key is not None and key not in found:
                found.add(key)
                half = self.weights[key] / 2
                key = next((c for c in self.children.get(key, ()) if self.weights[c] > half), None)
        return found


@dataclass
class Shown:
    """What is shown: for each key the keys shown right below it, and how many there are left out."""

    roots: list[str] = field(default_factory=list)
    children: dict[str, list[str]] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    # Roots that there was no room for.
    roots_left_out: int = 0

    @property
    def keys(self) -> list[str]:
        """Everything shown."""
        return list(self.children)


def weights(roots: Iterable[str], children: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How much stands below each key that can be reached from the roots."""
    order: list[str] = []
    seen: set[str] = set()
    waiting = list(roots)
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        order.append(key)
        waiting += children.get(key, ())
    found: dict[str, int] = {}
    for key in reversed(order):
        found[key] = sum(1 + found.get(child, 0) for child in children.get(key, ()))
    return found


def opened(tree: Tree, asked: Collection[str] | None, parents: Mapping[str, str]) -> set[str]:
    """The keys whose branch is open. The stem always is.

    `asked` are the branches that a reader opened, None where nobody asked: a tree of up to WHOLE is then
    open everywhere, a larger one nowhere but on the stem.
    """
    found = tree.stem()
    if asked is None:
        if len(tree.weights) <= WHOLE:
            found.update(tree.weights)
        return found
    for key in asked:
        if key not in tree.weights:
            continue
        found.add(key)
        found.update(tree.path(key, parents))
        if tree.weights[key] <= WHOLE_BRANCH:
            below = deque(tree.children.get(key, ()))
            while below:
                found.add(child := below.popleft())
                below += tree.children.get(child, ())
    return found


def shown(tree: Tree, is_open: Collection[str]) -> Shown:
    """What a page shows of a tree whose branches are open or not, level by level until it is full."""
    result = Shown(roots=list(tree.roots[:MANY]), roots_left_out=max(0, len(tree.roots) - MANY))
    waiting = deque((key, 1) for key in result.roots)
    room = MOST - len(result.roots)
    while waiting:
        key, level = waiting.popleft()
        if key in result.children:
            continue
        below = tree.children.get(key, ()) if key in is_open and level < DEEPEST else ()
        some = list(below[:MANY])
        if len(some) > room:
            some = []
        room -= len(some)
        result.children[key] = some
        result.left_out[key] = len(tree.children.get(key, ())) - len(some)
        waiting.extend((child, level + 1) for child in some)
    return result
