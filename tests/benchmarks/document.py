"""Puts what was measured into docs/performance.md, between its markers, and draws the plots beside it.

All other words of the document are its own.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks import growth, reloads, results, searches, served
from tests.benchmarks.plot import plot

DOCUMENT = results.FILE.with_suffix(".md")
IMAGES = DOCUMENT.parent / "images"
# The document says `<!-- measured: pages -->` where the tables of a part begin, and this where they end.
_BEGIN, _END = "<!-- measured: {} -->", "<!-- end of measured -->"
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# Of the pages, those whose lines a reader can tell apart.
_DRAWN = (
    "home", "unit, the topmost", "organisation, drawn", "units", "leaders", "matrix", "search", "API, units"
)  # fmt: skip


def write(document: Path = DOCUMENT, kept: dict[str, Any] | None = None, images: Path = IMAGES) -> None:
    """Makes the measured parts of the document anew. Raises ValueError where a marker is missing."""
    kept = results.read() if kept is None else kept
    text = document.read_text("utf-8")
    for part, lines in PARTS.items():
        if part in kept:
            text = _replaced(text, part, "\n".join(_tables(part, kept[part], lines)))
    document.write_text(text, "utf-8")
    images.mkdir(parents=True, exist_ok=True)
    for name, drawing in _drawings(kept):
        (images / f"performance-{name}.svg").write_text(drawing, "utf-8")


def _replaced(text: str, part: str, measured: str) -> str:
    begin = _BEGIN.format(part)
    before, found, rest = text.partition(begin)
    _old, ended, after = rest.partition(_END)
    if not (found and ended):
        raise ValueError(f"docs/performance.md has no {begin} … {_END}")
    return f"{before}{begin}\n\n{measured}\n\n{_END}{after}"


def _tables(part: str, databases: dict, lines: Callable) -> Iterator[str]:
    """One table a database, each with what it was measured with."""
    for database, sizes in sorted(databases.items(), reverse=True):
        ordered = dict(sorted(sizes.items(), key=lambda one: _size(one[0])))
        found = {_size_name(size): one["found"] for size, one in ordered.items()}
        yield f"**{_DATABASES[database]}**\n"
        yield from lines(next(iter(found.values())) if part == "served" else found)
        yield ""
        yield from _surroundings(ordered)
        yield ""


def _surroundings(sizes: dict) -> Iterator[str]:
    """Machine, versions and date; once where they are the same for all sizes but for how busy it was."""
    told: dict[str, list[str]] = {}
    for size, one in sizes.items():
        machine, versions = one["machine"], one["versions"]
        what = (
            f"Measured {one['date']} with {', '.join(f'{n} {v}' for n, v in versions.items())} on "
            f"{machine['cores']} cores of {machine['processor']}, {machine['memory']}, {machine['system']}"
        )
        told.setdefault(what, []).append(f"{one['busy']:.1f} ({_size_name(size)})")
    for what, busy in told.items():
        yield f"{what}. Processes that wanted to run meanwhile: {', '.join(busy)}."


def _size(size: str) -> int:
    """Sizes are numbers of units; the real content, which has none of its own, is smaller than all."""
    return int(size) if size.isdigit() else 0


def _size_name(size: str) -> str:
    return f"{int(size):,} units" if size.isdigit() else f"{size} content"


def _drawings(kept: dict) -> Iterator[tuple[str, str]]:
    pages = kept.get("pages", {}).get("sqlite", {})
    sizes = sorted((s for s in pages if s.isdigit()), key=int)
    if sizes:
        lines = {
            name: {int(s): pages[s]["found"][name]["ms"] for s in sizes if name in pages[s]["found"]}
            for name in _DRAWN
        }
        yield "pages", plot("Pages made anew", "units", "milliseconds computed", _filled(lines))
    content = kept.get("content", {}).get("sqlite", {})
    sizes = sorted((s for s in content if s.isdigit()), key=int)
    if sizes:
        lines = {
            action: {int(s): content[s]["found"][action]["seconds"] for s in sizes}
            for action in reloads.ACTIONS
        }
        beside = [size for size in sizes if "times" in content[size]["found"]["apply"]]
        for name, action in (("loaddata, first", "apply"), ("loaddata, again", "plan")):
            told = {int(size): content[size]["found"][action] for size in beside}
            lines[name] = {size: one["seconds"] / one["times"] for size, one in told.items()}
        yield "content", plot("Loading and dumping", "units", "seconds", lines)
    found: dict[str, dict[float, float]] = {}
    for database, by_size in kept.get("search", {}).items():
        for point in ("p50", "p95"):
            found[f"{_DATABASES[database]}, {point}"] = {
                int(s): one["found"]["mix"][point] for s, one in by_size.items()
            }
    if found:
        yield "search", plot("Search, the whole mix", "units", "milliseconds", found)


def _filled(lines: dict[str, dict[float, float]]) -> dict[str, dict[float, float]]:
    return {name: line for name, line in lines.items() if line}


# How the tables of each part are made.
PARTS: dict[str, Callable] = {
    "served": served.lines,
    "pages": growth.lines,
    "search": searches.lines,
    "content": reloads.lines,
}
