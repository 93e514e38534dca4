"""A clock that jumps, forwards and back: what is kept by time goes on, and nothing is published twice."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.models import Unit
from hdir.changes.edits import Edit
from hdir.changes.models import ChangeSet, State
from hdir.changes.shell import publishing
from hdir.corrections.limits import PER_READER
from hdir.drafts import work
from hdir.drafts.due import publish_due
from hdir.pagecache import generation

NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)
YEAR, HOURS = datetime.timedelta(days=365), datetime.timedelta(hours=3)


@pytest.fixture
def clock(monkeypatch):
    """Puts the clock to a moment."""

    def put(moment: datetime.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr("time.time", moment.timestamp)

    put(NOW)
    return put


def rename(name: str) -> None:
    with publishing(name, author="test"):
        unit = Unit.objects.get(pk="hr")
        unit.name_en = name
        unit.save()


@pytest.fixture
def scheduled(content, clock):
    """Something approved for in three hours."""
    name = Unit.objects.get(pk="hr").name_en
    made = work.start("Later", "kari", [Edit(Unit, "hr", "change", {"name_en": name}, {"name_en": "Later"})])
    work.approve(made, "ola", publish_at=NOW + HOURS, states=[State.DRAFT])
    return made


def test_what_is_due_is_published_once_wherever_the_clock_goes(scheduled, clock):
    assert list(publish_due(timezone.now())) == []
    clock(NOW - YEAR)
    assert list(publish_due(timezone.now())) == []
    clock(NOW + YEAR)
    assert [done.change_set.pk for done in publish_due(timezone.now())] == [scheduled.pk]
    for moment in (NOW, NOW + HOURS, NOW + 2 * YEAR):
        clock(moment)
        assert list(publish_due(timezone.now())) == []
    assert Unit.objects.get(pk="hr").name_en == "Later"


def test_history_is_in_the_order_of_publication_whatever_the_clock_said(content, clock, client):
    before = ChangeSet.objects.latest_number()
    for number, moment in enumerate((NOW, NOW + YEAR, NOW - YEAR), start=1):
        clock(moment)
        rename(f"Name {number}")
    titles = list(ChangeSet.objects.applied().values_list("number", "title")[:3])
    assert titles == [(before + 3, "Name 3"), (before + 2, "Name 2"), (before + 1, "Name 1")]
    feed = client.get("/en/changes.atom").text
    assert feed.index("Name 3") < feed.index("Name 2") < feed.index("Name 1")


def test_data_asked_for_again_by_its_mark_is_never_old(content, clock, client):
    clock(NOW + YEAR)
    rename("Before the clock was put back")
    tag = client.get("/api/v1/units/hr")["ETag"]
    clock(NOW)
    rename("After the clock was put back")
    again = client.get("/api/v1/units/hr", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert "After the clock was put back" in again.text


@pytest.fixture
def reader(content, clock, settings, monkeypatch, tmp_path):
    """A reader whose pages are kept ready."""
    monkeypatch.setattr(generation, "source", generation.InFile(tmp_path / "generation"))
    settings.PAGE_CACHE_MB = 8
    return Client()


@pytest.mark.parametrize("jump", [YEAR, -YEAR, datetime.timedelta(days=1)])
def test_a_page_of_another_day_is_made_again(reader, clock, jump):
    def costs_nothing() -> bool:
        with CaptureQueriesContext(connection) as asked:
            assert reader.get("/en/units/hr").status_code == 200
        return not asked.captured_queries

    assert not costs_nothing()
    assert costs_nothing()
    clock(NOW + jump)
    assert not costs_nothing()
    assert costs_nothing()
    clock(NOW)
    assert not costs_nothing()


@pytest.mark.parametrize("jump", [YEAR, -YEAR])
def test_security_txt_is_never_shown_when_it_has_ended(reader, clock, jump):
    for moment in (NOW, NOW + jump, NOW):
        clock(moment)
        text = reader.get("/.well-known/security.txt").text
        ends = datetime.datetime.fromisoformat(text.partition("Expires: ")[2].split()[0])
        assert moment < ends < moment + datetime.timedelta(days=366)


def test_a_reader_is_not_shut_out_until_the_clock_has_come_there_again(content, clock, client):
    cache.clear()

    def report() -> int:
        return client.post("/nb/report", {"page": "/nb/units/hr", "wrong": "Feil."}).status_code

    assert {report() for _time in range(PER_READER)} == {302}
    assert report() == 429
    clock(NOW - YEAR)
    assert report() == 302
    clock(NOW + YEAR)
    assert report() == 302
