"""Where each box of a chart goes.

The stem, from the top to the last unit that holds more than half of all, is centred. What the end of the
stem consists of stands in columns side by side, in as many rows as are needed; units without anything below
them stand left and right of the stem. Below the head of a column everything hangs indented. With a single
column everything hangs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.chart.shapes import Box, Drawing, Line, Rank, Shape
from directory.chart.words import break_lines

# Name and notes: size of text and height of a line.
NAME = {Rank.STEM: (15, 19), Rank.HEAD: (13, 16), Rank.INNER: (12, 15)}
NOTE = (11, 14)
# Names are bold on the stem and at the head of a column.
BOLD = {Rank.STEM: True, Rank.HEAD: True, Rank.INNER: False}
PADDING_X, PADDING_Y = 9, 6
# A box, and the strip that folds it, can be hit with a finger also where the drawing is shrunk a little.
LEAST_HEIGHT, STRIP = 28, 27
STEM_WIDTH = 300

# Between columns; between a box and the next one below it; between the levels of the stem.
GUTTER, GAP, RISE = 14, 6, 28
INDENT, LEAST_INDENT, LEAST_WIDTH = 13, 4, 96
# Room at the left for the line that leads past the first row of columns to the next.
MARGIN = 18
# Lines are as wide as this, and half of it lies outside the box.
STROKE = 2


def lay_out(shapes: Sequence[Shape], width: int, columns: int) -> Drawing:
    """Places a forest in a width, in at most so many columns. Its height is what it takes."""
    placer = _Placer()
    boxes: list[Box] = []
    area = _Area(STROKE, STROKE, width - 2 * STROKE, columns)
    for shape in shapes:
        if shape.weight:
            tree = placer.stem(shape, area) if columns > 1 else placer.hang(shape, area, Rank.STEM)
            boxes.append(tree)
            area = replace(area, y=tree.lowest + RISE)
    for row in _rows([shape for shape in shapes if not shape.weight], columns):
        placed = [placer.hang(leaf, area.part(area.x + n * area.step)) for n, leaf in enumerate(row)]
        area = replace(area, y=max(box.foot for box in placed) + GUTTER)
        boxes += placed
    height = max((box.lowest for box in boxes), default=0) + STROKE
    return Drawing(width, height, tuple(boxes), tuple(placer.lines))


def _rows(shapes: Sequence[Shape], length: int) -> list[Sequence[Shape]]:
    return [shapes[at : at + length] for at in range(0, len(shapes), length)]


def _depth(shape: Shape) -> int:
    return 1 + max((_depth(child) for child in shape.children), default=-1)


@dataclass(frozen=True)
class _Area:
    """Room for a tree: where it begins, how wide it is, and in how many columns that is divided."""

    x: int
    y: int
    width: int
    columns: int = 1

    @property
    def column(self) -> int:
        """The width of a column."""
        return (self.width - (self.columns - 1) * GUTTER) // self.columns

    @property
    def step(self) -> int:
        """From the left of one column to that of the next."""
        return self.column + GUTTER

    @property
    def centre(self) -> int:
        return self.x + self.width // 2

    def part(self, x: int, y: int | None = None) -> "_Area":
        """One column of it, that begins at `x`."""
        return _Area(x, self.y if y is None else y, self.column)


class _Placer:
    """Places trees and remembers the lines between their boxes."""

    def __init__(self) -> None:
        self.lines: list[tuple[tuple[int, int], ...]] = []

    def stem(self, shape: Shape, area: _Area) -> Box:
        """A unit on the stem, centred above what it consists of."""
        trunk = next((c for c in shape.children if 2 * c.weight > shape.weight and c.children), None)
        others = [child for child in shape.children if child is not trunk]
        if trunk is not None and len(others) + 2 <= area.columns:
            return self._beside(shape, trunk, area)
        box = self._centred(shape, area.centre, area)
        below = replace(area, y=box.foot + RISE)
        if trunk is None and any(child.weight for child in others):
            return _with(box, self._staff_and_columns(shape, (area.centre, box.foot), below))
        return _with(box, self._columns(shape.children, (area.centre, box.foot), below))

    def _beside(self, shape: Shape, trunk: Shape, area: _Area) -> Box:
        """The stem goes on into `trunk`; what is beside it takes a column each, on its own side."""
        at = shape.children.index(trunk)
        left, right = shape.children[:at], shape.children[at + 1 :]
        taken = len(left) + len(right)
        inner = replace(
            area,
            x=area.x + len(left) * area.step,
            width=area.width - taken * area.step,
            columns=area.columns - taken,
        )
        box = self._centred(shape, inner.centre, inner)
        below = box.foot + RISE
        past = inner.x + inner.width + GUTTER
        children = [
            *(self.hang(s, area.part(area.x + n * area.step, below)) for n, s in enumerate(left)),
            self.stem(trunk, replace(inner, y=below)),
            *(self.hang(s, area.part(past + n * area.step, below)) for n, s in enumerate(right)),
        ]
        self._bus((inner.centre, box.foot), children, below - RISE // 2)
        return _with(box, children)

    def _staff_and_columns(self, shape: Shape, above: tuple[int, int], area: _Area) -> list[Box]:
        """The end of the stem: units without parts stand left and right of it, the others in columns."""
        staff = [child for child in shape.children if not child.weight]
        each_side = max(1, (area.width + GUTTER) // 2 // area.step)
        placed: list[Box] = []
        for row in _rows(staff, 2 * each_side):
            half = (len(row) + 1) // 2
            left = area.centre + GUTTER // 2 - half * area.step
            boxes = [self.hang(leaf, area.part(left + n * area.step)) for n, leaf in enumerate(row)]
            self._bus(above, boxes, area.y - RISE // 2)
            area = replace(area, y=max(b.foot for b in boxes) + RISE)
            placed += boxes
        branches = [child for child in shape.children if child.weight]
        return [*placed, *self._columns(branches, above, area)]

    def _columns(self, shapes: Sequence[Shape], above: tuple[int, int], area: _Area) -> list[Box]:
        """Columns side by side below a point, in rows; a line at the left leads from row to row."""
        several = len(shapes) > area.columns
        if several:
            area = replace(area, x=area.x + MARGIN, width=area.width - MARGIN)
        spine = area.x - MARGIN + STROKE
        boxes: list[Box] = []
        for number, row in enumerate(_rows(shapes, area.columns)):
            spare = area.width - len(row) * area.step + GUTTER
            left = area.x + (0 if number else spare // 2)
            # The heads of a row are equally tall.
            least = max(self._box(s, Rank.HEAD, area.part(0)).height for s in row)
            placed = [self.hang(s, area.part(left + n * area.step), least=least) for n, s in enumerate(row)]
            bus = area.y - RISE // 2
            self._bus((spine, above[1]) if number else above, placed, bus)
            if several and not number:
                self.lines.append(((placed[0].centre, bus), (spine, bus)))
                above = (spine, bus)
            boxes += placed
            area = replace(area, y=max(box.lowest for box in placed) + RISE)
        return boxes

    def hang(self, shape: Shape, area: _Area, rank: Rank = Rank.HEAD, *, least: int = LEAST_HEIGHT) -> Box:
        """A unit with all below it hanging indented from its left side; its own box is so tall at least."""
        depth = _depth(shape)
        indent = max(LEAST_INDENT, min(INDENT, (area.width - LEAST_WIDTH) // depth)) if depth else 0
        return self._hang(shape, area, rank, indent, least)

    def _hang(self, shape: Shape, area: _Area, rank: Rank, indent: int, least: int = LEAST_HEIGHT) -> Box:
        box = self._box(shape, rank, area, least=least)
        children: list[Box] = []
        below = box.foot + GAP
        for child in shape.children:
            if rank is not Rank.STEM:
                next_rank = Rank.INNER
            else:
                next_rank = Rank.STEM if 2 * child.weight > shape.weight else Rank.HEAD
            inner = _Area(area.x + indent, below, area.width - indent)
            children.append(self._hang(child, inner, next_rank, indent))
            below = children[-1].lowest + (GAP if next_rank is Rank.INNER else 2 * GAP)
        if children:
            spine, last = area.x + indent // 2, children[-1].middle
            self.lines.append(((spine, box.foot), (spine, last), (area.x + indent, last)))
            self.lines += [((spine, c.middle), (c.x, c.middle)) for c in children[:-1]]
        return _with(box, children)

    def _bus(self, start: tuple[int, int], boxes: Sequence[Box], y: int) -> None:
        """Lines from a point down to a height, along it, and down to the middle of each box's top."""
        x, top = start
        if top < y:
            self.lines.append(((x, top), (x, y)))
        for box in boxes:
            corners = [(x, y), (box.centre, y), (box.centre, box.y)]
            self.lines.append(tuple(dict.fromkeys(corners)))

    def _centred(self, shape: Shape, centre: int, area: _Area) -> Box:
        """The box of a unit on the stem."""
        width = min(STEM_WIDTH, area.width)
        return self._box(shape, Rank.STEM, _Area(centre - width // 2, area.y, width), centred=True)

    @staticmethod
    def _box(
        shape: Shape, rank: Rank, area: _Area, *, centred: bool = False, least: int = LEAST_HEIGHT
    ) -> Box:
        size, leading = NAME[rank]
        room = area.width - 2 * PADDING_X
        name = break_lines(shape.name, room, size, bold=BOLD[rank])
        notes = [line for note in shape.notes for line in break_lines(note, room, NOTE[0], even=False)]
        x = area.centre if centred else area.x + PADDING_X
        strip = STRIP if shape.toggle else 0
        text = len(name) * leading + len(notes) * NOTE[1]
        height = max(least, LEAST_HEIGHT, 2 * PADDING_Y + text + strip)
        # A text that is lower than its box stands in the middle of it, above a strip at the top.
        top = area.y + (PADDING_Y if strip else (height - text) // 2)
        # A baseline lies about four fifths down its line.
        first = top + leading * 4 // 5
        then = top + len(name) * leading + NOTE[1] * 4 // 5
        return Box(
            shape=shape,
            rank=rank,
            x=area.x,
            y=area.y,
            width=area.width,
            height=height,
            name=tuple(Line(line, x, first + n * leading) for n, line in enumerate(name)),
            notes=tuple(Line(line, x, then + n * NOTE[1]) for n, line in enumerate(notes)),
            centred=centred,
            strip=area.y + height - strip if strip else None,
        )


def _with(box: Box, children: Sequence[Box]) -> Box:
    return replace(box, children=tuple(children))
