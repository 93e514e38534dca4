"""Kills loads again and again, and says what they left: `python -m tests.changes.killing POINTS TIMED SEED`.

Loads two sets of files in turn into the database that DATABASE_URL names, which must be empty: each time in
a process that is killed, then in one that isn't. Prints how often the killed one left the old content and
how often the new, and everything that is neither, as JSON.
"""

import gc
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

django.setup()

from django.db import connection, connections  # noqa: E402

from hdir.changes.models import Baseline, ChangeSet  # noqa: E402
from hdir.changes.publication import turn  # noqa: E402
from hdir.changes.signals import content_changed  # noqa: E402
from hdir.fixtures import files  # noqa: E402
from hdir.fixtures.apply import apply_files  # noqa: E402
from hdir.fixtures.content import current_content  # noqa: E402
from tests.benchmarks.content import SOURCES, Rows, content, write  # noqa: E402


def first() -> Rows:
    """A small content."""
    rows = content(8)
    for number, key in enumerate(("mot-nord", "mot-sor"), start=5):
        texts = {"name_nb": key, "origin": "nb", "sources": SOURCES}
        rows["goal-areas"][key] = {"strategy": "strategies-000000", "number": number, **texts}
    about = {"units": ["units-000001", "units-000002"], "parties": ["parties-000000"]}
    texts = {"name_nb": "Slått sammen", "origin": "nb", "sources": SOURCES}
    rows["events"]["slatt-sammen"] = {"kind": "merged", **about, **texts}
    return rows


def second() -> Rows:
    """The same after about forty edits of every kind: rows added, changed and removed, values that must be
    unique exchanged, relations and sets of them, originals that translations rest on."""
    rows = first()
    for number in range(8):
        rows["relations"][f"relation-{number:06}-1"]["printed"] = f"nytt {number}"
        rows["units"][f"units-{number:06}"]["lead_nb"] = f"Ny ingress {number}."
        rows["tasks"][f"task-{number:06}-1"]["text_nb"] = f"Ny oppgave {number}."
        del rows["responsibilities"][f"responsibility-{number:06}-2"]
        extra = {"passage": f"passage-{number:06}", "text_nb": "Til", "origin": "nb", "sources": SOURCES}
        rows["tasks"][f"til-{number}"] = {**extra, "position": 9}
    rows["units"]["ny"] = {**rows["units"]["units-000007"], "parent": "units-000001"}
    rows["units"]["units-000007"] |= {"parent": "ny", "successors": ["ny", "units-000002"]}
    rows["goal-areas"]["mot-nord"]["number"], rows["goal-areas"]["mot-sor"]["number"] = 6, 5
    rows["events"]["slatt-sammen"] |= {"units": ["ny", "units-000002"], "parties": []}
    return rows


@dataclass(frozen=True)
class Stored:
    """What a database has that a load writes."""

    rows: dict
    agreed: list
    history: list

    @classmethod
    def now(cls) -> "Stored":
        """Read in its turn: PostgreSQL may still be busy with what the killed process asked for."""
        with turn():
            return cls(
                current_content(),
                list(Baseline.objects.order_by("model", "key").values("model", "key", "agreed", "offered")),
                list(
                    ChangeSet.objects.with_counts()
                    .order_by("number")
                    .values_list("number", "state", "records")
                ),
            )


@contextmanager
def nobody_listening() -> Iterator[None]:
    """Publications without what follows them inside their transaction, such as the search index: that takes
    ten times as long as the publication itself."""
    listening, content_changed.receivers = content_changed.receivers, []
    yield
    content_changed.receivers = listening


def kill_myself() -> None:
    """Ends this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


class Statements:
    """Counts the statements of a connection, and kills the process before one of them."""

    def __init__(self, fatal: int = 0):
        self.fatal, self.count = fatal, 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        if self.count == self.fatal:
            kill_myself()
        return execute(sql, params, many, context)


def load(wanted: files.FixtureSet) -> int:
    """Applies files; returns the number of statements, the commit not among them."""
    statements = Statements()
    with connection.execute_wrapper(statements):
        apply_files(wanted, "fixtures/")
    return statements.count


def load_and_be_killed(wanted: files.FixtureSet, fatal: int, last: int) -> None:
    """Applies files in a child process and dies before a statement; `last + 1` is just before the commit,
    `last + 2` just after it."""
    commit = connections["default"]._commit

    def fatal_commit():
        if fatal == last + 1:
            kill_myself()
        commit()
        if fatal == last + 2:
            kill_myself()

    connections["default"]._commit = fatal_commit
    with connection.execute_wrapper(Statements(fatal)):
        apply_files(wanted, "fixtures/")


def in_a_child(action: Callable[[], None], seconds: float | None = None) -> bool:
    """Runs something in a process of its own, killed from outside after some seconds. Returns whether it was
    killed."""
    connections.close_all()  # two processes can't share a connection
    child = os.fork()
    if not child:
        try:
            action()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("what was to be killed failed by itself")
    return os.WIFSIGNALED(status)


class Trial:
    """Two states of the content, and what happened on the way from one to the other and back."""

    def __init__(self, folder: Path):
        self.found = {"old": 0, "new": 0, "tried": 0, "killed": 0, "problems": []}
        self.sets = []
        for name, rows in (("first", first()), ("second", second())):
            write(folder / name, rows)
            self.sets.append(files.read([folder / name]))
        load(self.sets[0])
        # Twice there and back: the first time, originals that are replaced are kept.
        for target in (1, 0, 1, 0):
            started = time.monotonic()
            statements = load(self.sets[target])
            self.seconds = time.monotonic() - started
            state = Stored.now()
            if target:
                there = state, statements
        self.states = [state, there[0]]
        # By where the load leads: how many statements it takes, and how many records it is about.
        self.statements = [statements, there[1]]
        self.edits = [state.history[-1][-1], there[0].history[-1][-1]]
        self.is_at = 0
        self.published = len(state.history)

    @property
    def target(self) -> int:
        """The state that the next load leads to."""
        return 1 - self.is_at

    def kill_at(self, fatal: int) -> None:
        """A load that is killed at a statement, and one that isn't."""
        wanted, last = self.sets[self.target], self.statements[self.target]
        killed = in_a_child(lambda: load_and_be_killed(wanted, fatal, last))
        self.judge(f"statement {fatal} of {last}", killed, {"old"} if fatal < last + 2 else {"new"})

    def kill_after(self, share: float) -> None:
        """A load that is killed after a share of the time that it takes, and one that isn't."""
        wanted = self.sets[self.target]
        killed = in_a_child(lambda: apply_files(wanted, "fixtures/"), self.seconds * share)
        self.judge(f"{share:.2f} of its time", killed, {"old", "new"})

    def load_whole(self) -> None:
        """Goes on to the other state without killing."""
        started = time.monotonic()
        load(self.sets[self.target])
        self.seconds = time.monotonic() - started
        self.is_at, self.published = self.target, self.published + 1

    def end(self) -> None:
        """Looks at what the last load led to."""
        if (found := self.state_of(Stored.now())) != "old":
            self.found["problems"].append(f"the last load: {found}")

    def judge(self, where: str, killed: bool, expected: set[str]) -> None:
        """Compares with both states, then loads again without killing."""
        found = self.state_of(Stored.now())
        self.found["killed"] += killed
        if found in expected:
            self.found[found] += 1
        else:
            self.found["problems"].append(f"{where}: {found}")
        self.found["tried"] += 1
        # The next load must work on what was left. Where that is the old content again, row for row, that is
        # the load that the next point kills; every third time it may go on to its end.
        if found != "old" or self.found["tried"] % 3 == 0:
            self.load_whole()

    def state_of(self, stored: Stored) -> str:
        """Whether it is wholly the old content with its history, or wholly the new."""
        numbers = [number for number, _state, _records in stored.history]
        news = [records for _number, _state, records in stored.history[self.published :]]
        for name, number, published in (
            ("old", self.is_at, []),
            ("new", self.target, [self.edits[self.target]]),
        ):
            state = self.states[number]
            same = stored.rows == state.rows and stored.agreed == state.agreed
            if same and news == published and numbers == list(range(1, len(numbers) + 1)):
                return name
        return "between"


def main() -> None:
    points, timed, seed = map(int, sys.argv[1:])
    chosen = random.Random(seed)  # noqa: S311 (which points are tried is no secret)
    with tempfile.TemporaryDirectory() as folder:
        with nobody_listening():
            trial = Trial(Path(folder))
            gc.freeze()  # what is there is left alone in all children, which makes forking cheap
            for number in range(points):
                last = trial.statements[trial.target]
                # The edges are always among them, on both ways.
                edges = [1, 1, last, last, last + 1, last + 1, last + 2, last + 2]
                trial.kill_at(edges[number] if number < len(edges) else chosen.randint(1, last + 2))
        trial.load_whole()  # makes the search index, which the moments are to hit as well
        trial.load_whole()
        for _number in range(timed):
            trial.kill_after(chosen.random() * 1.1)
        trial.end()
    print(json.dumps({**trial.found, "statements": trial.statements, "edits": trial.edits}))  # noqa: T201


if __name__ == "__main__":
    main()
