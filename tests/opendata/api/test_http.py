"""How answers are sent: kept and asked for again, open to any site's scripts, without cookies."""

import datetime

import pytest

from directory.models import Person, Unit
from hdir.changes.models import ChangeSet
from hdir.changes.shell import publishing
from hdir.redactions.redact import redact
from strategy.models import Contribution

ADDRESSES = [
    "",
    "units",
    "units/helfo",
    "units.csv",
    "units.csv-metadata.json",
    "search?q=rus",
    "openapi.json",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_the_reader_has_isnt_sent_again(client, content, address):
    first = client.get(f"/api/v1/{address}")
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"if-none-match": etag}, {"if-modified-since": modified}):
        again = client.get(f"/api/v1/{address}", headers=headers)
        assert again.status_code == 304
        assert again.getvalue() == b""
        assert again.headers["ETag"] == etag
        assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_a_publication_is_seen_at_the_next_request(client, content):
    first = client.get("/api/v1/units/helfo").headers["ETag"]
    for name in ("Helfo 2", "Helfo 3"):
        with publishing("A new name", author="kari"):
            unit = Unit.objects.get(pk="helfo")
            unit.name_nb = name
            unit.save()
        again = client.get("/api/v1/units/helfo", headers={"if-none-match": first})
        assert again.json()["name"]["nb"] == name
        assert again.headers["ETag"].startswith(f'"{ChangeSet.objects.latest_number()}-')
        first = again.headers["ETag"]


def test_a_redaction_is_seen_at_the_next_request_and_its_record_is_gone(client, content):
    person = Person.objects.get(pk="otto-christian-ro")
    address = f"/api/v1/people/{person.pk}"
    marks = {a: client.get(a).headers["ETag"] for a in (address, "/api/v1/memberships", "/api/v1/changes")}
    redact(person, "Because she asked", author="kari")
    for one in ("/api/v1/memberships", "/api/v1/changes"):
        again = client.get(one, headers={"if-none-match": marks[one]})
        assert again.status_code == 200
        assert "Otto Christian" not in again.text
    gone = client.get(address, headers={"if-none-match": marks[address]})
    assert gone.status_code == 410
    problem = gone.json()
    assert problem["title"] == "The record has been removed"
    for word in ("otto-christian", "Otto Christian", "Because she asked", "kari"):
        assert word not in problem["detail"]
    for form in ("ttl", "jsonld"):
        assert client.get(f"{address}.{form}").status_code == 410


def test_a_removal_is_seen_without_change_sets_too(client, no_history):
    first = client.get("/api/v1/contributions").headers["ETag"]
    Contribution.objects.order_by("modified").first().delete()
    assert client.get("/api/v1/contributions", headers={"if-none-match": first}).status_code == 200


def test_tags_differ_by_address(client, content):
    tags = {client.get(f"/api/v1/{address}").headers["ETag"] for address in ADDRESSES}
    assert len(tags) == len(ADDRESSES)


def test_last_modified_is_when_the_content_was_published(client, content, publish):
    moment = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
    publish(number=3, applied=moment)
    headers = client.get("/api/v1/units").headers
    assert headers["Last-Modified"] == "Sun, 01 Mar 2026 12:00:00 GMT"


@pytest.mark.parametrize("address", ADDRESSES)
def test_answers_are_open_to_scripts_and_set_no_cookie(client, content, address):
    response = client.get(
        f"/api/v1/{address}", headers={"origin": "https://example.org", "accept-language": "nn"}
    )
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert "accept-language" not in response.headers.get("Vary", "").lower()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert 'rel="license"' in response.headers["Link"]


def test_a_browser_may_ask_before_a_conditional_request(client, content):
    response = client.options(
        "/api/v1/units",
        headers={
            "origin": "https://example.org",
            "access-control-request-method": "GET",
            "access-control-request-headers": "if-none-match",
        },
    )
    assert response.status_code == 204
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_has_the_headers_and_no_body(client, content, address):
    get, head = client.get(f"/api/v1/{address}"), client.head(f"/api/v1/{address}")
    assert head.status_code == 200
    assert head.getvalue() == b""
    assert head.headers["ETag"] == get.headers["ETag"]


def test_pages_are_not_open_to_scripts_of_others(client, content):
    assert "Access-Control-Allow-Origin" not in client.get("/en/units").headers


def test_the_answer_says_the_same_whatever_host_it_was_asked_through(client, content):
    assert client.get("/api/v1/units", headers={"host": "127.0.0.1"}).content == (
        client.get("/api/v1/units", headers={"host": "localhost"}).content
    )


def test_modified_since_takes_a_time_with_its_offset_or_a_day(ask):
    moment = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)
    Unit.objects.update(modified=moment - datetime.timedelta(days=3))
    Unit.objects.filter(pk="helfo").update(modified=moment)
    for since in (
        "2030-01-01T12:00:00Z",
        "2030-01-01T13:00:00+01:00",
        "2030-01-01 13:00:00 01:00",
        "2030-01-01",
    ):
        assert [u["key"] for u in ask("units", modified_since=since)["results"]] == ["helfo"]
    assert ask("units", modified_since="2030-01-01T12:00:01Z")["count"] == 0
    assert ask("units/helfo")["modified"] == "2030-01-01T12:00:00Z"


def test_a_records_other_forms_are_named_in_its_headers(client, content):
    link = client.get("/api/v1/units/helfo?date=2017-01-01").headers["Link"]
    for ending, media_type in (("ttl", "text/turtle"), ("jsonld", "application/ld+json")):
        address = f"/api/v1/units/helfo.{ending}?date=2017-01-01"
        assert f'<http://localhost:8000{address}>; rel="alternate"; type="{media_type}"' in link
        assert client.get(address).headers["Content-Type"].startswith(media_type)
    change = client.get("/api/v1/changes?page_size=1").json()["results"][0]["key"]
    assert "turtle" not in client.get(f"/api/v1/changes/{change}").headers["Link"]


def test_a_list_leads_to_the_table_of_the_same_rows(client, content):
    answer = client.get("/api/v1/units?kind=section&lang=nn&page=1&page_size=2")
    table = "/api/v1/units.csv?kind=section&lang=nn"
    assert f'<http://localhost:8000{table}>; rel="alternate"; type="text/csv"' in answer.headers["Link"]
    assert len(client.get(table).getvalue().splitlines()) == answer.json()["count"] + 1
