"""The content of one site, loaded into another, is the same site to every program that asks."""

import json
import zipfile

from tests.databases import a_database

# What staff has done since the files were loaded: the content isn't simply that of the repository.
EDITED = """
from directory.models import EarlierState, Unit
from hdir.changes.shell import publishing
from strategy.models import Contribution
with publishing("A new name", author="kari"):
    unit = Unit.objects.get(pk="hr")
    unit.name_nb, unit.name_nn, unit.valid_from = "Personal & øvrig", "", "2016-03"
    unit.save()
with publishing("What it was", author="kari"):
    EarlierState.objects.create(key="hr-before", unit_id="hr", until="2016-02", kind="section",
        parent_id="helsedirektoratet", name_nb="Gamle HR")
with publishing("A mistake", author="kari"):
    Contribution.objects.order_by("pk").first().delete()
"""


def test_the_archive_loaded_elsewhere_gives_the_same_api_and_an_empty_plan(
    full_database, migrated, tmp_path, tmp_path_factory
):
    edited = full_database.manage("shell", "-v0", "-c", EDITED)
    assert edited.returncode == 0, edited.stderr
    exported = full_database.manage("export", str(tmp_path / "export"))
    assert exported.returncode == 0, exported.stderr
    zipfile.ZipFile(tmp_path / "export" / "data" / "content.zip").extractall(tmp_path / "content")
    with a_database(tmp_path_factory.mktemp("elsewhere"), migrated) as elsewhere:
        loaded = elsewhere.manage("load_fixtures", str(tmp_path / "content"), "--apply")
        assert loaded.returncode == 0, loaded.stderr
        plan = elsewhere.manage("load_fixtures", str(tmp_path / "content"), "--json")
        assert (plan.returncode, json.loads(plan.stdout)["status"]) == (0, "unchanged")
        said = []
        for number, database in enumerate((full_database, elsewhere)):
            file = tmp_path / f"answers-{number}"
            ran = database.run("-m", "tests.opendata.api.everything", str(file))
            assert ran.returncode == 0, ran.stderr[-2000:]
            said.append(file.read_text("utf-8").splitlines())
    here, there = said
    assert len(here) > 1000
    assert "Personal & øvrig" in "\n".join(here)
    assert "Gamle HR" in "\n".join(here)
    assert [one[:300] for one, other in zip(here, there, strict=True) if one != other] == []
