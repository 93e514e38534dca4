"""Lines in a coordinate system with logarithmic axes, as SVG that is read on light and on dark."""

import math
from collections.abc import Mapping
from html import escape

_WIDTH, _HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 200, 44, 48
_LEAST_GAP = 15  # between the names of lines
# Apart from each other for those who don't see all colours, on white (light) and on black (dark).
_COLOURS = [
    ("#0b5394", "#7fb8f0"), ("#a63d00", "#ffb080"), ("#2e6b1f", "#9bd98a"), ("#7a2d8c", "#e0a8f0"),
    ("#8a6100", "#f0cf70"), ("#00666b", "#70d8dc"), ("#99264f", "#ffa3c0"), ("#4d4d4d", "#c9c9c9"),
]  # fmt: skip
_DASHES = ["", "7 3", "2 3"]

Lines = Mapping[str, Mapping[float, float]]  # by name: y by x


def plot(title: str, across: str, up: str, lines: Lines) -> str:
    """The drawing. Every value must be above zero."""
    xs = sorted({x for line in lines.values() for x in line})
    ys = [y for line in lines.values() for y in line.values()]
    low, high = _decades(ys)
    first, last = math.log10(xs[0]), math.log10(xs[-1])

    def place(x: float, y: float) -> tuple[float, float]:
        along = (math.log10(x) - first) / ((last - first) or 1)
        height = (math.log10(y) - low) / (high - low)
        return (
            _LEFT + along * (_WIDTH - _LEFT - _RIGHT),
            _HEIGHT - _BOTTOM - height * (_HEIGHT - _TOP - _BOTTOM),
        )

    parts = [f'<text class="title" x="{_LEFT}" y="22">{escape(title)}</text>']
    for decade in range(low, high + 1):
        _x, y = place(xs[0], 10.0**decade)
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**decade:,g}</text>')
    for x in xs:
        at, y = place(x, 10.0**low)
        parts.append(f'<text x="{at:.1f}" y="{y + 18:.1f}" text-anchor="middle">{x:,.0f}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(f'<text x="{middle:.0f}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(across)}</text>')
    parts.append(f'<text x="{_LEFT}" y="{_TOP - 8}">{escape(up)}</text>')
    parts += _drawn(lines, place)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-label="{escape(title)}">\n<style>{_style(len(lines))}</style>\n'
        f'<rect class="ground" width="{_WIDTH}" height="{_HEIGHT}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _decades(values: list[float]) -> tuple[int, int]:
    """The powers of ten between which all values lie."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _drawn(lines: Lines, place) -> list[str]:
    """Each line with its name at its end, the names apart from each other."""
    parts, ends = [], []
    for number, (name, line) in enumerate(lines.items()):
        points = [place(x, y) for x, y in sorted(line.items())]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline class="l{number}" points="{path}"/>')
        parts += [f'<circle class="c{number}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points]
        ends.append((points[-1][1], points[-1][0], number, name))
    ends.sort()
    last = 0.0
    for wanted, x, number, name in ends:
        y = max(wanted, last + _LEAST_GAP) if last else wanted
        last = y
        parts.append(f'<text class="n{number}" x="{x + 10:.1f}" y="{y + 4:.1f}">{escape(name)}</text>')
    return parts


def _style(number: int) -> str:
    light, dark = [], []
    for n in range(number):
        colours = _COLOURS[n % len(_COLOURS)]
        dashes = _DASHES[n // len(_COLOURS) % len(_DASHES)]
        light.append(f".l{n}{{stroke:{colours[0]};stroke-dasharray:{dashes or 'none'}}}")
        for rules, colour in ((light, colours[0]), (dark, colours[1])):
            rules.append(f".n{n},.c{n}{{fill:{colour}}}")
        dark.append(f".l{n}{{stroke:{colours[1]}}}")
    return (
        "text{font:12px system-ui,sans-serif;fill:#333}.title{font-size:14px;font-weight:600}"
        ".ground{fill:#fff}.grid{stroke:#ddd}polyline{fill:none;stroke-width:2}"
        f"{''.join(light)}"
        "@media (prefers-color-scheme:dark){text{fill:#ddd}.ground{fill:#111}.grid{stroke:#444}"
        f"{''.join(dark)}}}"
    )
