"""The lists and records of the API, to the letter of what is promised outside."""

import datetime

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from directory.models import EarlierState, Topic, Unit
from hdir.opendata.api.lists import PAGE_FILTERS, record_lists
from hdir.opendata.contents import Contents
from hdir.records.languages import LANGUAGES
from hdir.records.registry import content_models
from strategy.models import FocusArea

NAMES = [
    "units", "earlier-states", "posts", "people", "memberships", "passages", "tasks", "parties",
    "relations", "topics", "responsibilities", "laws", "law-roles", "figures", "contact-points",
    "statements", "events", "strategies", "goal-areas", "focus-areas", "contributions", "documents",
    "changes",
]  # fmt: skip
BELONG_TO_A_UNIT = [
    "earlier-states", "posts", "memberships", "passages", "tasks", "relations", "responsibilities",
    "law-roles", "figures", "contact-points", "statements", "strategies", "contributions",
]  # fmt: skip
ORDERED = [
    "units", "posts", "passages", "tasks", "relations", "responsibilities", "law-roles",
    "contact-points", "statements", "strategies", "goal-areas", "focus-areas", "contributions",
    "documents",
]  # fmt: skip
HERE = "http://localhost:8000"


def test_the_root_names_every_list(ask):
    root = ask("")
    assert sorted(one["name"] for one in root["lists"]) == sorted(NAMES)
    assert root["licence"] == "https://data.norge.no/nlod/no/2.0"
    assert "personal data" in root["personal_data"]
    assert root["chart_true_for"] == "2017-01-01"


@pytest.mark.parametrize("name", NAMES)
def test_a_list_is_count_next_previous_results(ask, name):
    page = ask(name, page_size=200)
    assert list(page) == ["count", "next", "previous", "results"]
    assert page["previous"] is None
    assert len(page["results"]) == min(page["count"], 200)


@pytest.mark.parametrize("name", [n for n in NAMES if n != "changes"])
def test_an_item_has_key_and_addresses_and_is_what_its_own_address_answers(ask, client, name):
    (item,) = ask(name, page_size=1)["results"]
    assert item["api_url"] == f"{HERE}/api/v1/{name}/{item['key']}"
    assert item["url"].startswith(f"{HERE}/id/")
    assert client.get(item["api_url"].removeprefix(HERE)).json() == item
    page = client.get(item["url"].removeprefix(HERE), headers={"accept-language": "nn"})
    assert page.status_code == 303
    assert client.get(page.headers["Location"].partition("#")[0]).status_code == 200


def test_every_record_of_the_content_is_in_its_list(ask):
    for model in content_models():
        assert ask(model.list_name, page_size=1)["count"] == model._default_manager.count()


def _languages(value):
    return isinstance(value, dict) and "nb" in value


@pytest.mark.parametrize("name", [n for n in NAMES if n != "changes"])
def test_translated_values_have_three_keys_and_relations_are_key_and_name(ask, name):
    for item in ask(name, page_size=200)["results"]:
        for field, value in item.items():
            if _languages(value):
                assert list(value) == list(LANGUAGES)
                assert all(text is None or text for text in value.values())
            elif isinstance(value, dict) and field != "text_states":
                assert list(value) == ["key", "name"], field
            assert value != "", field


@pytest.mark.parametrize("name", BELONG_TO_A_UNIT)
def test_what_belongs_to_a_unit_says_which(ask, name):
    assert all(item["unit"]["key"] for item in ask(name, page_size=200)["results"])


@pytest.mark.parametrize("name", ORDERED)
def test_what_is_ordered_has_a_position(ask, name):
    assert all(item["position"] > 0 for item in ask(name)["results"])


def test_units_have_their_parent_and_focus_areas_their_goal_area(ask):
    assert (
        ask("units/miljo-og-helse")["parent"]
        == {
            "key": "divisjon-folkehelse",
            "name": {
                "nb": "Divisjon folkehelse",
                "nn": "Divisjon folkehelse",
                "en": "Division of Public Health",
            },
        }
        or ask("units/miljo-og-helse")["parent"]["key"] == "divisjon-folkehelse"
    )
    area = FocusArea.objects.select_related("goal_area").first()
    assert ask(f"focus-areas/{area.pk}")["goal_area"]["name"]["en"] == area.goal_area.name_en


def test_a_missing_text_is_null_and_never_another_language(ask):
    Unit.objects.filter(pk="helfo").update(lead_nn=None, lead_en="")
    lead = ask("units/helfo")["lead"]
    assert lead["nb"]
    assert lead["nn"] is None
    assert lead["en"] is None


def test_unknown_periods_are_null_and_sources_say_document_and_line(ask):
    unit = ask("units/miljo-og-helse")
    assert unit["valid_from"] is None
    assert unit["confirmed"] == "2017-01-01"
    assert {"document": "003", "line": "25", "heading": None, "printed": None} in unit["sources"]


def test_an_approximate_figure_is_a_number_with_its_measure(ask):
    figure = ask("figures/helfo-kroner-per-ar")
    assert figure["value"] == 33_000_000_000
    assert figure["approximate"] is True
    assert figure["measure"]["en"] == "Norwegian kroner a year"


# The content's version (its last publication), the count, the records, and one for each kind of relation.
QUERIES = {
    "units": 5, "earlier-states": 5, "posts": 4, "people": 3, "memberships": 6, "passages": 5, "tasks": 6,
    "parties": 4, "relations": 5, "topics": 3, "responsibilities": 6, "laws": 4, "law-roles": 5,
    "figures": 4, "contact-points": 4, "statements": 4, "events": 5, "strategies": 4, "goal-areas": 4,
    "focus-areas": 4, "contributions": 9, "documents": 3, "changes": 4,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_list_takes_a_fixed_number_of_queries_whatever_its_length(client, content, name):
    for size in (1, 30, 200):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/api/v1/{name}", {"page_size": size})
        # A relation that no record of the page has isn't asked for.
        assert len(queries) <= QUERIES[name]
    assert len(queries) >= QUERIES[name] - 1
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/api/v1/{name}", {"page_size": 200, "date": "2016-06-01"})
    assert len(queries) <= 15


def test_a_page_of_filtered_units_stays_within_the_queries(client, content):
    query = {
        "q": "helse", "kind": "department", "division": "divisjon-folkehelse", "law": "folkehelseloven",
        "date": "2017-01-01", "page_size": 200,
    }  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/api/v1/units", query).status_code == 200
    assert len(queries) <= 15


def test_filters_are_those_of_the_pages(ask, client):
    page = client.get("/en/units?head=acting").text
    found = [unit["key"] for unit in ask("units", head="acting")["results"]]
    assert found
    assert all(f'href="/en/units/{key}"' in page for key in found)


def test_lists_are_filtered_by_relation_choice_and_words(ask):
    posts = ask("posts", unit="miljo-og-helse")["results"]
    assert {post["unit"]["key"] for post in posts} == {"miljo-og-helse"}
    assert all(m["manner"] == "acting" for m in ask("memberships", manner="acting")["results"])
    assert ask("units", organisation_number="986965610")["results"][0]["key"] == "helfo"
    assert "alkoholloven" in [law["key"] for law in ask("laws", q="ALKOHOL")["results"]]
    assert ask("tasks", q="økonomi")["count"] == ask("tasks", q="ØKONOMI")["count"] > 0
    assert ask("units", placeholder="yes")["count"] == Unit.objects.filter(placeholder=True).count()
    assert all(
        any(unit["key"] == "helfo" for unit in event["units"])
        for event in ask("events", units="helfo")["results"]
    )


def test_words_are_looked_for_in_the_language_asked_for(ask):
    assert ask("tasks", q="guidelines")["count"] > 0
    assert ask("tasks", q="guidelines", lang="nn")["count"] == 0


def test_lists_are_sorted_in_the_language_asked_for(ask):
    for language in LANGUAGES:
        got = [topic["key"] for topic in ask("topics", lang=language, page_size=200)["results"]]
        assert got == list(Topic.objects.alphabetical(language).values_list("pk", flat=True)[:200])
    english = [t["name"]["en"] for t in ask("topics", lang="en", page_size=200)["results"]]
    assert english != [t["name"]["en"] for t in ask("topics", lang="nb", page_size=200)["results"]]


def test_sparse_fields_keep_key_and_addresses(ask):
    item = ask("units/helfo", fields="name,parent")
    assert list(item) == ["key", "url", "api_url", "parent", "name"]
    assert all(
        list(one) == ["key", "url", "api_url", "kind"] for one in ask("units", fields="kind")["results"]
    )


def test_at_a_date_units_are_what_they_were_then(ask):
    EarlierState.objects.create(
        key="helfo-before", unit_id="helfo", until="2010", kind="section", parent_id="helsedirektoratet",
        name_nb="Gamle Helfo", name_en="Old Helfo",
    )  # fmt: skip
    then = ask("units/helfo", date="2009-01-01")
    assert then["name"] == {"nb": "Gamle Helfo", "nn": None, "en": "Old Helfo"}
    assert then["kind"] == "section"
    assert then["parent"]["key"] == "helsedirektoratet"
    assert ask("units/helfo", date="2011-01-01")["name"]["nb"] != "Gamle Helfo"
    assert ask("units/helfo")["kind"] == "agency"
    figure = ask("figures", unit="helfo", date="2009-01-01")
    posts = ask("posts", unit="helfo", date="2009-01-01")["results"]
    assert all(item["unit"]["name"]["nb"] == "Gamle Helfo" for item in [*figure["results"], *posts])
    found = ask("search", q="Helfo", date="2009-01-01")["results"]
    assert any(r["unit"] and r["unit"]["name"]["nb"] == "Gamle Helfo" for r in found)


def test_a_date_leaves_out_what_was_certainly_not_so_and_says_what_is_unknown(ask):
    Unit.objects.filter(pk="global-helse").update(valid_from="2014", valid_to="2018")
    assert "global-helse" not in [u["key"] for u in ask("units", date="2013-12-31", page_size=200)["results"]]
    assert ask("units/global-helse", date="2013-12-31")["at_date"] == "not-yet"
    assert ask("units/global-helse", date="2015-01-01")["at_date"] == "known"
    assert ask("units/global-helse", date="2019-01-01")["at_date"] == "ended"
    assert ask("units/global-helse")["at_date"] is None
    assert ask("units/helfo", date="1999-01-01")["at_date"] == "unknown"
    assert ask("strategies", date="2020-01-01")["count"] == 0
    assert ask("goal-areas", date="2020-01-01")["count"] == 0
    assert ask("focus-areas", date="2020-01-01")["count"] == 0
    assert ask("focus-areas", date="2016-01-01")["count"] == FocusArea.objects.count()
    assert ask("earlier-states", date="2015-12-31")["count"] == 1
    assert ask("earlier-states", date="2016-01-01")["count"] == 0


@pytest.mark.parametrize("date", [None, "2013-06-01", "2017-01-01", "2020-01-01"])
def test_a_list_has_at_a_date_what_the_whole_files_have(content, date):
    day = datetime.date.fromisoformat(date) if date else None
    contents = Contents.at(day)
    for one in record_lists():
        # Whole files tell what a unit was before, also where that was over by then.
        if one.model is not EarlierState:
            listed = set(one.rows(day).values_list("pk", flat=True))
            assert listed == {record.pk for record in contents.of(one.model)}, one.name


def test_what_belongs_to_a_unit_that_had_closed_is_in_no_list(ask):
    unit = "pasientsikkerhetsprogrammet"
    for name in ("posts", "memberships", "contact-points", "contributions"):
        assert ask(name, unit=unit, date="2018-12-31")["count"], name
        assert not ask(name, unit=unit, date="2019-01-01")["count"], name
        assert ask(name, unit=unit)["count"], name


def test_two_requests_are_answered_byte_for_byte_the_same(client, content):
    for address in ("units", "tasks?page_size=200", "search?q=rus", "units.csv", "openapi.json"):
        first, second = client.get(f"/api/v1/{address}"), client.get(f"/api/v1/{address}")
        assert first.getvalue() == second.getvalue()
        assert first.headers["ETag"] == second.headers["ETag"]


@pytest.mark.parametrize("name", NAMES)
def test_without_content_lists_are_empty(client, no_content, name):
    assert client.get(f"/api/v1/{name}").json() == {
        "count": 0,
        "next": None,
        "previous": None,
        "results": [],
    }
    assert len(client.get(f"/api/v1/{name}.csv").getvalue().splitlines()) == 1


def test_states_of_texts_are_told(ask):
    Unit.objects.filter(pk="helfo").update(name_nb="Helfo ny", lead_nn=None)
    states = ask("units/helfo")["text_states"]
    assert states["name"] == {"nb": "original", "nn": "stale", "en": "stale"}
    assert states["lead"]["nn"] == "missing"


def test_search_is_ranked_and_names_the_responsible_unit(ask):
    page = ask("search", q="rus", lang="en", page_size=5)
    assert list(page) == ["count", "next", "previous", "results"]
    first = page["results"][0]
    assert (first["type"], first["key"]) == ("topic", "rus")
    assert first["url"] == f"{HERE}/id/topic/rus"
    assert first["unit"]["name"]["nb"] == "Psykisk helse og rus"
    assert first["snippet_language"] == "en"
    second = ask("search", q="rus", lang="en", page_size=5, page=2)
    both = [(r["type"], r["key"]) for r in page["results"] + second["results"]]
    assert len(both) == len(set(both)) == 10
    assert ask("search", q="")["results"] == []
    assert ask("search", q="xyzzyxyzzy")["count"] == 0


@pytest.mark.parametrize("name", sorted(PAGE_FILTERS))
def test_every_filter_of_a_page_chooses_on_its_list_what_it_chooses_there(ask, name):
    """Each choice of each filter that the page offers, at a date too."""
    filters, model = PAGE_FILTERS[name], PAGE_FILTERS[name]._meta.model
    for date in (None, datetime.date(2017, 1, 1)):
        records = model.objects.at(date) if hasattr(model.objects, "at") else model.objects.all()
        facets = filters(QueryDict(), records, date).facets
        for facet in facets:
            option = facet.options[-1]
            query = QueryDict(option.query).dict() | ({"date": date.isoformat()} if date else {})
            keys = {item["key"] for item in ask(name, page_size=200, fields="key", **query)["results"]}
            chosen = filters(QueryDict(option.query), records, date).qs
            assert keys == set(chosen.distinct().values_list("pk", flat=True)[:200]) or len(keys) == 200
            assert ask(name, page_size=1, **query)["count"] == chosen.values("pk").distinct().count()


def test_names_are_looked_for_in_the_language_asked_for(ask):
    english = Topic.objects.exclude(name_en="").first()
    Topic.objects.filter(pk=english.pk).update(name_en="Xyzzy only", sort_en="xyzzyonly")
    assert ask("topics", q="xyzzyonly")["count"] == 1
    assert ask("topics", q="xyzzyonly", lang="en")["count"] == 1
    assert ask("topics", q="xyzzyonly", lang="nb")["count"] == 0


def test_what_concerns_two_units_of_a_division_is_in_its_list_once(ask):
    page = ask("events", division="divisjon-helseokonomi-og-finansiering", page_size=200)
    keys = [event["key"] for event in page["results"]]
    assert len(keys) == len(set(keys)) == page["count"] > 0
