"""How long a load takes beside Django's own loaddata of the same files, and what else is done with content.

Everything runs in a process of its own, loaddata and ours in turn; told are the multiples of loaddata's
time, of the time that passed and of the time that the process computed (the median of some pairs of runs),
and the most memory that each took. An apply also writes the history and the agreements, checks the rules and
makes the search index, which loaddata leaves.
"""

import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.apart import Took, apart

_MEGABYTE = 1024**2
ACTIONS = {
    "apply": ("first apply", "first loaddata"),
    "plan": ("plan, unchanged", "loaddata again"),
    "dump": ("dump", "loaddata again"),
}


def measure(folder: Path, rounds: int, room: Path, *, alone: bool = False) -> dict:
    """How a folder of fixtures fares. Leaves its content in the database, and the dump in `room`.

    `alone`: without loaddata beside it, which takes longest where there is most.
    """
    from django.core.management import call_command

    from hdir.records.registry import content_models

    lists = [folder / f"{model.list_name}.json" for model in content_models()]
    # Of empty files loaddata warns.
    paths = [path for path in lists if path.read_text("utf-8").strip() != "[]"]
    applied: list[tuple[Took, Took | None]] = []
    planned: list[tuple[Took, Took | None]] = []
    dumped: list[tuple[Took, Took | None]] = []
    for _round in range(rounds):
        call_command("flush", interactive=False, verbosity=0)
        theirs = None if alone else apart(lambda: _loaddata(paths))
        call_command("flush", interactive=False, verbosity=0)
        applied.append((apart(lambda: _apply(folder)), theirs))
    for _round in range(rounds):
        plan = apart(lambda: _plan(folder))
        theirs = None if alone else apart(lambda: _loaddata(paths))
        planned.append((plan, theirs))
        dumped.append((apart(lambda: _dump(room / "dumped")), theirs))
    if not alone:
        apart(lambda: _apply(folder))  # loaddata writes what it reads, the time of the last change too
    return {
        "records": sum(_records(path) for path in paths),
        "megabytes": sum(path.stat().st_size for path in paths) / _MEGABYTE,
        "apply": _told(applied),
        "plan": _told(planned),
        "dump": _told(dumped),
        "written by a second apply": apart(lambda: _rows_written_by_an_apply(folder)).found,
    }


def fill(folder: Path) -> None:
    """Puts the content of a folder of fixtures into the database."""
    apart(lambda: _apply(folder))


def _loaddata(paths: list[Path]) -> None:
    """Django's own."""
    from django.core.management import call_command

    call_command("loaddata", *map(str, paths), verbosity=0)


def _apply(folder: Path) -> None:
    """Ours, reading included."""
    from hdir.fixtures import files
    from hdir.fixtures.apply import apply_files

    apply_files(files.read([folder]), "fixtures/")


def _plan(folder: Path) -> None:
    """Ours, of files that say what the content says."""
    from hdir.fixtures import files
    from hdir.fixtures.apply import plan_for

    if plan_for(files.read([folder])):
        raise RuntimeError("the files aren't what is loaded")


def _dump(folder: Path) -> None:
    """The content back to files."""
    from hdir.fixtures.dump import dump

    dump(folder)


def _rows_written_by_an_apply(folder: Path) -> int:
    """How many statements that write a row an apply of unchanged files makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        _apply(folder)
    return sum(q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"} for q in captured)


def _records(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        return sum(line.lstrip().startswith('"pk":') for line in file)


def _told(pairs: list[tuple[Took, Took | None]]) -> dict[str, float]:
    found = {
        "seconds": statistics.median(one.wall for one, _other in pairs),
        "memory": max(one.memory for one, _other in pairs),
    }
    beside = [(one, other) for one, other in pairs if other]
    if beside:
        found |= {
            "times": statistics.median(one.wall / other.wall for one, other in beside),
            "times computed": statistics.median(one.cpu / other.cpu for one, other in beside),
            "their memory": max(other.memory for _one, other in beside),
        }
    return found


def lines(sizes: dict[str, dict]) -> Iterator[str]:
    """What was measured as rows of a table."""
    yield (
        "| content | records | MB | | seconds | × loaddata | × computed | MB of memory | loaddata's "
        "| statements that write, second apply |"
    )
    yield "|---|--:|--:|---|--:|--:|--:|--:|--:|--:|"
    for name, one in sizes.items():
        head = f"| {name} | {one['records']:,} | {one['megabytes']:.1f} "
        for action, (ours, theirs) in ACTIONS.items():
            told = one[action]
            wrote = one["written by a second apply"] if action == "apply" else ""
            if "times" in told:
                beside = f"{told['times']:.2f} | {told['times computed']:.2f}"
                what, their_memory = f"{ours} beside {theirs}", f"{told['their memory']:.0f}"
            else:
                beside, what, their_memory = "– | –", f"{ours} alone", "–"
            yield (
                f"{head}| {what} | {told['seconds']:.1f} | {beside} | {told['memory']:.0f} | {their_memory} "
                f"| {wrote} |"
            )
            head = "| | | "
