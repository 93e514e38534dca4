"""Several who write at the same moment, and a database that can't be written to: in processes of their own,
on the database at hand."""

import json
import sqlite3
from contextlib import contextmanager

import psycopg
import pytest

from hdir.changes.publication import _TURN
from tests.databases import Database, a_database, on_postgresql
from tests.fixtures.conftest import FIXTURES

# A process that waits until all others are ready too.
READY = """
import sys
import django
django.setup()
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from directory.models import Unit
from hdir.changes.edits import Edit
from hdir.changes.models import ChangeSet, State
from hdir.changes.publication import ClashError, is_busy, publish
from hdir.changes.shell import publishing
from hdir.drafts import work
from hdir.drafts.due import publish_due

def renamed(key, name):
    return Edit(Unit, key, "change", {"name_en": Unit.objects.get(pk=key).name_en}, {"name_en": name})

# Tries again, as people are told to who have waited in vain for others: this machine may be slow.
def patiently(work):
    while True:
        try:
            return work()
        except OperationalError as error:
            if not is_busy(error):
                raise

print("ready", flush=True)
input()
"""

APPLIED = "SELECT number FROM changes_changeset WHERE state = 'applied' ORDER BY number"


def together(database, *scripts):
    """Runs scripts at once, each in a process; returns what each printed."""
    processes = [database.start("-c", READY + script) for script in scripts]
    for process in processes:
        line = process.stdout.readline()
        assert line == "ready\n", process.stderr.read()
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    printed = [process.communicate(timeout=180) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), printed
    return [out.strip() for out, _err in printed]


def alone(database, script):
    """Runs one script."""
    return together(database, script)[0]


def name_of(database, key):
    return database.rows(f"SELECT name_en FROM directory_unit WHERE key = '{key}'")[0][0]  # noqa: S608


def patch(folder, number, key, name):
    """A partial file that renames a unit."""
    path = folder / f"patch-{number}.json"
    row = {"model": "directory.unit", "pk": key, "fields": {"name_en": name}}
    path.write_text(json.dumps([row]))
    return path


def numbers(database):
    return [number for (number,) in database.rows(APPLIED)]


def test_two_first_loads_at_once_both_end_well(empty_database):
    load = "call_command('load_fixtures', apply=True)"
    printed = together(empty_database, load, load)
    assert sorted(text.splitlines()[-1] for text in printed) == [
        "Applied.",
        "The content says what the files say.",
    ]
    assert numbers(empty_database) == [1]
    assert empty_database.manage("load_fixtures").stdout == "The content says what the files say.\n"


def test_two_loads_of_different_files_at_once_are_both_in(full_database, tmp_path):
    paths = [patch(tmp_path, n, key, "Other") for n, key in enumerate(("hr", "juss"))]
    together(
        *[full_database], *[f"call_command('load_fixtures', {str(path)!r}, apply=True)" for path in paths]
    )
    assert (name_of(full_database, "hr"), name_of(full_database, "juss")) == ("Other", "Other")
    assert numbers(full_database) == [1, 2, 3]


def test_loads_while_an_editor_publishes_lose_nothing(full_database, tmp_path):
    paths = [str(patch(tmp_path, n, "hr", f"Load {n}")) for n in range(6)]
    loads = f"for path in {paths}: call_command('load_fixtures', path, apply=True)"
    edits = """
def rename(number):
    with publishing(f"edit {number}", author="kari"):
        unit = Unit.objects.get(pk="juss")
        unit.name_en = f"Edit {number}"
        unit.save()

for number in range(12):
    patiently(lambda: rename(number))
"""
    together(full_database, loads, edits)
    assert (name_of(full_database, "hr"), name_of(full_database, "juss")) == ("Load 5", "Edit 11")
    assert numbers(full_database) == list(range(1, 20))
    # Nobody's change went by the other's: the history leads from each value to the next one.
    for key, first in (("hr", "HR"), ("juss", "Law")):
        value = first
        for before, after in full_database.rows(
            f"SELECT before, after FROM changes_change WHERE key = '{key}' AND action = 'change' ORDER BY id"  # noqa: S608
        ):
            old, new = (side if isinstance(side, dict) else json.loads(side) for side in (before, after))
            assert old["name_en"] == value
            value = new["name_en"]
        assert value == name_of(full_database, key)


def test_of_two_editors_who_change_the_same_one_is_told(full_database):
    """Both start from the same value; the second is not published over the first."""
    edit = """
edit = renamed("hr", {name!r})
print("read", flush=True)
input()
try:
    patiently(lambda: publish(ChangeSet(origin="admin", title="edit"), [edit]))
    print("published")
except ClashError:
    print("clash")
"""
    processes = [full_database.start("-c", READY + edit.format(name=name)) for name in ("One", "Two")]
    for step in ("ready\n", "read\n"):
        for process in processes:
            assert process.stdout.readline() == step
            process.stdin.write("\n")
            process.stdin.flush()
    printed = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert sorted(printed) == ["clash", "published"]
    assert name_of(full_database, "hr") == ("One" if printed[0] == "published" else "Two")
    assert numbers(full_database) == [1, 2]


def test_a_draft_approved_twice_at_once_is_published_once(full_database):
    alone(full_database, "work.submit(work.start('Nytt navn', 'kari', [renamed('hr', 'People')]))")
    approve = """
try:
    print(patiently(lambda: work.approve(ChangeSet.objects.get(title="Nytt navn"), "ola")))
except work.StateError:
    print("somebody was quicker")
"""
    assert sorted(together(full_database, approve, approve)) == ["True", "somebody was quicker"]
    assert name_of(full_database, "hr") == "People"
    assert numbers(full_database) == [1, 2]
    changes = "SELECT count(*) FROM changes_change WHERE key = 'hr' AND action = 'change'"
    assert full_database.rows(changes) == [(1,)]


def test_what_is_due_is_published_once_by_two_at_once(full_database):
    alone(
        full_database,
        """
for key in ("hr", "juss", "kommunikasjon-og-digitale-kanaler"):
    made = work.start(key, "kari", [renamed(key, "Due")])
    ChangeSet.objects.filter(pk=made.pk).update(state=State.APPROVED, publish_at=timezone.now())
""",
    )
    due = """
def publish_all():
    for done in publish_due(timezone.now()):
        print(done.change_set, *done.problems)

patiently(publish_all)
"""
    printed = "\n".join(together(full_database, due, due))
    assert sorted(printed.split()) == ["hr", "juss", "kommunikasjon-og-digitale-kanaler"]
    assert numbers(full_database) == [1, 2, 3, 4]


# --- A database that can't be used ------------------------------------------------------------------


@contextmanager
def somebody_publishing(database):
    """Another process is in its turn all the time."""
    if on_postgresql():
        with psycopg.connect(database.url) as other:
            other.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
            yield
        return
    other = sqlite3.connect(database.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@pytest.mark.parametrize("command", [["--apply"], []], ids=["apply", "plan"])
def test_a_load_says_that_others_publish(full_database, tmp_path, command):
    path = patch(tmp_path, 0, "hr", "People")
    with somebody_publishing(full_database):
        ran = full_database.manage("load_fixtures", str(path), "--wait", "1", *command)
    assert ran.returncode == 4
    assert ran.stderr.startswith("CommandError: Somebody else was publishing for 1 second (")
    assert "Traceback" not in ran.stderr
    assert (name_of(full_database, "hr"), numbers(full_database)) == ("HR", [1])


def test_a_load_waits_for_its_turn(full_database, tmp_path):
    path = patch(tmp_path, 0, "hr", "People")
    with somebody_publishing(full_database):
        process = full_database.start("manage.py", "load_fixtures", str(path), "--apply", "-v2")
        while process.stdout.readline() != "comparing\n":
            pass
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert name_of(full_database, "hr") == "People"


def test_a_load_of_unchanged_files_waits_for_nobody(full_database):
    with somebody_publishing(full_database):
        assert full_database.manage("load_fixtures", "--wait", "1").returncode == 0


def test_a_load_says_that_the_database_is_read_only(full_database, tmp_path):
    path = patch(tmp_path, 0, "hr", "People")
    if on_postgresql():
        name = full_database.url.rpartition("/")[2]
        with psycopg.connect(full_database.url, autocommit=True) as owner:
            owner.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        read_only = full_database
    else:
        # Root may write what rights forbid, so SQLite is asked to open it for reading alone.
        file = full_database.url.removeprefix("sqlite:///")
        read_only = Database(f"sqlite:///file:{file}%3Fmode=ro")
    ran = read_only.manage("load_fixtures", str(path), "--apply")
    assert ran.returncode == 4
    assert ran.stderr.startswith("CommandError: The database can't be used: ")
    assert "read-only" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (name_of(full_database, "hr"), numbers(full_database)) == ("HR", [1])


def test_a_load_says_that_the_database_is_away(full_database, tmp_path):
    away = f"sqlite:///{tmp_path}/nowhere/content.sqlite3"
    if on_postgresql():
        away = full_database.url.rpartition("/")[0] + "/nowhere"
    ran = Database(away).manage("load_fixtures", str(FIXTURES), "--json")
    assert ran.returncode == 4
    data = json.loads(ran.stdout)
    assert data["status"] == "could-not-run"
    assert data["errors"][0]["message"].startswith("The database can't be used: ")


def test_a_load_says_that_nothing_listens():
    ran = Database("postgres://hdir:hdir@127.0.0.1:1/hdir").manage("load_fixtures")
    assert ran.returncode == 4
    assert ran.stderr.startswith("CommandError: The database can't be used: ")
    assert "Traceback" not in ran.stderr


def test_a_load_says_that_there_are_no_tables(tmp_path):
    with a_database(tmp_path) as database:
        ran = database.manage("load_fixtures", "--apply")
    assert ran.returncode == 4
    assert "manage.py migrate" in ran.stderr
    assert "Traceback" not in ran.stderr


# Somebody at the desk has opened a form; when they save it, others publish.
SAVES = """
import django
django.setup()
from django.contrib.auth.models import User
from django.test import Client
from tests.admin.browser import form_of
from tests.signing_in import sign_in
from directory.models import Unit
client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
sign_in(client, User.objects.create_superuser("chief", password="long-enough-for-a-test"))
pages = "/admin/directory/unit/hr/change/", "/admin/directory/unit/hr/from-a-date/"
forms = [form_of(client.get(page)) for page in pages]
print("ready", flush=True)
input()
for page, form in zip(pages, forms):
    answer = client.post(page, {**form, "name_en": "Our people", "since": "2027", "_save": "1"})
    kept, told = 'value="Our people"' in answer.text, "Somebody else is publishing" in answer.text
    print(answer.status_code, kept, told)
input()
again = client.post(pages[0], {**form_of(answer), **forms[0], "name_en": "Our people", "_save": "1"})
print(again.status_code, Unit.objects.get(pk="hr").name_en)
"""


def test_a_save_while_others_publish_is_refused_and_keeps_what_was_typed(full_database, monkeypatch):
    monkeypatch.setenv("DEBUG", "1")
    process = full_database.start("-c", SAVES)
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    with somebody_publishing(full_database):
        process.stdin.write("\n")
        process.stdin.flush()
        said = [process.stdout.readline() or process.stderr.read() for _page in range(2)]
        # The record's form again, with the reason; elsewhere a page that keeps what was sent.
        assert said == ["200 True True\n", "503 True True\n"]
        assert name_of(full_database, "hr") == "HR"
    out, err = process.communicate("\n", timeout=60)
    assert (out, process.returncode) == ("302 Our people\n", 0), err
