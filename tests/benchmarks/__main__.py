"""Measures how fast the site is and how that grows: `python -m tests.benchmarks [PART …]`.

Parts: `served` (pages beside an empty Django view, kept ready and made each time), `pages` (pages made anew
as the content grows), `search` (a mix of questions), `content` (plan, apply and dump beside loaddata).
Everything happens in databases of its own, on the kind of server that DATABASE_URL names. What was found goes
into docs/performance.json, and from there into docs/performance.md; `document` alone makes that anew.
"""

import argparse
import tempfile
from pathlib import Path

from tests.benchmarks import document, growth, reloads, results, searches, served
from tests.benchmarks.apart import apart
from tests.benchmarks.databases import own_database

SIZES = [1_000, 10_000, 100_000]
_FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(_PARTS)} (all) or document")
    parser.add_argument("--units", nargs="+", type=int, default=SIZES, help="sizes of the made-up content")
    parser.add_argument("--rounds", type=int, default=3, help="pairs of runs to take the median of")
    parser.add_argument("--seconds", type=float, default=3, help="how long each round of `served` asks")
    parser.add_argument("--alone", action="store_true", help="made-up `content` without loaddata beside it")
    chosen = parser.parse_args()
    if wrong := set(chosen.parts) - {*_PARTS, "document"}:
        parser.error(f"there is no part {', '.join(sorted(wrong))}")
    parts = chosen.parts or list(_PARTS)
    if "served" in parts:
        _served(chosen)
    if "search" in parts:
        _search(chosen)
    if "content" in parts or "pages" in parts:
        _content_and_pages(chosen, parts)
    document.write()


def _kept(part: str, size: str, found: object) -> None:
    """Keeps what was found at once: a later part may take hours, or fail."""
    from django.db import connection

    results.keep(part, connection.vendor, size, found)
    print(f"{part}, {size}: done", flush=True)


def _served(chosen: argparse.Namespace) -> None:
    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)) as address:
        reloads.fill(_FIXTURES)
        call_command("collectstatic", interactive=False, verbosity=0)
        _kept("served", "real", served.measure(address, chosen.rounds, chosen.seconds))


def _search(chosen: argparse.Namespace) -> None:
    for units in chosen.units:
        with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
            _kept("search", str(units), searches.measure(units))


def _content_and_pages(chosen: argparse.Namespace, parts: list[str]) -> None:
    """Both of the same content, which takes longest to put there."""
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        if "content" in parts:
            _kept("content", "real", reloads.measure(_FIXTURES, chosen.rounds, Path(folder)))
        for units in chosen.units:
            if "content" in parts:
                made = Path(folder) / str(units)
                apart(lambda made=made, units=units: _make_up(made, units))
                found = reloads.measure(made, chosen.rounds, Path(folder), alone=chosen.alone)
                _kept("content", str(units), found)
            else:
                _flush()
                growth.fill(units)
            if "pages" in parts:
                _kept("pages", str(units), growth.measure())


def _make_up(folder: Path, units: int) -> None:
    from tests.benchmarks.content import content, write

    write(folder, content(units))


def _flush() -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)


_PARTS = ("served", "search", "content", "pages")


if __name__ == "__main__":
    main()
