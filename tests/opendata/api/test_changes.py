"""What the API says of changes: what was published, and nothing of what wasn't."""

import datetime

import pytest

from directory.models import Party, Person, Unit
from hdir.changes.models import Change, ChangeSet, Origin, State

RENAMED = (
    "directory.unit",
    "helfo",
    "change",
    {"name_nb": "Helfo", "position": 4},
    {"name_nb": "Helfo ny", "position": None},
)


def test_a_published_change_has_old_and_new_in_each_language(ask, publish):
    publish(
        RENAMED,
        number=12,
        reason="A new name.",
        applied=datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC),
    )
    (change,) = ask("changes")["results"]
    assert change == ask("changes/12--unit--helfo")
    assert change["number"] == 12
    assert change["published"] == "2026-03-01T12:00:00Z"
    assert change["reason"] == "A new name."
    assert change["type"] == "unit"
    assert change["record"] == {
        "key": "helfo",
        "name": {code: getattr(Unit.objects.get(pk="helfo"), f"name_{code}") for code in ("nb", "nn", "en")},
    }
    assert change["differences"] == [
        {"field": "name", "language": "nb", "before": "Helfo", "after": "Helfo ny"},
        {"field": "position", "language": None, "before": 4, "after": None},
    ]


def test_a_title_that_nobody_wrote_is_there_in_each_language(ask, client, publish):
    titles = {"nb": "Helfo: Navn", "nn": "Helfo: Namn", "en": "Helfo: Name"}
    publish(RENAMED, number=1, title=titles["nb"], titles=titles)
    publish(RENAMED, number=2, title="Omorganisering")
    written, made = ask("changes")["results"]
    assert (made["title"], made["titles"]) == ("Helfo: Navn", titles)
    assert (written["title"], written["titles"]) == ("Omorganisering", {"nb": None, "nn": None, "en": None})
    assert "Helfo: Namn" in client.get("/api/v1/changes.csv?lang=nn").getvalue().decode()


@pytest.mark.parametrize("state", [s for s in State.values if s != State.APPLIED])
def test_what_isnt_published_is_nowhere(client, content, publish, state):
    publish(RENAMED, number=1)
    draft = ChangeSet.objects.create(
        origin=Origin.ADMIN, title="Hemmelig plan", state=state, author="Kari Hemmelig"
    )
    Change.objects.create(
        change_set=draft, model="directory.unit", key="helfo", action="change", after={"name_nb": "Hemmelig"}
    )
    Change.objects.create(change_set=draft, model="directory.unit", key="hemmelig-ny", action="add", after={})
    for address in (
        "changes?page_size=200", "changes.csv", "changes?q=hemmelig", "changes?record=hemmelig-ny",
        "changes?date=2099-01-01", "changes?modified_since=2000-01-01", "changes/None--unit--helfo",
        "changes/0--unit--helfo", "units/hemmelig-ny", "openapi.json", "",
    ):  # fmt: skip
        response = client.get(f"/api/v1/{address}")
        said = response.getvalue().decode()
        if response.status_code == 404:  # A problem repeats the address that was asked.
            continue
        assert response.status_code == 200
        assert "emmelig" not in said.replace("q=hemmelig", "").replace("record=hemmelig-ny", "")
    assert client.get("/api/v1/changes").json()["count"] == 1


def test_nobody_is_named(client, content, publish):
    publish(RENAMED, author="Kari Hemmelig", approver="Ola Hemmelig", comment="Hemmelig ord")
    for address in ("changes", "changes.csv", "changes/1--unit--helfo", "openapi.json"):
        assert "Hemmelig" not in client.get(f"/api/v1/{address}").getvalue().decode()


def test_the_latest_publication_comes_first_and_changes_are_filtered(ask, publish):
    publish(RENAMED, number=1, applied=datetime.datetime(2026, 1, 1, 22, 30, tzinfo=datetime.UTC))
    norad = Party.objects.get(pk="norad")
    publish(
        ("directory.party", "norad", "change", {"name_en": "N"}, {"name_en": norad.name_en}),
        ("directory.person", "jakob-linhave", "add", {}, {"name": "Jakob Linhave"}),
        number=2,
        applied=datetime.datetime(2026, 1, 1, 23, 30, tzinfo=datetime.UTC),
        origin=Origin.FIXTURE,
        title="Reload",
    )
    everything = ask("changes")["results"]
    assert [c["key"] for c in everything] == [
        "2--party--norad",
        "2--person--jakob-linhave",
        "1--unit--helfo",
    ]
    assert everything[1]["record"]["name"] == dict.fromkeys(
        ("nb", "nn", "en"), Person.objects.get(pk="jakob-linhave").name
    )
    assert ask("changes", type="party")["count"] == 1
    assert ask("changes", action="add")["count"] == 1
    assert ask("changes", number=2)["count"] == 2
    assert ask("changes", origin="admin")["count"] == 1
    assert ask("changes", record="helfo")["count"] == 1
    assert ask("changes", q="reload")["count"] == 2
    # Half past eleven in UTC is past midnight in Norway.
    assert ask("changes", date="2026-01-01")["count"] == 1
    assert ask("changes", date="2026-01-02")["count"] == 3
    assert ask("changes", modified_since="2026-01-01T23:00:00Z")["count"] == 2


def test_pages_of_changes_dont_shift_when_something_is_published(walk, publish):
    for number in range(1, 8):
        publish(RENAMED, number=number)
    seen = []
    for count, page in enumerate(walk("/api/v1/changes?page_size=3")):
        seen += [change["number"] for change in page["results"]]
        publish(RENAMED, number=100 + count)
    assert seen == [7, 6, 5, 4, 3, 2, 1]


def test_a_removed_record_is_gone_with_when_and_why(ask, publish):
    before = {"name_nb": "Gammel", "name_en": "Old"}
    publish(
        ("directory.unit", "gammel", "remove", before, {}),
        number=4,
        reason="Registered twice.",
        applied=datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC),
    )
    problem = ask("units/gammel", status=410)
    assert "2026-03-01T12:00:00Z" in problem["detail"]
    assert "Registered twice." in problem["detail"]
    (change,) = ask("changes", record="gammel")["results"]
    assert change["record"]["name"] == {"nb": "Gammel", "nn": None, "en": "Old"}
    assert ask("units/never-was", status=404)


def test_a_record_that_came_back_is_there(ask, publish):
    publish(("directory.unit", "helfo", "remove", {"name_nb": "Helfo"}, {}), number=1)
    publish(("directory.unit", "helfo", "add", {}, {"name_nb": "Helfo"}), number=2)
    assert ask("units/helfo")["key"] == "helfo"
