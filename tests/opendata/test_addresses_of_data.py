"""All addresses that programs ask answer alike: who may read, what is asked again, how errors are told."""

import pytest
from django.test import Client

from directory.models import Membership, Person
from hdir.changes.shell import publishing
from hdir.redactions.redact import redact

FILES = [
    "/data/organisation.ttl",
    "/data/organisation.jsonld",
    "/data/popolo-nb.json",
    "/data/strategy-strategi-2014-2018-en.xml",
    "/data/content.zip",
    "/data/shapes.ttl",
    "/data/catalog.ttl",
    "/data/SHA256SUMS",
    "/data/manifest.json",
    "/api/v1/units/helfo.ttl",
    "/api/v1/units/helfo.jsonld",
    "/nb/changes.atom",
    "/nn/units/helfo/changes.atom",
    "/en/units/helfo.vcf",
    "/sitemap.xml",
]
PERMANENT = ["/id/unit/helfo", "/data/organisation"]
PROBLEM = "application/problem+json"

pytestmark = pytest.mark.usefixtures("content")


def problem(answer, status):
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "no-store"
    document = answer.json()
    assert document["status"] == status
    assert document["type"].startswith("http://localhost:8000/en/api#")
    return document


@pytest.mark.parametrize("address", FILES)
def test_what_a_reader_has_isnt_sent_again(client, address):
    first = client.get(address)
    assert first.status_code == 200
    mark, modified = first["ETag"], first["Last-Modified"]
    for headers in ({"if-none-match": mark}, {"if-modified-since": modified}):
        again = client.get(address, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Access-Control-Allow-Origin"]) == (mark, "*")
    head = client.head(address)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", mark)


@pytest.mark.parametrize("address", FILES)
def test_an_answer_is_open_says_its_licence_and_doesnt_depend_on_the_browser(client, address):
    answer = client.get(address, headers={"origin": "https://example.org", "accept-language": "en"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Repr-Digest" in answer["Access-Control-Expose-Headers"]
    assert '<https://data.norge.no/nlod/no/2.0>; rel="license"' in answer["Link"]
    assert "accept-language" not in answer.get("Vary", "").lower()
    assert "cookie" not in answer.get("Vary", "").lower()
    assert not answer.cookies


@pytest.mark.parametrize("address", [*FILES, *PERMANENT])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(address, method):
    strict = Client(enforce_csrf_checks=True)  # as a real server does
    answer = getattr(strict, method)(address)
    assert problem(answer, 405)["title"] == "Data can only be read here"
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", [*FILES, *PERMANENT])
def test_a_browser_may_ask_first(client, address):
    answer = client.options(address, headers={"origin": "https://example.org"})
    assert (answer.status_code, answer["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("address", [*FILES, *PERMANENT])
def test_a_typo_is_told(client, address):
    document = problem(client.get(f"{address}?dato=2017-01-01", headers={"accept": "text/turtle"}), 400)
    assert [error["parameter"] for error in document["errors"]] == ["dato"]


@pytest.mark.parametrize("address", PERMANENT)
def test_a_link_that_people_follow_may_carry_what_others_have_added(client, address):
    assert client.get(f"{address}?fbclid=x", headers={"accept": "text/html"}).status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "/data/nothing.ttl",
        "/data/",
        "/data/a/b",
        "/api/v1/nothing/helfo.ttl",
        "/api/v1/changes/1--unit--helfo.ttl",
        "/nb/units/nobody.vcf",
        "/nb/units/nobody/changes.atom",
        "/nb/changes.atom?page=999",
        "/nb/nothing.atom",
        "/sitemap-99.xml",
    ],
)
def test_what_isnt_there_is_a_problem(client, address):
    problem(client.get(address), 404)


def test_what_isnt_there_is_not_answered_with_not_modified(client):
    modified = client.get("/data/organisation.ttl")["Last-Modified"]
    for address in ("/data/nothing.ttl", "/api/v1/units/nobody.ttl", "/nb/units/nobody.vcf"):
        problem(client.get(address, headers={"if-modified-since": modified}), 404)


def test_an_address_without_end_is_refused_with_a_way_on(client):
    for address in ("/api/v1/units?q=", "/data/organisation.ttl?date=", "/id/unit/helfo?date="):
        assert "8,000 characters" in problem(client.get(address + "x" * 8_000), 414)["detail"]
    assert client.get(f"/nb/units?q={'x' * 8_000}").status_code != 414  # a page says it in its own way


def test_a_permanent_uri_tells_people_and_programs_in_their_own_form(client):
    unacceptable = problem(client.get("/id/unit/helfo", headers={"accept": "image/png"}), 406)
    assert "text/turtle" in unacceptable["detail"]
    for address in ("/id/unit/nobody", "/id/nothing/helfo"):
        problem(client.get(address, headers={"accept": "text/turtle"}), 404)
        page = client.get(address, headers={"accept": "text/html"})
        assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")
        assert {"Accept", "Accept-Language"} <= set(page["Vary"].split(", "))


@pytest.fixture
def removed():
    """A membership that was removed, with a reason."""
    key = "global-helse-otto-christian-ro"
    with publishing("A mistake", author="kari", reason="Registered twice."):
        Membership.objects.get(pk=key).delete()
    return key


def test_a_removed_record_is_gone_in_every_form_with_when_and_why(client, removed):
    address = f"/api/v1/memberships/{removed}"
    for form in ("", ".ttl", ".jsonld"):
        document = problem(client.get(f"{address}{form}"), 410)
        assert "Registered twice." in document["detail"]
        assert "20" in document["detail"]
    uri = f"/id/membership/{removed}"
    assert "Registered twice." in problem(client.get(uri, headers={"accept": "text/turtle"}), 410)["detail"]
    page = client.get(uri, headers={"accept": "text/html", "accept-language": "en"})
    assert page.status_code == 410
    assert "Registered twice." in page.text


def test_what_went_with_a_redacted_name_is_gone_too_and_names_nobody(client):
    person = Person.objects.get(pk="otto-christian-ro")
    held = [m.pk for m in person.memberships.all()]
    assert held
    redact(person, "Because of a reason", author="kari")
    records = [
        ("people", "person", "otto-christian-ro"),
        *(("memberships", "membership", key) for key in held),
    ]
    for list_name, type_name, key in records:
        for form in ("", ".ttl", ".jsonld"):
            document = problem(client.get(f"/api/v1/{list_name}/{key}{form}"), 410)
            assert "otto" not in document["detail"].lower()
            assert "Because" not in document["detail"]
        for accept in ("text/turtle", "application/json", "text/html"):
            answer = client.get(f"/id/{type_name}/{key}", headers={"accept": accept})
            assert answer.status_code == 410
            assert "Otto" not in answer.text
