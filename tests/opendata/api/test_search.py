"""The site's search for machines: the same results as on the page, limited the same way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Unit
from hdir.search import index
from hdir.search.models import IndexState
from hdir.search.query import search
from tests.opendata.api.test_problems import problem


def test_results_are_those_of_the_site_in_its_order(ask):
    found = search("kommunale tjenester", "nn")
    page = ask("search", q="kommunale tjenester", lang="nn", page_size=200)
    assert page["count"] == len(found) > 0
    assert [(r["type"], r["key"]) for r in page["results"]] == [(r.type, r.key) for r in found[:200]]


def test_a_result_has_its_name_in_three_languages_and_a_snippet_in_one(ask):
    first = ask("search", q="smittevern")["results"][0]
    record = ask(first["api_url"].partition("/api/v1/")[2])
    assert first["name"] == record["name"]
    results = ask("search", q="smittevern", lang="en", page_size=50)["results"]
    assert any(result["snippet"] for result in results)
    for result in results:
        assert isinstance(result["snippet"], str | None)
        assert (result["snippet"] is None) == (result["snippet_language"] is None)


def test_people_are_called_the_same_in_all_languages(ask):
    (found,) = (r for r in ask("search", q="Otto Christian Rø")["results"] if r["type"] == "person")
    assert found["name"] == dict.fromkeys(("nb", "nn", "en"), "Otto Christian Rø")


def test_results_are_limited_as_on_the_page(ask):
    everything = ask("search", q="helse", page_size=200)["results"]
    people = ask("search", q="helse", kind="person", page_size=200)["results"]
    assert people
    assert {r["type"] for r in people} == {"person"}
    assert len({r["type"] for r in everything}) > 1
    own = ask("search", q="helse", unit="miljo-og-helse", page_size=200)["results"]
    assert own
    assert {r["unit"]["key"] for r in own} == {"miljo-og-helse"}
    division = ask("search", q="helse", division="divisjon-folkehelse", page_size=200)["results"]
    below = set(
        Unit.objects.descendants("divisjon-folkehelse", include_self=True).values_list("pk", flat=True)
    )
    assert division
    assert {r["unit"]["key"] for r in division if r["type"] == "unit"} <= below
    assert {r["key"] for r in everything if r["type"] == "unit"} - below


@pytest.mark.parametrize(
    ("query", "status", "parameter", "said"),
    [
        ("kind=topik", 400, "kind", "Did you mean “topic”?"),
        ("language=sv", 400, "language", "nb, nn, en"),
        ("unit=no-such", 404, "unit", "no unit"),
        ("unit=%00", 404, "unit", "no unit"),
        ("division=helfo", 404, "division", "no division"),
    ],
)
def test_a_limit_that_nothing_has_is_told(client, content, query, status, parameter, said):
    document = problem(client, f"/api/v1/search?q=rus&{query}", status)
    (error,) = document["errors"]
    assert error["parameter"] == parameter
    assert said in error["detail"]


def test_it_takes_a_fixed_number_of_queries(client, content):
    numbers = set()
    for size in (20, 200):
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/v1/search", {"q": "helse", "page_size": size, "date": "2016-06-01"})
        numbers.add(len(queries))
    assert len(numbers) == 1
    assert max(numbers) <= 15


def test_an_index_that_isnt_ready_is_told_with_when_to_ask_again(client, content, monkeypatch):
    IndexState.objects.all().delete()
    monkeypatch.setattr(index, "_SMALL", 10)
    document = problem(client, "/api/v1/search?q=rus", 503)
    assert document["title"] == "The search isn't ready yet"
    assert client.get("/api/v1/search?q=rus").headers["Retry-After"] == "60"
    assert client.get("/api/v1/units?q=rus").status_code == 200
