"""Every error is a problem document that says what to write instead."""

import pytest

ADDRESS = "http://localhost:8000/en/api#"


def problem(client, address, status, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" not in response.headers
    document = response.json()
    assert document["status"] == status
    assert document["type"].startswith(ADDRESS)
    return document


@pytest.mark.parametrize(
    ("address", "parameter", "said"),
    [
        ("units?knd=section", "knd", "Did you mean “kind”?"),
        ("units?page_sise=3", "page_sise", "Did you mean “page_size”?"),
        ("units?xyzzy=", "xyzzy", "There is no parameter “xyzzy” here."),
        ("units?format=csv", "format", "There is no parameter"),
        ("units?kind=sektion", "kind", "Did you mean “section”?"),
        ("units?kind=section&kind=department", "kind", "more than once"),
        ("units?date=2017-02-30", "date", "There is no such day."),
        ("units/helfo?date=2017-13-01", "date", "There is no such day."),
        ("units?date=20170101", "date", "Write the date as 2017-01-31."),
        ("units?date=2017-W01-1", "date", "Write the date as 2017-01-31."),
        ("units?lang=sv", "lang", "nb, nn and en"),
        ("units?page=0", "page", "whole number from 1"),
        ("units?page=-1", "page", "whole number from 1"),
        ("units?page=1e3", "page", "whole number from 1"),
        ("units?page=٣", "page", "whole number from 1"),
        ("units?page_size=201", "page_size", "from 1 to 200"),
        ("units?page_size=0", "page_size", "from 1 to 200"),
        ("units?modified_since=yesterday", "modified_since", "2017-01-31T12:00:00Z"),
        ("units?modified_since=2017-01-31T12:00:00", "modified_since", "offset"),
        ("units?fields=nmae", "fields", "Did you mean “name”?"),
        ("units?fields=name,name", "fields", "more than once"),
        ("units?after=" + "x" * 1501, "after", "1500"),
        ("units/helfo?fields=key,parrent", "fields", "Did you mean “parent”?"),
        ("units/helfo?page=1", "page", "There is no parameter “page” here."),
        ("units.csv?bom=yes", "bom", "1"),
        ("units.csv?delimiter=x", "delimiter", ", or ;"),
        ("units.csv?page=2", "page", "There is no parameter “page” here."),
        ("search", "q", "Say what to look for"),
        ("search?q=" + "x" * 201, "q", "200"),
        ("search?query=x&q=x", "query", "There is no parameter"),
        ("units?q=" + "x" * 201, "q", "200"),
        ("units?q=%00", "q", "Null"),
        ("?page=1", "page", "There is no parameter"),
    ],
)
def test_a_wrong_parameter_is_told(client, content, address, parameter, said):
    document = problem(client, f"/api/v1/{address}", 400)
    assert [error["parameter"] for error in document["errors"]] == [parameter]
    assert said in document["errors"][0]["detail"]
    assert said in document["detail"]


def test_a_day_that_is_written_wrong_is_not_called_one_that_there_is_not(client, content):
    for date in ("20170101", "2017", "31.1.2017"):
        (error,) = problem(client, f"/api/v1/units?date={date}", 400)["errors"]
        assert error["detail"] == "Write the date as 2017-01-31."


def test_all_that_is_wrong_is_told_at_once(client, content):
    document = problem(client, "/api/v1/units?knd=x&page=0&date=x", 400)
    assert [error["parameter"] for error in document["errors"]] == ["knd", "page", "date"]


def test_an_empty_parameter_is_one_that_isnt_given(client, content):
    plain = client.get("/api/v1/units").json()["results"]
    assert client.get("/api/v1/units?kind=&date=&lang=&q=&page=&fields=").json()["results"] == plain


@pytest.mark.parametrize(
    ("address", "parameter"),
    [("posts?unit=no-such", "unit"), ("units?division=no-such", "division"), ("tasks?passage=x", "passage")],
)
def test_a_filter_by_a_record_that_isnt_there_is_told(client, content, address, parameter):
    document = problem(client, f"/api/v1/{address}", 404)
    assert document["errors"][0]["parameter"] == parameter


@pytest.mark.parametrize(
    "address",
    [
        "units/no-such",
        "nothing",
        "units/helfo/more",
        "units.xml",
        "changes/1--unit--x",
        "changes/x",
        "units/é",
    ],
)
def test_what_isnt_there_is_a_problem_of_404(client, content, address):
    assert problem(client, f"/api/v1/{address}", 404)["title"] == "There is no such address or record"


def test_also_outside_the_version(client, content):
    problem(client, "/api/v2/units", 404)


def test_an_address_with_a_slash_too_many_leads_to_the_list(client, content):
    response = client.get("/api/v1/units/?kind=section")
    assert response.status_code == 301
    assert response.url == "/api/v1/units?kind=section"


def test_an_unexpected_failure_is_a_problem_that_tells_no_secrets(client, content, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("secret")

    monkeypatch.setattr("hdir.opendata.api.views.page_of", fail)
    client.raise_request_exception = False
    document = problem(client, "/api/v1/units", 500)
    assert "secret" not in str(document)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["", "units", "units/helfo", "units.csv", "search", "openapi.json"])
def test_the_api_is_read_only(client, content, method, address):
    response = getattr(client, method)(f"/api/v1/{address}")
    assert response.status_code == 405
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_format_that_isnt_there_is_refused_with_a_way_on(client, content):
    document = problem(client, "/api/v1/units", 406, accept="application/xml")
    assert ".csv" in document["detail"]
    assert "json" in problem(client, "/api/v1/units.csv", 406, accept="application/pdf")["detail"]


def test_problems_are_in_english_whatever_the_reader_asks_for(client, content):
    document = problem(client, "/api/v1/units?kind=x", 400, **{"accept-language": "nb"})
    assert "Select a valid choice" in document["detail"]
