"""Commands whose database is away, whose disk is full or who may open no more files: each says so in a
sentence, and leaves what was there."""

import json
import shutil

import pytest

from tests.databases import Database, on_postgresql
from tests.fixtures.conftest import FIXTURES

# With everything that an operator or a timer runs.
COMMANDS = [
    ["migrate"], ["publish_due"], ["forget_reports"], ["check_content"], ["rebuild_search"],
    ["dump_fixtures", "DIR/dumped"], ["backup", "DIR/new.backup"], ["export", "DIR/exported"],
    ["export_site", "DIR/copied"], ["load_fixtures"], ["load_fixtures", "--if-empty"],
    ["redact_person", "bente-moe", "--reason", "x"],
]  # fmt: skip


@pytest.fixture(autouse=True)
def without_collectstatic(monkeypatch):
    monkeypatch.setenv("DEBUG", "1")


def run(database, folder, commands, **limits) -> dict[str, object]:
    """How each command ended, by its words."""
    wanted = [[argument.replace("DIR", str(folder)) for argument in one] for one in commands]
    ran = database.run("-m", "tests.faults.commanding", json.dumps(limits), *map(json.dumps, wanted))
    assert ran.returncode == 0, ran.stderr
    *said, codes = ran.stderr.splitlines()
    assert "Traceback" not in "".join(said), ran.stderr
    return {" ".join(one): [code, ran.stderr] for one, code in zip(commands, json.loads(codes), strict=True)}


def test_every_command_says_that_the_database_is_away(full_database, tmp_path):
    away = f"sqlite:///{tmp_path}/nowhere/content.sqlite3"
    if on_postgresql():
        away = full_database.url.rpartition("/")[0] + "/nowhere"
    found = run(Database(away), tmp_path, COMMANDS)
    for command, (code, said) in found.items():
        assert code != 0, command
        # CommandError prints and leaves with a number; everything else leaves with what is to be printed.
        told = code if isinstance(code, str) else said
        assert not told.startswith("Traceback"), f"{command}: {told}"
        assert "is DATABASE_URL right?" in told or "unable to open" in told or "does not exist" in told, (
            command
        )
    assert list(tmp_path.glob("*ed")) == []
    assert list(tmp_path.glob("*.backup")) == []


def test_a_full_disk_leaves_what_was_there_and_nothing_half(full_database, tmp_path):
    shutil.copytree(FIXTURES, tmp_path / "dumped", ignore=shutil.ignore_patterns("*.md"))
    for name in ("units.json", "tasks.json"):  # so that something is to be written
        (tmp_path / "dumped" / name).write_text("[]\n")
    (tmp_path / "new.backup").write_bytes(b"the one before")
    commands = [one for one in COMMANDS if one[-1].startswith("DIR")]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    found = run(full_database, tmp_path, commands, file=30_000)
    for command, (code, said) in found.items():
        told = code if isinstance(code, str) else said
        assert code != 0, command
        assert "File too large" in told or "database or disk is full" in told or "disk I/O error" in told, (
            told
        )
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path for path in after if "own.sqlite3" not in path.name} == {
        path for path in before if "own.sqlite3" not in path.name
    }
    assert all(after[path] == content for path, content in before.items() if "own" not in path.name)


@pytest.mark.parametrize("handles", [1, 3])
def test_too_few_file_handles_lose_nothing(full_database, tmp_path, handles):
    commands = [["dump_fixtures", "DIR/dumped"], ["backup", "DIR/new.backup"], ["load_fixtures", "--apply"]]
    found = run(full_database, tmp_path, commands, handles=handles)
    for command, (code, said) in found.items():
        told = code if isinstance(code, str) else said
        assert code == 0 or "Too many open files" in told or "unable to open database" in told, (
            f"{command}: {told}"
        )
    assert list(tmp_path.glob(".unfinished-*")) == []
    assert full_database.rows("SELECT count(*) FROM changes_changeset") == [(1,)]
