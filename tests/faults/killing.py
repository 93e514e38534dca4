"""Kills publications, backups, restores and migrations again and again, and says what they left:
`python -m tests.faults.killing PUBLISH BACKUP RESTORE MIGRATE SEED`, how many of each.

Works in the database that DATABASE_URL names, which must be migrated and empty. Each time something is begun
in a process that is killed just before some call of a function, Python's own ones included, so that nothing
lies between two points but what a single call of the system or of a database does. Prints as JSON how often
each was killed, how often the old and the new was found, and everything that is neither. (What kills loads is
tests/changes/killing.py.)
"""

import datetime
import gc
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402

from directory.models import Unit  # noqa: E402
from hdir.backups import archive, copies  # noqa: E402
from hdir.backups.state import holdings  # noqa: E402
from hdir.changes.edits import Edit  # noqa: E402
from hdir.changes.models import ChangeSet, State  # noqa: E402
from hdir.changes.shell import publishing  # noqa: E402
from hdir.drafts import work  # noqa: E402
from hdir.drafts.due import publish_due  # noqa: E402
from hdir.fixtures import files  # noqa: E402
from hdir.fixtures.apply import apply_files  # noqa: E402
from hdir.search.models import Entry  # noqa: E402
from tests.benchmarks.content import write  # noqa: E402
from tests.changes.killing import Stored, first, in_a_child, kill_myself  # noqa: E402

RENAMED = ("units-000001", "units-000002")


class Calls:
    """Follows the calls of all functions in this process."""

    def __init__(self, fatal: str = "", number: int = 0):
        self.seen: Counter[str] = Counter()
        self._fatal, self._left = fatal, number

    def __call__(self, frame, event: str, arg) -> None:
        if event == "call":
            name = frame.f_code.co_qualname if sys.version_info >= (3, 11) else frame.f_code.co_name
        elif event == "c_call":
            name = arg.__qualname__
        else:
            return
        if self._fatal:
            if name == self._fatal:
                self._left -= 1
                if self._left <= 0:
                    kill_myself()
        else:
            self.seen[name] += 1

    def follow(self, action: Callable[[], None]) -> None:
        """Runs something to its end, or to the fatal call."""
        sys.setprofile(self)
        try:
            action()
        finally:
            sys.setprofile(None)


class Kills:
    """One kind of work, begun and killed again and again."""

    def __init__(self, name: str, begin: Callable[[], None], judge: Callable[[], str], points: random.Random):
        self.found = {"tried": 0, "killed": 0, "old": 0, "new": 0, "problems": []}
        self.name, self.begin, self.judge, self._points = name, begin, judge, points
        seen: Counter[str] = Counter()
        for _way in ("there", "back"):
            calls = Calls()
            calls.follow(begin)
            judge()
            seen |= calls.seen
        self._seen = sorted(seen.items())

    def go(self, times: int, every: int = 4) -> "Kills":
        """Kills it so many times; after every few of these it comes to its end."""
        for number in range(times):
            # A function first, then one of its calls: else most points would be in the same few loops.
            name, count = self._points.choice(self._seen)
            at = self._points.randint(1, count)
            killed = in_a_child(lambda n=name, a=at: Calls(n, a).follow(self.begin))
            self.found["tried"] += 1
            self.found["killed"] += killed
            self._look(f"{name}, call {at} of {count}")
            if number % every == every - 1:
                self.begin()
                self._look("not killed")
        return self

    def _look(self, where: str) -> None:
        said = self.judge()
        if said in {"old", "new"}:
            self.found[said] += 1
        else:
            self.found["problems"].append(f"{self.name}, {where}: {said}")


# --- Publications --------------------------------------------------------------------------------


def names() -> list[str]:
    return list(Unit.objects.filter(pk__in=RENAMED).order_by("pk").values_list("name_nb", flat=True))


class Publications:
    """Two names changed by one change set, at once or at a time that has come; search finds what is shown."""

    def __init__(self) -> None:
        self.before = Stored.now()
        self.wanted = 0

    def begin(self) -> None:
        self.wanted = ChangeSet.objects.latest_number() + 1
        if self.wanted % 2:
            with publishing("New names", author="test"):
                for unit in Unit.objects.filter(pk__in=RENAMED):
                    unit.name_nb = f"Navn {self.wanted}"
                    unit.save()
            return
        if not ChangeSet.objects.filter(state=State.APPROVED).exists():
            edits = [
                Edit(Unit, key, "change", {"name_nb": name}, {"name_nb": f"Navn {self.wanted}"})
                for key, name in zip(RENAMED, names(), strict=True)
            ]
            made = work.start("New names", "test", edits)
            now = datetime.datetime.now(datetime.UTC)
            ChangeSet.objects.filter(pk=made.pk).update(state=State.APPROVED, publish_at=now)
        for done in publish_due(datetime.datetime.now(datetime.UTC)):
            if done.problems:
                raise RuntimeError(done.problems)

    def judge(self) -> str:
        before, now = self.before, Stored.now()
        self.before = now
        published = [n for n, state, _records in now.history if state == State.APPLIED]
        if published != list(range(1, len(published) + 1)):
            return f"publications {published}"
        if len(set(names())) != 1:
            return f"between: {names()}"
        found = Entry.objects.filter(type="unit", key__in=RENAMED).values_list("name", flat=True)
        if {name["nb"] for name in found} != set(names()):
            return "search finds something else than is shown"
        new = max(published) > max(n for n, state, _records in before.history if state == State.APPLIED)
        if new:
            return "new" if names() == [f"Navn {max(published)}"] * 2 else "a publication that did nothing"
        same = before.rows == now.rows and before.agreed == now.agreed
        return "old" if same else "changed without a publication"


# --- Backups and restores ------------------------------------------------------------------------


class Backups:
    """A backup that takes the place of the one before."""

    def __init__(self, folder: Path):
        self.file = folder / "hdir.backup"
        self.folder = folder
        self._last = ""

    def begin(self) -> None:
        copies.back_up(self.file)

    def judge(self) -> str:
        shown = [path.name for path in self.folder.iterdir() if not path.name.startswith(".")]
        if shown != ["hdir.backup"]:
            return f"beside it: {shown}"
        with archive.unpacked(self.file) as (manifest, _database):
            if dict(manifest.holdings) != {k: list(v) for k, v in holdings().items()}:
                return "it doesn't hold what the database does"
        stamp = str(self.file.stat().st_ino)
        said = "old" if stamp == self._last else "new"
        self._last = stamp
        return said

    def left(self) -> list[str]:
        """What lies in the folder besides the backup, after another one was made."""
        self.begin()
        return [path.name for path in self.folder.iterdir() if path != self.file]


class Restores:
    """One of two backups in turn."""

    def __init__(self, folder: Path):
        self.files, self.held = [folder / "a.backup", folder / "b.backup"], []
        for file in self.files:
            with publishing("Before a backup", author="test"):
                unit = Unit.objects.get(pk=RENAMED[0])
                unit.lead_nb = file.name
                unit.save()
            self.held.append({k: tuple(v) for k, v in copies.back_up(file).holdings.items()})
        self.is_at = 1

    def begin(self) -> None:
        copies.restore(self.files[1 - self.is_at])

    def judge(self) -> str:
        """Another process may still be at work on PostgreSQL for one that was killed: psql."""
        for _time in range(50):
            if connection.vendor == "sqlite" or not self._somebody_works():
                break
            time.sleep(0.1)
        held = holdings()
        if held not in self.held:
            return "what was restored is neither of the two"
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:  # Django's connection knows the functions of the constraints
                if (said := cursor.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                    return said
        at, self.is_at = self.is_at, self.held.index(held)
        return "old" if at == self.is_at else "new"

    @staticmethod
    def _somebody_works() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid()"
            )
            return cursor.fetchone()[0] > 0


# --- Migrations ----------------------------------------------------------------------------------


class Migrations:
    """From the tables of an older version to those of now, and back."""

    OLDER = (("corrections", "zero"), ("backups", "zero"), ("changes", "0001"))

    def __init__(self) -> None:
        self.content = Stored.now().rows
        self.forwards = False
        self._last = self._recorded()

    def begin(self) -> None:
        for target in [()] if self.forwards else self.OLDER:
            call_command("migrate", *target, verbosity=0, interactive=False)

    def judge(self) -> str:
        connection.close()
        recorded = self._recorded()
        for app, name, table, column in (
            ("corrections", "0001_initial", "corrections_report", "id"),
            ("backups", "0001_initial", "backups_backupmade", "id"),
            ("changes", "0002_package", "changes_changeset", "is_package"),
        ):
            if ((app, name) in recorded) != self._there(table, column):
                return f"{app} {name}: recorded is {(app, name) in recorded}, its table says otherwise"
        whole = not {("corrections", "0001_initial"), ("changes", "0002_package")} - recorded
        if whole and Stored.now().rows != self.content:
            return "content was lost"
        said = "old" if recorded == self._last else "new"
        self._last = recorded
        older = ("changes", "0002_package") not in recorded and (
            "corrections",
            "0001_initial",
        ) not in recorded
        if whole or older:
            self.forwards = older
        return said

    @staticmethod
    def _recorded() -> set[tuple[str, str]]:
        return set(MigrationRecorder(connection).applied_migrations())

    @staticmethod
    def _there(table: str, column: str) -> bool:
        with connection.cursor() as cursor:
            if table not in connection.introspection.table_names(cursor):
                return False
            described = connection.introspection.get_table_description(cursor, table)
        return column in {one.name for one in described}


def main() -> None:
    publish, backup, restore, migrate, seed = map(int, sys.argv[1:])
    points = random.Random(seed)  # noqa: S311 (which points are tried is no secret)
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "files", first())
        apply_files(files.read([folder / "files"]), "fixtures/")
        gc.freeze()  # what is there is left alone in all children, which makes forking cheap

        def kill(name: str, work, times: int) -> None:
            kills = Kills(name, work.begin, work.judge, points).go(times)
            found[name] = kills.found

        kill("publish", Publications(), publish)
        (folder / "one").mkdir()
        backups = Backups(folder / "one")
        kill("backup", backups, backup)
        found["backup"]["left"] = backups.left()
        (folder / "two").mkdir()
        kill("restore", Restores(folder / "two"), restore)
        kill("migrate", Migrations(), migrate)
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main()
