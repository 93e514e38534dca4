"""What is drawn: a tree of shapes as it comes in, and of boxes with their places as it goes out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


class Rank(Enum):
    """How much a box stands out: on the stem, at the head of a column, or below one."""

    STEM = "stem"
    HEAD = "head"
    INNER = "inner"


@dataclass(frozen=True)
class Shape:
    """A thing to draw, with what is below it.

    `weight` counts everything below, drawn or not: the drawing keeps its form when branches are folded.
    `label` is the whole of what the box says, for those who don't see it; `marks` are CSS classes.
    """

    key: str
    name: str
    notes: tuple[str, ...] = ()
    label: str = ""
    address: str = ""
    language: str = ""
    marks: tuple[str, ...] = ()
    weight: int = 0
    children: tuple["Shape", ...] = ()
    # The strip at the foot of the box that folds or unfolds it; none without a text.
    toggle: str = ""
    toggle_label: str = ""
    toggle_address: str = ""


@dataclass(frozen=True)
class Line:
    """A line of text, at the left end or the middle of its baseline."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Box:
    """A shape in its place. Lengths are in pixels of a drawing at its natural size."""

    shape: Shape
    rank: Rank
    x: int
    y: int
    width: int
    height: int
    name: tuple[Line, ...]
    notes: tuple[Line, ...]
    # Whether the lines are centred on their places, or begin there.
    centred: bool = False
    # Where the strip that folds begins; None without one.
    strip: int | None = None
    children: tuple["Box", ...] = ()

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def foot(self) -> int:
        return self.y + self.height

    @property
    def centre(self) -> int:
        return self.x + self.width // 2

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def lowest(self) -> int:
        """The lowest point of the box and all that is below it."""
        return max(box.foot for box in self.all())

    def all(self) -> Iterator["Box"]:
        """The box and every box below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True)
class Drawing:
    """Boxes and the lines between them: each a list of corners."""

    width: int
    height: int
    boxes: tuple[Box, ...] = ()
    lines: tuple[tuple[tuple[int, int], ...], ...] = field(default=())

    def all(self) -> Iterator[Box]:
        """Every box, in reading order."""
        for box in self.boxes:
            yield from box.all()
