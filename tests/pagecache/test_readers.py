"""What readers get from the page cache, and who gets nothing from it."""

import datetime
import gzip
from contextlib import contextmanager

import brotli
import pytest
from django.contrib.auth.models import User
from django.test import Client

from directory.models import Unit
from hdir.changes.shell import publishing
from hdir.pagecache import generation
from hdir.pagecache.middleware import served
from tests.signing_in import sign_in

PAGE = "/en/units/helfo"


@pytest.fixture
def published(django_capture_on_commit_callbacks):
    """Publishes a new English name of Helfo, as if the transaction around the test were committed."""

    def publish(name: str) -> None:
        with django_capture_on_commit_callbacks(execute=True), publishing("A new name", author="test"):
            unit = Unit.objects.get(pk="helfo")
            unit.name_en = name
            unit.save()

    return publish


@pytest.fixture
def kept(django_assert_num_queries):
    """Asserts that an answer comes without a question to the database."""

    @contextmanager
    def without_queries():
        with django_assert_num_queries(0):
            yield

    return without_queries


@pytest.mark.parametrize("address", [PAGE, "/nn/strategies/strategi-2014-2018", "/en/units?kind=division"])
def test_the_second_reader_costs_the_database_nothing(reader, kept, address):
    first = reader.get(address)
    with kept():
        second = reader.get(address)
    assert second.content == first.content
    assert {**second.headers} == {**first.headers}
    assert second["Cache-Control"] == "public, no-cache"


def test_a_publication_is_seen_at_the_next_request(reader, published):
    assert "Helfo under a new name" not in reader.get(PAGE).text
    published("Helfo under a new name")
    assert "Helfo under a new name" in reader.get(PAGE).text


def test_a_publication_of_another_process_is_seen_too(reader, kept, source, tmp_path):
    reader.get(PAGE)
    generation.InFile(tmp_path / "generation").announce(7)
    with pytest.raises(pytest.fail.Exception), kept():
        reader.get(PAGE)


def test_a_publication_that_is_taken_back_begins_no_generation(
    reader, source, django_capture_on_commit_callbacks
):
    before = source.mark()

    def give_up():
        with publishing("Not so", author="test"):
            Unit.objects.filter(pk="helfo").update(name_en="Not so")
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        give_up()
    assert source.mark() == before


def test_the_day_in_norway_is_part_of_the_generation(source):
    eve = datetime.datetime(2026, 11, 21, 22, 59, tzinfo=datetime.UTC)
    assert generation.token(eve) != generation.token(eve + datetime.timedelta(minutes=2))
    assert generation.token(eve) == generation.token(eve - datetime.timedelta(hours=20))


def test_staff_and_those_who_were_told_something_get_their_own_pages(reader, kept):
    reader.get(PAGE)
    staff = Client()
    sign_in(staff, User.objects.create_superuser("chief", password="chief-long-enough"))
    with pytest.raises(pytest.fail.Exception), kept():
        staff.get(PAGE)
    with pytest.raises(pytest.fail.Exception), kept():
        reader.get(PAGE, headers={"cookie": "messages=something"})


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/en/units/no-such-unit", "404: addresses without end would fill the room"),
        ("/id/unit/helfo", "303 by what the reader accepts"),
        ("/", "the reader's language decides"),
        ("/admin/login/", "the admin is nobody else's"),
        ("/accounts/login/", "it has a form, and nobody's sign-in is anybody else's"),
    ],
)
def test_what_depends_on_the_reader_is_made_for_each(reader, address, why):
    before = served()["hits"]
    for _time in range(2):
        reader.get(address)
    assert served()["hits"] == before, why


def test_languages_dates_and_media_types_are_kept_apart(reader, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other"]
    assert '<html lang="en"' in reader.get(PAGE).text
    assert '<html lang="nn"' in reader.get("/nn/units/helfo").text
    assert reader.get(f"{PAGE}?date=2016-03-01").content != reader.get(PAGE).content
    assert reader.get(PAGE, headers={"host": "nowhere"}).status_code == 400
    assert reader.get(PAGE, headers={"host": "other"}).status_code == 200
    assert reader.get("/api/v1/units/helfo").status_code == 200
    assert reader.get("/api/v1/units/helfo", headers={"accept": "text/turtle"}).status_code == 406


@pytest.mark.parametrize("address", [PAGE, "/api/v1/units/helfo"])
def test_who_has_the_page_already_is_told_so(reader, address):
    whole = reader.get(address)
    again = reader.get(address, headers={"if-none-match": whole["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == whole["ETag"]
    assert reader.get(address, headers={"if-none-match": '"another"'}).status_code == 200


@pytest.mark.parametrize("address", ["/data/organisation.ttl", "/api/v1/units.csv"])
def test_who_has_what_is_too_large_to_be_kept_is_told_so_too(content, source, settings, address):
    settings.PAGE_CACHE_MB = 0.01
    reader = Client()
    whole = reader.get(address)
    again = reader.get(address, headers={"if-none-match": whole["ETag"]})
    assert (again.status_code, again["ETag"]) == (304, whole["ETag"])
    assert again["Content-Security-Policy"]
    assert reader.get(address, headers={"if-modified-since": whole["Last-Modified"]}).status_code == 304
    assert reader.get(address, headers={"if-none-match": '"another"'}).status_code == 200


def test_the_first_reader_who_has_the_page_already_leaves_it_for_others(reader, kept):
    tag = reader.get(PAGE)["ETag"]
    other_process = Client()
    assert other_process.get(PAGE, headers={"if-none-match": tag}).status_code == 304
    with kept():
        assert other_process.get(PAGE).status_code == 200


def test_the_tag_changes_with_the_content_and_only_then(reader, published):
    before = reader.get(PAGE)["ETag"]
    assert Client().get(PAGE)["ETag"] == before
    published("Helfo under a new name")
    assert reader.get(PAGE)["ETag"] != before


@pytest.mark.parametrize(
    ("accepted", "encoding", "plain"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_a_page_is_compressed_as_the_reader_takes_it(reader, accepted, encoding, plain):
    whole = reader.get(PAGE)
    answer = reader.get(PAGE, headers={"accept-encoding": accepted})
    assert answer.get("Content-Encoding") == encoding
    assert plain(answer.content) == whole.content
    assert answer["Vary"] == "Accept-Encoding"
    assert int(answer["Content-Length"]) == len(answer.content)
    again = {"accept-encoding": accepted, "if-none-match": answer["ETag"]}
    assert reader.get(PAGE, headers=again).status_code == 304


def test_a_head_request_is_answered_without_body(reader):
    whole = reader.get(PAGE)
    head = reader.head(PAGE)
    assert head.content == b""
    assert head["Content-Length"] == str(len(whole.content))


def test_questions_never_push_out_pages(content, source, settings, kept):
    settings.PAGE_CACHE_MB = 2
    reader = Client()
    reader.get(PAGE)
    for day in range(1, 29):
        reader.get(f"{PAGE}?date=2016-02-{day:02}")
    with kept():
        reader.get(PAGE)
    with pytest.raises(pytest.fail.Exception), kept():
        reader.get(f"{PAGE}?date=2016-02-01")


def test_data_never_pushes_out_pages_whatever_is_accepted(content, source, settings, kept):
    settings.PAGE_CACHE_MB = 0.8
    reader = Client()
    reader.get(PAGE)
    for number in range(70):
        accepted = f"application/json, text/x-{number}"
        assert reader.get("/api/v1/units/helfo", headers={"accept": accepted}).status_code == 200
    for path in ("units", "laws", "topics", "parties", "people", "tasks", "posts", "figures", "events"):
        reader.get(f"/api/v1/{path}.csv-metadata.json")
        reader.get(f"/api/v1/{path}")
    with kept():
        reader.get(PAGE)


def test_data_is_kept_once_for_all_who_accept_it_in_whatever_words(reader, kept):
    whole = reader.get("/api/v1/units/helfo")
    for accepted in ("application/json", "application/*;q=0.5, text/html", "*/*", "text/x-odd, */*;q=0.1"):
        with kept():
            assert reader.get("/api/v1/units/helfo", headers={"accept": accepted}).content == whole.content
    assert reader.get("/api/v1/units/helfo", headers={"accept": "image/png"}).status_code == 406
    with kept():
        reader.get("/api/v1/units/helfo")


def test_who_accepts_nothing_that_a_file_is_gets_it_all_the_same(reader):
    for _time in range(2):
        assert reader.get("/data/shapes.ttl", headers={"accept": "image/png"}).status_code == 200


@pytest.mark.parametrize("address", [PAGE, "/api/v1/units/helfo", "/api/v1/", "/data/catalog.ttl"])
def test_a_page_is_kept_once_whatever_name_and_port_of_ours_it_is_asked_by(reader, settings, kept, address):
    settings.ALLOWED_HOSTS = ["testserver", ".example.org"]
    whole = reader.get(address)
    for host in ("testserver:81", "TESTSERVER", "testserver.", "a.example.org", "b.example.org:8443"):
        with kept():
            assert reader.get(address, headers={"host": host}).content == whole.content
    assert reader.get(address, headers={"host": "nowhere.test"}).status_code == 400
    settings.PAGE_CACHE_MB = 0
    uncached = Client().get(address, headers={"host": "a.example.org:8443"})
    assert uncached.content == whole.content, "what is kept must not depend on the host"


def test_without_room_nothing_is_kept(content, source, settings, kept):
    settings.PAGE_CACHE_MB = 0
    reader = Client()
    reader.get(PAGE)
    with pytest.raises(pytest.fail.Exception), kept():
        reader.get(PAGE)
