"""How long a load takes beside Django's own loaddata of the same files: `python -m tests.benchmarks.reload`.

Takes numbers of units of made-up content (default 1000 10000); the real content always comes first. Makes a
database of its own on the server that DATABASE_URL names. Everything runs in a process of its own, loaddata
and ours in turn; printed are the multiples of loaddata's time, of the time that passed and of the time that
the process computed (the median of some pairs of runs), and the most memory that each took. An apply also
writes the history and the agreements, checks the rules and makes the search index, which loaddata leaves.
"""

import argparse
import gc
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "hdir.settings"
os.environ.setdefault("SECRET_KEY", "only-for-benchmarks")
os.environ.pop("DEBUG", None)

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from hdir.fixtures import files  # noqa: E402
from hdir.fixtures.apply import apply_files, plan_for  # noqa: E402
from hdir.records.registry import content_models  # noqa: E402
from tests.benchmarks.content import content, write  # noqa: E402

_MEGABYTE = 1024  # in the kilobytes that the system counts memory in


class Took:
    """What an action took: seconds that passed, seconds computed, megabytes at most."""

    def __init__(self, wall: float, cpu: float, memory: float):
        self.wall, self.cpu, self.memory = wall, cpu, memory


def measured(action: Callable[[], object]) -> Took:
    """Runs an action in a process of its own, on a connection of its own."""
    connections.close_all()
    gc.collect()
    started = time.perf_counter()
    child = os.fork()
    if not child:
        try:
            action()
        except BaseException as error:
            print(f"failed: {error!r}"[:2000], flush=True)
            os._exit(1)
        os._exit(0)
    _pid, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit("a measured action failed")
    wall = time.perf_counter() - started
    return Took(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / _MEGABYTE)


def loaddata(paths: list[Path]) -> None:
    """Django's own, of the files that hold anything: of others it warns."""
    call_command("loaddata", *map(str, paths), verbosity=0)


def apply(folder: Path) -> None:
    """Ours, reading included."""
    apply_files(files.read([folder]), "fixtures/")


def plan(folder: Path) -> None:
    """Ours, of files that say what the content says."""
    if plan_for(files.read([folder])):
        raise RuntimeError("the files aren't what is loaded")


def rows_written_by_a_second_apply(folder: Path) -> int:
    """How many statements that write a row an apply of unchanged files makes."""
    with CaptureQueriesContext(connection) as captured:
        apply(folder)
    return sum(q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"} for q in captured)


def compare(name: str, folder: Path, rounds: int) -> None:
    """Prints how a folder of fixtures fares."""
    lists = [folder / f"{model.list_name}.json" for model in content_models()]
    paths = [path for path in lists if path.read_text("utf-8").strip() != "[]"]
    records = sum(len(json.loads(path.read_text("utf-8"))) for path in paths)
    size = sum(path.stat().st_size for path in paths) / _MEGABYTE**2
    print(f"{name}: {records} records, {size:.1f} MB, {connection.vendor}")
    pairs = []
    for _round in range(rounds):
        call_command("flush", interactive=False, verbosity=0)
        theirs = measured(lambda: loaddata(paths))
        call_command("flush", interactive=False, verbosity=0)
        pairs.append((measured(lambda: apply(folder)), theirs))
    report("first apply", "first loaddata", pairs)
    pairs = [(measured(lambda: plan(folder)), measured(lambda: loaddata(paths))) for _round in range(rounds)]
    report("plan, unchanged", "loaddata again", pairs)
    apply(folder)  # loaddata writes what it reads, the time of the last change too
    print(f"  a second apply: {rows_written_by_a_second_apply(folder)} statements that write")


def report(ours: str, theirs: str, pairs: list[tuple[Took, Took]]) -> None:
    """One line: multiples of loaddata's time, and memory."""
    wall = statistics.median(one.wall / other.wall for one, other in pairs)
    cpu = statistics.median(one.cpu / other.cpu for one, other in pairs)
    seconds = statistics.median(one.wall for one, _other in pairs)
    memory, their_memory = (max(pair[side].memory for pair in pairs) for side in (0, 1))
    print(
        f"  {ours:16} {wall:5.2f} × {theirs} ({cpu:.2f} × computed), {seconds:.1f} s, "
        f"{memory:.0f} MB beside {their_memory:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("units", nargs="*", type=int, default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=3, help="pairs of runs to take the median of")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":  # a file, not memory: that is what is used
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "reload.sqlite3")
        old = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            compare("real content", Path(settings.BASE_DIR) / "fixtures", chosen.rounds)
            for units in chosen.units:
                made = Path(folder) / str(units)
                write(made, content(units))
                compare(f"{units} units", made, chosen.rounds)
        finally:
            connection.creation.destroy_test_db(old, verbosity=0)


if __name__ == "__main__":
    main()
