"""Permanent URIs lead to what the Accept header wants, and pages name their other formats."""

import html
import re

import pytest
from django.urls import LocalePrefixPattern, URLResolver, get_resolver, reverse

from hdir.opendata.negotiation import best
from hdir.records.registry import content_models
from strategy.models import Contribution, Strategy

HTML, JSON, JSON_LD, TURTLE = "text/html", "application/json", "application/ld+json", "text/turtle"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", HTML),
        ("*/*", HTML),
        (BROWSER, HTML),
        (JSON, JSON),
        (TURTLE, TURTLE),
        ("TEXT/TURTLE", TURTLE),
        (f"{TURTLE}, */*;q=0.1", TURTLE),
        (f"{HTML};q=0.5, {TURTLE};q=0.9", TURTLE),
        (f"{TURTLE};q=0.5, {HTML};q=0.9", HTML),
        (f"{JSON_LD}, {JSON}", JSON),
        (f"{JSON_LD};profile=x, {JSON};q=0.9", JSON_LD),
        ("application/*", JSON),
        ("text/*", HTML),
        (f"{HTML};q=0, */*", JSON),
        (f"*/*, {HTML};q=0, {JSON};q=0", JSON_LD),
        ("text/*;q=0.3, text/html;q=0.1, */*;q=0.2", TURTLE),
        ("image/png", None),
        (f"{HTML};q=0", None),
        (f"{TURTLE};q=2", None),
        (f"{TURTLE};q=much", None),
        ("nothing at all", HTML),
    ],
)
def test_the_form_that_is_wanted_most_is_chosen(header, expected):
    assert best(header, [HTML, JSON, JSON_LD, TURTLE]) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (BROWSER, "/nn/units/helfo"),
        (JSON, "/api/v1/units/helfo"),
        (JSON_LD, "/api/v1/units/helfo.jsonld"),
        (TURTLE, "/api/v1/units/helfo.ttl"),
        ("application/xhtml+xml", "/nn/units/helfo"),
    ],
)
def test_a_permanent_uri_leads_to_the_form_asked_for(client, content, accept, expected):
    answer = client.get("/id/unit/helfo", headers={"accept": accept, "accept-language": "nn"})
    assert (answer.status_code, answer["Location"]) == (303, expected)
    assert {"Accept", "Accept-Language"} <= set(re.split(", *", answer["Vary"]))


def test_the_date_goes_along(client, content):
    answer = client.get("/id/unit/helfo?date=2016-01-01", headers={"accept": TURTLE})
    assert answer["Location"] == "/api/v1/units/helfo.ttl?date=2016-01-01"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("accept", ["", HTML, TURTLE, JSON, "text/vcard"])
def test_a_date_that_is_none_is_told_and_not_dropped(client, content, accept):
    for date in ("zz", "2017-02-30"):
        assert client.get(f"/id/unit/helfo?date={date}", headers={"accept": accept}).status_code == 400
    assert client.get("/id/unit/helfo?ref=somewhere").status_code == 303


def test_what_a_page_announces_besides_is_found_by_the_permanent_address_too(client, content):
    def leads_to(address, accept):
        answer = client.get(address, headers={"accept": accept, "accept-language": "en"})
        assert answer.status_code == 303
        assert client.get(answer["Location"]).headers["Content-Type"].startswith(accept)
        return answer["Location"]

    card = "/en/units/helfo.vcf"
    assert leads_to("/id/unit/helfo", "text/vcard") == card
    assert leads_to("/id/unit/helfo?date=2016-06-01", "text/vcard") == f"{card}?date=2016-06-01"
    plan = "/data/strategy-strategi-2014-2018-en.xml"
    assert leads_to("/id/strategy/strategi-2014-2018", "application/xml") == plan
    assert leads_to("/data/strategy", "application/xml") == f"http://localhost:8000{plan}"
    assert client.get("/data/strategy")["Location"] == "http://localhost:8000/nb/data"
    assert client.get("/id/law/folkehelseloven", headers={"accept": "text/vcard"}).status_code == 406


def test_without_a_strategy_there_is_no_plan_to_lead_to(client, db):
    Contribution.objects.all().delete()
    Strategy.objects.all().delete()
    assert client.get("/data/strategy", headers={"accept": "application/xml"}).status_code == 406


def test_a_form_that_there_is_not_is_406_and_what_there_is_not_is_404(client, content):
    unacceptable = client.get("/id/unit/helfo", headers={"accept": "image/png"})
    assert unacceptable.status_code == 406
    assert TURTLE in unacceptable.json()["detail"]
    assert "Accept" in unacceptable["Vary"]
    for address in ("unit/nobody", "nothing/helfo"):
        for accept in (HTML, TURTLE, "image/png"):
            assert client.get(f"/id/{address}", headers={"accept": accept}).status_code == 404


def test_every_uri_leads_to_turtle_that_is_there(client, content):
    for model in content_models():
        key = model._default_manager.order_by("pk").values_list("pk", flat=True).first()
        answer = client.get(f"/id/{model.type_name}/{key}", headers={"accept": TURTLE})
        assert client.get(answer["Location"]).status_code == 200, model


def test_the_data_as_a_whole_has_a_uri_too(client, content):
    def leads_to(accept):
        return client.get("/data/organisation", headers={"accept": accept})["Location"]

    assert leads_to(TURTLE) == "http://localhost:8000/data/organisation.ttl"
    assert leads_to(JSON_LD) == "http://localhost:8000/data/organisation.jsonld"
    assert leads_to("") == "http://localhost:8000/nb/data"
    assert client.get("/data/organisation", headers={"accept": "image/png"}).status_code == 406


def links(text):
    found = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', text)
    return {media_type: html.unescape(address) for media_type, address in found}


@pytest.mark.parametrize(
    ("page", "formats"),
    [
        ("units/helfo", {JSON, TURTLE, JSON_LD, "text/vcard", "application/atom+xml"}),
        ("people/otto-christian-ro", {JSON, TURTLE, JSON_LD}),
        ("strategies/strategi-2014-2018", {JSON, TURTLE, JSON_LD, "application/xml"}),
        ("laws/folkehelseloven", {JSON, TURTLE, JSON_LD}),
        ("units", {JSON, "text/csv"}),
        ("leaders", {JSON, "text/csv"}),
        ("tasks", {JSON, "text/csv"}),
        ("events", {JSON, "text/csv"}),
        ("target-groups", {JSON, "text/csv"}),
        ("strategies/strategi-2014-2018/matrix", {JSON, "text/csv"}),
        ("events/sammenslaing-med-direktoratet-for-e-helse", {JSON, TURTLE, JSON_LD}),
        ("organisation", {JSON, TURTLE, JSON_LD, "application/atom+xml"}),
        ("", {JSON, TURTLE, JSON_LD, "application/atom+xml"}),
        ("data", {JSON, TURTLE, JSON_LD, "application/atom+xml"}),
        ("glossary", set()),
    ],
)
def test_a_page_names_its_formats_in_its_head_and_its_headers(client, content, page, formats):
    answer = client.get(f"/en/{page}?date=2017-01-01")
    named = links(answer.text)
    assert set(named) == formats
    for media_type, address in named.items():
        assert address.startswith("http://localhost:8000/")
        assert f'<{address}>; rel="alternate"; type="{media_type}"' in answer["Link"]
        # The page about the data shows the same at any date, so that it leads on without one.
        dated = page != "data" and media_type != "application/atom+xml"
        assert address.endswith("date=2017-01-01") == dated


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("units?kind=section", "units?kind=section"),
        ("units?kind=section&page=2&view=x", "units?kind=section"),
        (
            "topics?extent=main&division=divisjon-folkehelse",
            "topics?division=divisjon-folkehelse&extent=main",
        ),
        ("leaders?role=acting", "memberships?role=acting"),
        ("events?kind=unit-turned", "events"),
        ("target-groups?q=komm&kind=organisation", "parties?relation=target-group&q=komm&kind=organisation"),
        ("partners", "parties?relation=partner"),
        ("strategies/strategi-2014-2018/matrix", "contributions?strategy=strategi-2014-2018"),
        ("strategies/strategi-2014-2018/booklet", "focus-areas?strategy=strategi-2014-2018"),
        ("search?q=r%C3%B8yk&kind=topic", "search?q=r%C3%B8yk&kind=topic&lang=en"),
    ],
)
def test_a_list_leads_to_data_of_what_it_shows(client, content, page, data):
    address = links(client.get(f"/en/{page}").text)[JSON]
    assert address == f"http://localhost:8000/api/v1/{data}"
    assert client.get(address.removeprefix("http://localhost:8000")).status_code == 200


def test_an_index_and_its_data_have_as_many_entries(client, content):
    for page in ("target-groups", "partners?division=divisjon-folkehelse", "leaders?date=2019-06-01"):
        answer = client.get(f"/nb/{page}")
        address = links(answer.text)[JSON].removeprefix("http://localhost:8000")
        assert client.get(address).json()["count"] == answer.context["filterset"].qs.count(), page


def test_the_formats_of_a_unit_are_there(client, content):
    for media_type, address in links(client.get("/nn/units/helfo").text).items():
        if media_type != JSON:  # the API's own tests have it
            answer = client.get(address.removeprefix("http://localhost:8000"))
            assert answer.status_code == 200
            assert answer["Content-Type"].split(";")[0] == media_type


def test_a_page_names_its_permanent_uri(client, content):
    answer = client.get("/en/units/helfo")
    assert '<http://localhost:8000/id/unit/helfo>; rel="cite-as"' in answer["Link"]


def test_a_page_that_is_not_there_names_no_formats(client, content):
    answer = client.get("/en/units/nobody")
    assert answer.status_code == 404
    assert not answer.has_header("Link")
    assert 'rel="alternate" type' not in answer.text
    assert "ld+json" not in answer.text


def test_every_page_about_a_record_or_a_list_names_formats_that_are_there(client, content):
    """All kinds of public pages but those that hold no data of their own."""
    own_words = {
        "glossary", "gallery", "search", "search-suggestions", "compare", "organisation-svg", "changes-feed",
        "unit-changes-feed", "unit-card", "accessibility",
    }  # fmt: skip
    keys = {model.type_name: model._default_manager.first().pk for model in content_models()}
    keys["matrix"] = keys["booklet"] = keys["strategy"]
    found = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver)]
    (public,) = [one for one in found if isinstance(one.pattern, LocalePrefixPattern)]
    names = [
        (pattern.name, f"{part.namespace}:{pattern.name}" if part.namespace else pattern.name)
        for part in public.url_patterns
        if isinstance(part, URLResolver)
        for pattern in part.url_patterns
    ]
    assert len(names) > 30
    for name, full in names:
        if name in own_words:
            continue
        address = reverse(full, args=[keys[name]] if name in keys else [])
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert links(answer.text), address
        for media_type, other in links(answer.text).items():
            if media_type == JSON:
                assert client.get(other.removeprefix("http://localhost:8000")).status_code == 200, other
