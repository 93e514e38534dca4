"""Writes a drawing as SVG: inside a page, styled by the site's stylesheet, or as a file of its own."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from directory.chart.layout import BOLD, NAME, NOTE
from directory.chart.shapes import Box, Drawing, Line, Rank
from directory.chart.words import text_width
from hdir.records.xml import for_xml

# How round the corners are: what isn't a part of the line organisation is rounder.
_CORNER = 3
_RADIUS = {"unit-agency": 12, "unit-programme": 12}
# The accent at the left edge of the head of a column.
_ACCENT = 4

# A file must look right in any program. Some know neither custom properties nor queries, some not even
# selectors of several classes: every colour is written out, each element has one class, and what is only
# known to browsers (the dark colours) comes last.
_STYLE = """
text { font-family: Arial, "Liberation Sans", Helvetica, sans-serif; font-size: 12px; }
text { fill: #1c1a33; stroke: none; }
.name-stem { font-size: 15px; font-weight: 700; fill: #ffffff; stroke: none; }
.name-head { font-size: 13px; font-weight: 700; stroke: none; }
.note { font-size: 11px; fill: #53506b; stroke: none; }
.note-stem { font-size: 11px; fill: #ffffff; stroke: none; }
.frame-inner { fill: #ffffff; stroke: #827e9b; stroke-width: 1; }
.frame-head { fill: #f5f4f8; stroke: #53506b; stroke-width: 1; }
.frame-stem { fill: #1c1a33; stroke: #f4b43a; stroke-width: 1; }
.name-inner { font-size: 12px; stroke: none; }
.accent { fill: #f4b43a; stroke: none; }
.wires { fill: none; stroke: #827e9b; stroke-width: 2; }
.title { font-size: 20px; font-weight: 700; stroke: none; }
.heading { font-size: 14px; font-weight: 700; stroke: none; }
"""
_DARK = """
@media (prefers-color-scheme: dark) {
  svg { background: #131222; }
  text { fill: #f1eff9; }
  .note { fill: #b6b2cd; }
  .frame-inner { fill: #131222; stroke: #8581a6; }
  .frame-head { fill: #211f37; stroke: #b6b2cd; }
  .frame-stem { fill: #f1eff9; }
  .name-stem, .note-stem { fill: #131222; }
}
"""

# Around the drawing of a file, and the heights of what stands above it.
_EDGE, _TITLE, _LINE, _HEADING = 24, 30, 18, 30


@dataclass(frozen=True)
class Sheet:
    """A file of its own: drawings below each other, each with a heading or "", under a title and lines."""

    title: str
    lines: tuple[str, ...]
    parts: tuple[tuple[str, Drawing], ...]
    language: str
    # On white, in light colours only, as programs that make a PNG want it.
    white: bool = False


def inline(drawing: Drawing, label: str, name: str) -> str:
    """The drawing as an element of a page: a group of nested lists of links, with a class of its own.

    `label` is what the drawing is called by those who don't see it. No colour and no identifier stands in it.
    """
    return "".join(
        (
            f'<svg class="drawing drawing-{escape(name)}" role="group" aria-label="{escape(label)}" ',
            f'viewBox="0 0 {drawing.width} {drawing.height}" ',
            f'width="{drawing.width}" height="{drawing.height}">',
            _wires(drawing),
            _list(drawing.boxes, toggles=True),
            "</svg>",
        )
    )


def standalone(sheet: Sheet) -> str:
    """The sheet as an SVG file that needs nothing else; its size in pixels is its natural size."""
    width = max((d.width for _heading, d in sheet.parts), default=600) + 2 * _EDGE
    body, y = [], _EDGE + _TITLE - 10
    body.append(f'<text class="title" x="{_EDGE}" y="{y}">{escape(sheet.title)}</text>')
    for line in sheet.lines:
        y += _LINE
        body.append(f'<text class="note" x="{_EDGE}" y="{y}">{escape(line)}</text>')
    y += _LINE
    for heading, drawing in sheet.parts:
        if heading:
            body.append(f'<text class="heading" x="{_EDGE}" y="{y + 20}">{escape(heading)}</text>')
            y += _HEADING
        body.append(f'<g transform="translate({_EDGE} {y})">')
        body.append(_wires(drawing) + _list(drawing.boxes, toggles=False) + "</g>")
        y += drawing.height + _EDGE
    ground = '<rect width="100%" height="100%" fill="#ffffff"/>' if sheet.white else ""
    language = escape(sheet.language)
    drawn = "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y}" ',
            f'viewBox="0 0 {width} {y}" lang="{language}" xml:lang="{language}">',
            f"<title>{escape(sheet.title)}</title><style>{stylesheet(white=sheet.white)}</style>{ground}",
            "\n".join(body),
            "</svg>\n",
        )
    )
    return for_xml(drawn)


def stylesheet(*, white: bool) -> str:
    """The style that a file carries."""
    return _STYLE if white else _STYLE + _DARK


def style_hash(*, white: bool) -> str:
    """What a Content-Security-Policy must name so that a browser applies the file's own style."""
    digest = hashlib.sha256(stylesheet(white=white).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _wires(drawing: Drawing) -> str:
    paths = "".join(f"M{' '.join(f'{x},{y}' for x, y in corners)}" for corners in drawing.lines)
    return f'<path class="wires" d="{paths}"/>' if paths else ""


def _list(boxes: Sequence[Box], *, toggles: bool) -> str:
    items = "".join(f'<g role="listitem">{"".join(_item(box, toggles))}</g>' for box in boxes)
    return f'<g role="list">{items}</g>' if items else ""


def _item(box: Box, toggles: bool) -> Iterator[str]:
    shape = box.shape
    language = f' lang="{escape(shape.language)}"' if shape.language else ""
    label = escape(shape.label or shape.name)
    marks = " ".join((box.rank.value, *shape.marks))
    yield f'<a class="box {escape(marks)}" href="{escape(shape.address)}" aria-label="{label}"{language}>'
    yield f'<g aria-hidden="true"><title>{label}</title>'
    # A page has a class for all frames, a file one for each rank, and no style that depends on two.
    frame = "frame" if toggles else f"frame-{box.rank.value}"
    dashed = not toggles and bool({"unknown", "rest"} & set(shape.marks))
    yield _rectangle(frame, box, box.y, box.height, _radius(box), dashed=dashed)
    if box.rank is Rank.HEAD and _radius(box) == _CORNER:
        yield f'<rect class="accent" x="{box.x}" y="{box.y}" width="{_ACCENT}" height="{box.height}"/>'
    size, bold = NAME[box.rank][0], BOLD[box.rank]
    yield _text(f"name-{box.rank.value}", _fitted(box.name, size, bold=bold), centred=box.centred)
    note = "note-stem" if box.rank is Rank.STEM and not toggles else "note"
    yield _text(note, _fitted(box.notes, NOTE[0]), centred=box.centred)
    yield "</g></a>"
    if box.strip is not None and toggles:
        height = box.foot - box.strip
        label = escape(shape.toggle_label)
        yield f'<a class="toggle" href="{escape(shape.toggle_address)}" aria-label="{label}">'
        yield '<g aria-hidden="true">'
        yield _rectangle("strip", box, box.strip, height)
        yield _text(
            "note",
            _fitted([Line(shape.toggle, box.x + 2 * _ACCENT + 1, box.strip + height * 2 // 3)], NOTE[0]),
        )
        yield "</g></a>"
    elif box.strip is not None and not box.children:
        # On paper a folded branch still says how much it holds.
        yield _text("note", _fitted([Line(shape.toggle, box.x + 2 * _ACCENT + 1, box.strip + 15)], NOTE[0]))
    yield _list(box.children, toggles=toggles)


def _radius(box: Box) -> int:
    return next((_RADIUS[mark] for mark in box.shape.marks if mark in _RADIUS), _CORNER)


def _rectangle(name: str, box: Box, y: int, height: int, radius: int = 0, *, dashed: bool = False) -> str:
    corner = f' rx="{radius}"' if radius else ""
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    return f'<rect class="{name}" x="{box.x}" y="{y}" width="{box.width}" height="{height}"{corner}{dashes}/>'


def _fitted(lines: Sequence[Line], size: int, *, bold: bool = False) -> Iterator[tuple[Line, int]]:
    """Each line with the length that it is to be drawn in: that of the face which the drawing is laid out
    for, so that it keeps to its box where another one stands in."""
    for line in lines:
        yield line, round(text_width(line.text, size, bold=bold))


def _text(name: str, lines: Iterable[tuple[Line, int]], *, centred: bool = False) -> str:
    spans = "".join(
        f'<tspan x="{line.x}" y="{line.y}" textLength="{length}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(line.text)}</tspan>"
        for line, length in lines
    )
    anchor = ' text-anchor="middle"' if centred else ""
    return f'<text class="{name}"{anchor}>{spans}</text>' if spans else ""
