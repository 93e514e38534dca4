"""manage.py export: everything in a folder, the same each time, with checksums that hold."""

import datetime
import hashlib
import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from hdir.opendata.api.views import all_lists
from hdir.opendata.files import whole_files


def files_in(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_two_runs_are_identical_and_their_checksums_hold(content, tmp_path, capsys):
    call_command("export", str(tmp_path / "one"))
    call_command("export", str(tmp_path / "two"))
    one = files_in(tmp_path / "one")
    assert one == files_in(tmp_path / "two")
    assert {f"data/{file.name}" for file in whole_files()} <= set(one)
    sums = dict(reversed(line.split("  ")) for line in one.pop("SHA256SUMS").decode().splitlines())
    assert sums == {path: hashlib.sha256(content).hexdigest() for path, content in one.items()}
    manifest = json.loads(one.pop("manifest.json"))
    assert {f["path"]: f["bytes"] for f in manifest["files"]} == {p: len(c) for p, c in one.items()}
    assert manifest["licence"]["url"] == "https://data.norge.no/nlod/no/2.0"
    assert manifest["true_for"] == "2017-01-01"
    assert f"{len(one) + 2} files" in capsys.readouterr().out


def test_every_list_of_the_api_is_there_as_json_and_csv(content, client, tmp_path):
    call_command("export", str(tmp_path / "now"))
    folder = tmp_path / "now" / "api" / "v1"
    for one in all_lists():
        listed = json.loads((folder / f"{one.name}.json").read_text())
        first = client.get(f"/api/v1/{one.name}?page_size=200").json()
        assert listed["count"] == first["count"] == len(listed["results"])
        assert listed["results"][:200] == first["results"]
        assert listed["licence"]["url"] == "https://data.norge.no/nlod/no/2.0"
        assert (listed["true_for"], set(listed["attribution"])) == ("2017-01-01", {"nb", "nn", "en"})
        table = (folder / f"{one.name}.csv").read_bytes()
        assert table == client.get(f"/api/v1/{one.name}.csv").getvalue()
        columns = json.loads((folder / f"{one.name}.csv-metadata.json").read_text())
        assert columns["url"] == f"{one.name}.csv"
        head = table.decode().splitlines()[0].split(",")
        assert [column["name"] for column in columns["tableSchema"]["columns"]] == head
    assert len(list(folder.iterdir())) == 3 * len(all_lists())


def test_two_processes_write_the_same_whatever_their_hashes(full_database, tmp_path):
    for seed in ("1", "2"):
        environment = {**full_database.environment, "PYTHONHASHSEED": seed}
        ran = subprocess.run(
            [sys.executable, "manage.py", "export", str(tmp_path / seed)],
            cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
    assert files_in(tmp_path / "1") == files_in(tmp_path / "2")


def test_a_date_gives_the_files_of_the_date(content, tmp_path):
    call_command("export", str(tmp_path / "then"), date=datetime.date(2013, 6, 1))
    manifest = json.loads((tmp_path / "then" / "manifest.json").read_text())
    assert manifest["date"] == "2013-06-01"
    dated = {f["path"] for f in manifest["files"] if f["date"]}
    assert "data/organisation.ttl" in dated
    assert "data/content.zip" not in dated
    assert "pasientsikkerhetsprogrammet" not in (tmp_path / "then/data/units-nb.vcf").read_text()
    for form in ("json", "csv"):
        assert "pasientsikkerhetsprogrammet" not in (tmp_path / f"then/api/v1/units.{form}").read_text()


def test_an_archive_is_never_written_over(content, tmp_path):
    (tmp_path / "kept.txt").write_text("x")
    with pytest.raises(CommandError, match="isn't empty"):
        call_command("export", str(tmp_path))
    assert files_in(tmp_path) == {"kept.txt": b"x"}


@pytest.mark.parametrize("date", ["2017-02-30", "yesterday", "2017"])
def test_a_date_that_is_none_is_refused(tmp_path, date):
    with pytest.raises(CommandError):
        call_command("export", str(tmp_path / "x"), f"--date={date}")
    assert not (tmp_path / "x").exists()
