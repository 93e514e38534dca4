"""The database away, Redis away, emptied or damaged, somebody killed on the way."""

import datetime
import pickle
from unittest import mock

import pytest
import redis
from django.core.cache import caches
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from directory.models import Person, Unit
from hdir.changes.models import ChangeSet
from hdir.changes.shell import publishing
from hdir.pagecache import generation, shared
from hdir.pagecache.watch import watch
from hdir.redactions.redact import redact
from tests.conftest import needs

PAGE = "/en/units/helfo"
MOMENT = datetime.datetime(2026, 11, 22, 4, 30, tzinfo=datetime.UTC)
REDIS = "redis://127.0.0.1:6379/9"


@pytest.fixture
def away(monkeypatch):
    """A database that doesn't answer."""
    # The watch closes its thread's connection, which here is the one that the test's transaction is on.
    monkeypatch.setattr(connection, "close", lambda: None)

    def refuse(*args, **kwargs):
        raise OperationalError("no connection")

    return lambda: connection.execute_wrapper(refuse)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "as it was on 22 November 2026 at 05:30"), ("nb", "slik den var 22. november 2026 klokka 05:30"),
     ("nn", "slik ho var 22. november 2026 klokka 05:30")],
)  # fmt: skip
def test_pages_are_served_while_the_database_is_away_and_say_since_when(reader, away, language, words):
    address = f"/{language}/units/helfo"
    reader.get(address)
    with away():
        with mock.patch.object(timezone, "now", return_value=MOMENT):
            watch.look()
        page = reader.get(address)
    assert page.status_code == 200
    assert "Helfo" in page.text
    assert words in page.text
    assert page["Cache-Control"] == "no-store"
    watch.look()
    assert words not in reader.get(address).text


def test_a_page_that_cannot_be_made_again_is_shown_as_it_was(reader, away, source):
    reader.get(PAGE)
    source.announce(10_000)
    reader.raise_request_exception = False
    with away():
        page = reader.get(PAGE)
    assert page.status_code == 200
    assert "as it was on" in page.text
    assert "as it was on" not in reader.get(PAGE).text


@pytest.mark.parametrize("kind", ["file", "shared cache"])
def test_a_page_with_a_name_that_was_taken_out_is_not_shown_as_it_was(
    reader, away, kind, monkeypatch, django_capture_on_commit_callbacks
):
    if kind == "shared cache":
        monkeypatch.setattr(generation, "source", generation.InCache())
        generation.source.announce(1)
    page = "/en/people/otto-christian-ro"
    assert "Otto Christian" in reader.get(page).text
    with django_capture_on_commit_callbacks(execute=True):
        redact(Person.objects.get(pk="otto-christian-ro"), "A test", "test")
    reader.raise_request_exception = False
    with away():
        answer = reader.get(page)
    assert answer.status_code == 503
    assert "Otto" not in answer.text


def test_a_process_looks_what_was_published_before_it_keeps_its_first_page(
    reader, away, source, settings, monkeypatch
):
    settings.PAGE_CACHE_WATCH = True
    monkeypatch.setattr(watch, "_process", 0)
    monkeypatch.setattr(watch, "_go_on", lambda look, each: None)
    source.announce(10_000)  # by whoever was here before, from another database
    reader.get(PAGE)
    reader.raise_request_exception = False
    watch.look()
    with away():
        assert reader.get(PAGE).status_code == 200


def test_a_page_never_made_says_that_it_will_be(reader, away):
    reader.raise_request_exception = False
    with away():
        page = reader.get(PAGE)
        answer = reader.get("/api/v1/units/helfo")
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "Prøv igjen" in page.text
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert reader.get(PAGE).status_code == 200


def test_what_was_published_by_somebody_killed_before_he_said_so_is_seen(reader, source):
    watch.look()
    before = source.mark()
    watch.look()
    assert source.mark() == before
    ChangeSet.objects.filter(number=ChangeSet.objects.latest_number()).update(number=10_000)
    watch.look()
    assert source.mark() != before


@pytest.mark.parametrize("damage", [b"", b"no number\n", b"\xff\xfe\n"])
def test_a_damaged_file_of_generations_is_mended(source, reader, damage, tmp_path):
    (tmp_path / "generation").write_bytes(damage)
    assert source.number() is None
    watch.look()
    assert source.number() == ChangeSet.objects.latest_number()


def test_an_unwritable_file_never_breaks_a_publication(
    reader, source, tmp_path, django_capture_on_commit_callbacks, caplog
):
    (tmp_path / "generation").mkdir()
    with django_capture_on_commit_callbacks(execute=True):
        generation.publication(None, mock.Mock(number=5))
    assert "Is a directory" in caplog.text


def test_a_publication_that_cannot_be_announced_is_seen_all_the_same(
    reader, source, tmp_path, django_capture_on_commit_callbacks
):
    """On a full disk, which a folder in the file's place stands for; by this process at once, by others when
    their watch has looked. Once there is room again they agree."""
    other = generation.InFile(tmp_path / "generation")
    (tmp_path / "generation").mkdir()
    assert "A name on a full disk" not in reader.get(PAGE).text
    with django_capture_on_commit_callbacks(execute=True), publishing("A name", author="test"):
        unit = Unit.objects.get(pk="helfo")
        unit.name_en = "A name on a full disk"
        unit.save()
    assert "A name on a full disk" in reader.get(PAGE).text
    before = other.mark()
    other.announce(ChangeSet.objects.latest_number())
    assert other.mark() != before
    (tmp_path / "generation").rmdir()
    source.announce(10_000)
    assert source.number() == 10_000
    assert generation.InFile(tmp_path / "generation").number() == 10_000


def test_a_file_of_generations_that_is_gone_for_a_while_changes_nothing(source, tmp_path):
    source.announce(7)
    before = source.mark()
    (tmp_path / "generation").rename(tmp_path / "elsewhere")
    assert source.mark() == before
    (tmp_path / "elsewhere").rename(tmp_path / "generation")
    assert source.mark() == before


# --- Redis ---------------------------------------------------------------------------------------


@pytest.fixture
def shared_cache(settings, monkeypatch):
    """A cache in Redis, empty, and generations announced in it."""
    server = redis.Redis.from_url(REDIS)
    try:
        server.ping()
    except redis.ConnectionError:
        needs(None, "Redis")
    server.flushdb()
    settings.CACHES = {"default": {"BACKEND": "hdir.forgiving_cache.ForgivingRedisCache", "LOCATION": REDIS}}
    settings.CACHE_IS_SHARED = True
    monkeypatch.setattr(generation, "source", generation.InCache())
    settings.PAGE_CACHE_MB = 8
    yield server
    server.flushdb()
    server.close()
    caches["default"].close()


def test_what_one_process_made_another_one_has(content, shared_cache, django_assert_num_queries):
    first = Client().get(PAGE)
    with django_assert_num_queries(0):
        assert Client().get(PAGE).content == first.content


def test_a_publication_reaches_the_other_processes_with_the_next_look(content, shared_cache):
    here, there = generation.InCache(), generation.InCache()
    here.announce(7)
    assert there.mark() != here.mark()
    there.refresh()
    assert there.mark() == here.mark()
    assert there.number() == 7


def test_an_emptied_cache_loses_no_publication(content, shared_cache):
    watch.look()
    shared_cache.flushdb()
    generation.source.refresh()
    assert generation.source.number() == ChangeSet.objects.latest_number()
    assert Client().get(PAGE).status_code == 200


def test_a_damaged_page_is_made_again(content, shared_cache, caplog):
    good = Client().get(PAGE)
    for key in shared_cache.keys("*pages:*"):
        found = shared_cache.get(key)
        if isinstance(found, bytes) and found.startswith(b"\x80"):
            kept = pickle.loads(found)  # noqa: S301 - our own
            if isinstance(kept, tuple):
                erasures, headers, body, made, checksum = kept
                spoilt = (erasures, headers, body.replace(b"Helfo", b"Hilfo"), made, checksum)
                shared_cache.set(key, pickle.dumps(spoilt))
    assert Client().get(PAGE).content == good.content
    assert "damaged" in caplog.text
    for key in shared_cache.keys("*pages:*"):
        shared_cache.set(key, b"\x80\x04 not a pickle")
    assert Client().get(PAGE).content == good.content


def test_a_cache_that_is_away_slows_nobody_and_breaks_nothing(content, settings, shared_cache, caplog):
    settings.CACHES = {
        "default": {
            "BACKEND": "hdir.forgiving_cache.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
    }
    assert Client().get(PAGE).status_code == 200
    assert Client().get("/data/catalog.ttl").status_code == 200
    assert shared.get("token", ("http", "host", PAGE, "", "")) is None
    before = generation.source.mark()
    generation.source.announce(11)
    assert generation.source.mark() != before
    answer = Client().post("/en/report", {"about": "unit/helfo", "text": "A name is wrong"})
    assert answer.status_code < 500
    assert "away" in caplog.text
