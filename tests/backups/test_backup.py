"""backup and restore, as an operator runs them."""

import json
import os
import re
import shutil
import time
import zipfile
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

import pytest

from hdir.backups import archive, copies, postgresql, sqlite
from hdir.backups.copies import restore
from hdir.backups.errors import BackupError
from tests.databases import a_database

ADD_A_PERSON = """
from hdir.changes.shell import publishing
from directory.models import Person
with publishing("A test", author="test"):
    Person(key="kari-nordmann", name="Kari Nordmann", sources=[{"document": "000", "lines": "1"}]).save()
"""
PUBLISH_AGAIN_AND_AGAIN = """
from hdir.changes.shell import publishing
from directory.models import Person
print("begun", flush=True)
for number in range(500):
    with publishing("A test", author="test"):
        for key in ("bente-moe", "torunn-janbu"):
            person = Person.objects.get(pk=key)
            person.name = f"Number {number}"
            person.save()
"""
PEOPLE = "SELECT key, name FROM directory_person ORDER BY key"


@pytest.fixture(scope="module")
def made(loaded, tmp_path_factory):
    """A backup of the real content, made once."""
    file = tmp_path_factory.mktemp("made") / "hdir.backup"
    ran = loaded.manage("backup", str(file))
    assert ran.returncode == 0, ran.stderr
    assert "verified" in ran.stdout
    return file


@pytest.fixture
def backup(made, tmp_path):
    """A backup of the real content, to be spoilt."""
    return Path(shutil.copy(made, tmp_path))


def content_of(database, folder) -> dict[str, bytes]:
    """The content as files."""
    ran = database.manage("dump_fixtures", str(folder))
    assert ran.returncode == 0, ran.stderr
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_was_backed_up_is_there_again_to_the_byte(full_database, backup, tmp_path):
    before = content_of(full_database, tmp_path / "before")
    edits = "from django.contrib.auth.models import Group; Group.objects.create(name='made after the backup')"
    ran = full_database.run("manage.py", "shell", "-c", f"{edits}{ADD_A_PERSON}")
    assert ran.returncode == 0, ran.stderr
    assert content_of(full_database, tmp_path / "edited") != before
    ran = full_database.manage("restore", str(backup))
    assert ran.returncode == 0, ran.stderr
    assert content_of(full_database, tmp_path / "after") == before
    assert full_database.rows("SELECT count(*) FROM auth_group WHERE name LIKE 'made after%'") == [(0,)]
    plan = full_database.manage("load_fixtures")
    assert plan.returncode == 0, plan.stdout
    # What was there before the restore isn't lost either.
    (kept,) = tmp_path.glob("before-restore-*.backup")
    assert full_database.manage("restore", "--no-copy", str(kept)).returncode == 0
    assert full_database.rows("SELECT count(*) FROM auth_group WHERE name LIKE 'made after%'") == [(1,)]


def test_that_a_backup_was_made_is_known_wherever_the_database_is(full_database, backup, tmp_path):
    assert (backup.stat().st_size,) in full_database.rows("SELECT size FROM backups_backupmade")


def test_a_new_database_is_made_of_a_backup(backup, tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    with a_database(folder) as database:
        ran = database.manage("restore", str(backup))
        assert ran.returncode == 0, ran.stderr
        assert not list(tmp_path.glob("before-restore-*"))
        plan = database.manage("load_fixtures")
        assert plan.returncode == 0, plan.stdout + plan.stderr


BACKUP_OF_AN_OLDER_VERSION = """
from pathlib import Path
from hdir.backups import copies, postgresql, sqlite
for tool in (postgresql, sqlite):
    tool.holdings = lambda *alias: {}  # the older version had other columns
copies.back_up(Path(FILE))
"""


def test_an_older_backup_is_brought_up_to_date(full_database, loaded, tmp_path):
    folder, file = tmp_path / "older", tmp_path / "older.backup"
    folder.mkdir()
    with a_database(folder, loaded) as older:
        ran = older.manage("migrate", "changes", "0001", "--verbosity", "0")
        assert ran.returncode == 0, ran.stderr
        code = BACKUP_OF_AN_OLDER_VERSION.replace("FILE", repr(str(file)))
        ran = older.run("manage.py", "shell", "-c", code)
        assert ran.returncode == 0, ran.stderr
    ran = full_database.manage("restore", "--no-copy", str(file))
    assert ran.returncode == 0, ran.stderr
    plan = full_database.manage("load_fixtures")
    assert plan.returncode == 0, plan.stdout + plan.stderr


def test_a_backup_is_of_one_moment_while_others_publish(full_database, tmp_path):
    publishing = full_database.start("manage.py", "shell", "-v0", "-c", PUBLISH_AGAIN_AND_AGAIN)
    assert publishing.stdout.readline() == "begun\n"
    time.sleep(0.5)  # so that something has been published
    try:
        file = tmp_path / "hdir.backup"
        ran = full_database.manage("backup", str(file))
        assert ran.returncode == 0, ran.stderr
    finally:
        publishing.kill()
        publishing.communicate()
    folder = tmp_path / "new"
    folder.mkdir()
    with a_database(folder) as database:
        assert database.manage("restore", str(file)).returncode == 0
        names = database.rows("SELECT name FROM directory_person WHERE key IN ('bente-moe', 'torunn-janbu')")
        assert names[0] == names[1]
        assert names[0][0].startswith("Number ")


# --- Backups that are none -------------------------------------------------------------------------


def cut(file):
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def rewritten(**told):
    """Writes another manifest."""

    def rewrite(file):
        with zipfile.ZipFile(file) as old:
            manifest, database = json.loads(old.read("manifest.json")), old.read("database")
        with zipfile.ZipFile(file, "w") as new:
            new.writestr("manifest.json", json.dumps(manifest | told))
            new.writestr("database", database)

    return rewrite


DAMAGES = {
    "cut": (cut, "damaged"),
    "a byte": (flip, "damaged"),
    "empty": (lambda file: file.write_bytes(b""), "not a backup"),
    "a text": (lambda file: file.write_text("hello"), "not a backup"),
    "gone": (lambda file: file.unlink(), "no such file"),
    "checksum": (rewritten(sha256="0" * 64), "checksum"),
    "format": (rewritten(format=99), "format 99"),
    "manifest": (rewritten(nonsense=1), "not a backup"),
    "later": (rewritten(migrations=["directory.9999_later"]), "directory.9999_later"),
    "another make": (rewritten(vendor="oracle"), "move_to"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_backup_that_is_none_is_refused(db, backup, damage, monkeypatch):
    """Before anything is touched: the tools that would are not reached."""
    for tool in (sqlite, postgresql):
        monkeypatch.setattr(tool, "copy_from", lambda file: pytest.fail("it was restored"))
    spoil, words = DAMAGES[damage]
    spoil(backup)
    with pytest.raises(BackupError, match=re.escape(words)):
        restore(backup)


def test_whichever_byte_is_damaged_what_comes_out_is_what_went_in_or_nothing(tmp_path):
    """Every byte of a small backup in turn, and every length that it may be cut to."""
    file, database = tmp_path / "hdir.backup", tmp_path / "database"
    database.write_bytes(b"what a database holds, " * 50)
    told = archive.Manifest("sqlite", "2026-11-22T00:00:00+00:00", ["a.0001"], {"a.B": (1, "x")})
    archive.pack(file, database, told)
    whole = file.read_bytes()
    with archive.unpacked(file) as (manifest, unpacked):
        right = manifest, unpacked.read_bytes()
    spoilt = (whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(len(whole)))
    refused = 0
    for content in chain(spoilt, (whole[:length] for length in range(len(whole)))):
        file.write_bytes(content)
        try:
            with archive.unpacked(file) as (manifest, unpacked):
                assert (manifest, unpacked.read_bytes()) == right
        except BackupError:
            refused += 1
    assert refused > len(whole) * 1.5  # few bytes of a zip say nothing


def test_an_operator_is_told_so_and_nothing_is_changed(full_database, backup):
    cut(backup)
    ran = full_database.manage("restore", "--no-copy", str(backup))
    assert ran.returncode == 1
    assert "damaged" in ran.stderr
    assert "Traceback" not in ran.stderr
    plan = full_database.manage("load_fixtures")
    assert plan.returncode == 0, plan.stdout


def test_a_full_disk_leaves_the_backup_before_it(tmp_path, monkeypatch):
    file = tmp_path / "hdir.backup"
    file.write_bytes(b"the one before")

    def copy_to(database):
        database.write_bytes(b"content")
        return {}, []

    monkeypatch.setattr(copies, "_tool", lambda: SimpleNamespace(copy_to=copy_to))

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        copies.back_up(file)
    assert file.read_bytes() == b"the one before"
    assert [path.name for path in tmp_path.iterdir()] == ["hdir.backup"]


def test_a_folder_that_is_not_there_is_named(full_database):
    ran = full_database.manage("backup", "/no/such/folder/hdir.backup")
    assert (ran.returncode, "no folder /no/such/folder" in ran.stderr) == (1, True)


def test_what_is_unpacked_is_gone_afterwards(backup):
    with archive.unpacked(backup) as (manifest, database):
        assert manifest.holdings["directory.Unit"][0] == 62
        assert database.is_file()
    assert not database.parent.exists()
    with pytest.raises(BackupError), archive.unpacked(backup.with_name("none")):
        pytest.fail("not reached")


def test_pg_dump_is_named_where_it_is_missing(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(BackupError, match="apt-get install postgresql-client"):
        postgresql._run("pg_dump")
