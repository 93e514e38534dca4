"""A full disk and a database that may only be read: nothing is lost, and everybody is told what to do."""

import json

import psycopg
import pytest
from django.db import DataError, IntegrityError, InternalError, OperationalError, ProgrammingError

from hdir.faults import in_words
from tests.databases import on_postgresql

WORDS = {"full": "The disk is full. Make room", "read-only": "It can only be read."}


@pytest.fixture
def patch(tmp_path):
    """A file with more in it than fits."""
    row = {"model": "directory.unit", "pk": "hr", "fields": {"body_en": "A long paragraph." * 2_700}}
    file = tmp_path / "patch.json"
    file.write_text(json.dumps([row]))
    return file


@pytest.mark.parametrize("how", WORDS)
def test_a_database_that_refuses_loses_nothing_and_says_why(full_database, patch, how, monkeypatch):
    monkeypatch.setenv("DEBUG", "1")  # pages without collectstatic
    if how == "full" and on_postgresql():
        pytest.skip("PostgreSQL has no setting that makes its disk full")
    ran = full_database.run("-m", "tests.faults.refusing", how, str(patch))
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    for way in ("load", "publish", "due"):
        assert WORDS[how] in found[way], way
    assert found["load"].endswith("Nothing was written.")
    # Who saves at the desk keeps what was typed, and sends it again with a button once there is room.
    assert found["desk"] == [503, True, True]
    assert found["again"] == [302, True]
    # A reader's report is kept on the page too; reading goes on. A full disk may have room for a small one.
    assert found["report"] in ([503, True], [302, False])
    assert found["reader"] == 200
    # The first load alone was published, and what was due is due still.
    assert (found["applied"], found["unchanged"], found["still due"]) == ([1], True, True)


def made(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (made(OperationalError("could not extend file"), psycopg.errors.DiskFull()), "The disk is full"),
        (made(InternalError("cannot execute"), psycopg.errors.ReadOnlySqlTransaction()), "can only be read"),
        (made(ProgrammingError("no relation"), psycopg.errors.UndefinedTable()), "manage.py migrate"),
        (made(OperationalError("waited"), psycopg.errors.LockNotAvailable()), "Somebody else was writing"),
        (OperationalError("connection refused"), "is DATABASE_URL right?"),
        (
            OSError(28, "No space left on device", "x.json"),
            "x.json: No space left on device. The disk is full",
        ),
        (OSError(24, "Too many open files"), "ulimit -n"),
        (OSError(30, "Read-only file system", "var"), "can only be read"),
    ],
)
def test_each_fault_is_told_with_what_to_do(error, words):
    assert words in in_words(error)


@pytest.mark.parametrize(
    "error", [IntegrityError("x"), DataError("x"), ProgrammingError("syntax"), ValueError("x"), OSError("x")]
)
def test_a_mistake_of_ours_keeps_its_traceback(error):
    assert in_words(error) is None
