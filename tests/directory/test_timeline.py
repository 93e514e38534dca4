"""The timeline, and the page of each event."""

import re
from html import unescape

import pytest

from directory.happenings import happenings, row
from directory.models import ChangeEvent, EarlierState, Membership, Person, Post, Unit
from directory.pages.timeline import PER_PAGE
from tests.directory.reading import headings, links, section, words


def timeline(client, language="en", **asked) -> str:
    return client.get(f"/{language}/events", asked).text


def dates(page: str) -> list[str]:
    return [words(found) for found in re.findall(r'<p class="event-date">(.*?)</p>', page, re.S)]


def entry(page: str, anchor: str) -> str:
    """The HTML of one happening."""
    return page[page.index(f'id="{anchor}"') :].split('<div class="event"', maxsplit=1)[0]


def test_what_happened_stands_in_order_with_dates_as_exact_as_they_are_known(client, content):
    page = timeline(client)
    assert dates(page) == [
        "1997",
        "February 2007",
        "2011",
        "2013",
        "2014",
        "2014",
        "1 January 2015",
        "2016",
        "1 January 2016",
        "Last day: 2018",
        "Last day: 2018",
        "2024",
        "2024",
        "1 January 2024",
        "Date unknown",
    ]
    years = [heading for heading in headings(page, 2) if heading != "Narrow the list"]
    assert years[:9] == ["1997", "2007", "2011", "2013", "2014", "2015", "2016", "2018", "2024"]
    assert years[9] == "Date unknown"


def test_an_event_says_what_it_changed_and_nothing_is_told_twice(client, content):
    page = timeline(client)
    placed = words(entry(page, "stralevernet-under-helsedirektoratet"))
    assert "What it was part of before is not documented." in placed
    assert "Part of, after: Norwegian Directorate of Health" in placed
    assert "unit began Patient Safety Programme" in words(entry(page, "pasientsikkerhetsprogrammet-starter"))
    assert "strategy began Strategy of the" in words(entry(page, "strategi-2014-2018-begynner"))
    assert 'id="unit-began-pasientsikkerhetsprogrammet"' not in page
    assert 'id="unit-turned-' not in page


def test_what_no_event_tells_is_read_from_the_dates_of_records(client, content):
    page = timeline(client)
    closed = words(entry(page, "unit-ended-pasientsikkerhetsprogrammet"))
    assert "Last day: 2018" in closed
    assert "The documents name no unit that took over." in closed
    Unit.objects.get(pk="pasientsikkerhetsprogrammet").successors.add("sykehustjenester")
    closed = entry(timeline(client), "unit-ended-pasientsikkerhetsprogrammet")
    assert links(closed, "units") == ["pasientsikkerhetsprogrammet", "sykehustjenester"]


def test_an_event_of_another_date_or_kind_tells_nothing(client, content):
    ChangeEvent.objects.filter(pk="stralevernet-under-helsedirektoratet").update(kind="revised")
    page = timeline(client)
    assert 'id="unit-turned-statens-stralevern-til-2015-12-31"' in page
    assert "Part of, after:" not in words(entry(page, "stralevernet-under-helsedirektoratet"))
    ChangeEvent.objects.filter(pk="stralevernet-under-helsedirektoratet").update(kind="placed", date="2016")
    page = timeline(client)
    assert 'id="unit-turned-statens-stralevern-til-2015-12-31"' in page


def test_a_rename_a_move_and_a_change_of_kind_are_told(client, content):
    EarlierState.objects.create(
        key="hr-til",
        unit_id="hr",
        until="2016-02-28",
        kind="section",
        parent_id="helfo",
        name_nb="Personal",
        name_en="Personnel",
    )
    told = words(entry(timeline(client), "unit-turned-hr-til"))
    assert "29 February 2016" in words(timeline(client))
    assert "Called “Personnel” before, “HR” after." in told
    assert "Part of, before: Helfo" in told
    assert "It was a section before, a department after." in told


def test_who_took_up_and_left_a_post_is_told(client, content):
    Membership.objects.filter(person="jakob-linhave").update(valid_from="2012-03", valid_to="2019-08-31")
    page = timeline(client)
    came = words(entry(page, "head-came-miljo-og-helse-jakob-linhave"))
    assert "somebody took up a post" in came
    assert "Head of Department, Environment and Health" in came
    assert dates(page).index("March 2012") < dates(page).index("2013")
    assert "Last day: 31 August 2019" in dates(page)


# --- Filters and dates -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 15),
        ({"kind": "started"}, 4),
        ({"kind": "unit-ended"}, 1),
        ({"kind": "unit-began"}, 0),
        ({"unit": "statens-stralevern"}, 1),
        ({"unit": "helsedirektoratet", "kind": "merged"}, 1),
        ({"unit": "hr"}, 0),
        ({"date": "2015-12-31"}, 8),
        ({"date": "2016-01-01"}, 10),
        # What ends on a day has not ended on it.
        ({"date": "2018-12-31"}, 10),
        ({"date": "2019-01-01"}, 12),
        ({"date": "1990-01-01"}, 1),
    ],
)
def test_the_timeline_can_be_narrowed(client, content, asked, number):
    page = timeline(client, **asked)
    assert page.count('<div class="event" id=') == number
    assert f"{number} event{'' if number == 1 else 's'}" in words(page)
    assert ("The documents date nothing that matches." in page) is (number == 0)


def test_filters_in_force_can_be_taken_away_one_by_one(client, content):
    page = unescape(timeline(client, kind="merged", unit="helsedirektoratet", date="2025-01-01"))
    active = re.search(r'<ul class="active-filters".*?</ul>', page, re.S).group(0)
    assert 'href="/en/events?unit=helsedirektoratet&date=2025-01-01"' in active
    assert 'href="/en/events?kind=merged&date=2025-01-01"' in active


@pytest.mark.parametrize("asked", [{"kind": "nothing"}, {"unit": "nobody"}, {"unit": "x" * 2000}])
def test_a_wrong_filter_is_said_to_be_wrong(client, content, asked):
    answer = client.get("/en/events", asked)
    assert answer.status_code == 200
    assert "This list cannot be shown" in answer.text
    (name,) = asked
    assert f'<a href="#id_{name}">' in answer.text
    assert f'id="id_{name}_error"' in answer.text
    assert '<ol class="timeline">' not in answer.text


def test_a_unit_that_no_event_names_can_be_asked_for_by_its_key(client, content):
    assert '<option value="hr" selected>' in timeline(client, unit="hr")
    assert '<option value="hr"' not in timeline(client)


# --- Order ----------------------------------------------------------------------------------------------


def rows():
    return [(found[0], row(found).kind, row(found).key) for found in happenings()]


def test_events_of_one_day_stand_in_a_stable_order_and_ends_come_last(content):
    ChangeEvent.objects.all().delete()
    EarlierState.objects.all().delete()
    Unit.objects.update(valid_from=None, valid_to=None)
    for key in ("c", "a", "b"):
        ChangeEvent.objects.create(key=key, date="2016-02-29", kind="revised", name_nb="Noe")
    ChangeEvent.objects.create(key="d", date="2016-02-29", kind="founded", name_nb="Noe")
    ChangeEvent.objects.create(key="year", date="2016", kind="revised", name_nb="Noe")
    ChangeEvent.objects.create(key="month", date="2016-02", kind="revised", name_nb="Noe")
    ChangeEvent.objects.create(key="never", kind="revised", name_nb="Noe")
    Unit.objects.filter(pk="hr").update(valid_from="2016-02-29", valid_to="2016-02-29")
    Unit.objects.filter(pk="juss").update(valid_to="2015")
    Unit.objects.filter(pk="kvalitet").update(valid_from="2016-01-01")
    EarlierState.objects.create(key="s", unit_id="statistikk", until="2016-02-28", kind="part", name_nb="X")
    found = [entry for entry in rows() if not entry[1].startswith("strategy")]
    expected = [
        ("2015-12-31", "unit-ended", "juss"),
        ("2016", "revised", "year"),
        ("2016-01-01", "unit-began", "kvalitet"),
        ("2016-02", "revised", "month"),
        ("2016-02-29", "founded", "d"),
        ("2016-02-29", "revised", "a"),
        ("2016-02-29", "revised", "b"),
        ("2016-02-29", "revised", "c"),
        ("2016-02-29", "unit-began", "hr"),
        ("2016-02-29", "unit-turned", "s"),
        ("2016-02-29", "unit-ended", "hr"),
        ("9999-99", "revised", "never"),
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("until", "turns"),
    [
        ("2015-12-31", "2016-01-01"),
        ("2016-02-28", "2016-02-29"),
        ("2015-02-28", "2015-03-01"),
        ("2016-02", "2016-02"),
        ("2015", "2015"),
    ],
)
def test_a_unit_turns_the_day_after_the_last_of_what_it_was(content, until, turns):
    EarlierState.objects.create(key="s", unit_id="hr", until=until, kind="part", name_nb="X")
    (found,) = happenings(unit="hr")
    assert found[0] == turns


# --- Size -------------------------------------------------------------------------------------------------


def much(number):
    person = Person.objects.create(key="kari-nordmann", name="Kari Nordmann")
    for n in range(number):
        unit = Unit.objects.create(
            key=f"u{n}",
            kind="section",
            parent_id="helfo",
            name_nb=f"Seksjon {n}",
            valid_from=f"19{n % 90 + 10}",
            valid_to="2010",
        )
        unit.successors.add("hr")
        EarlierState.objects.create(
            key=f"s{n}", unit=unit, until="2005-05-31", kind="part", name_nb="X", parent_id="hr"
        )
        post = Post.objects.create(key=f"p{n}", unit=unit, title_nb="leder")
        Membership.objects.create(
            key=f"m{n}", post=post, person=person, valid_from="2000", valid_to="2001-01-01"
        )
        event = ChangeEvent.objects.create(key=f"e{n}", kind="started", name_nb="Noe", date="2004")
        event.units.add(unit)


@pytest.mark.parametrize("number", [3, 20])
@pytest.mark.parametrize("asked", ["", "?date=2012-01-01"])
def test_the_number_of_queries_doesnt_grow(client, content, django_assert_max_num_queries, number, asked):
    much(number)
    with django_assert_max_num_queries(14):
        assert client.get(f"/en/events{asked}").status_code == 200


def test_a_long_history_is_paged(client, content):
    much(20)
    first, second = timeline(client), timeline(client, page="2")
    assert first.count('<div class="event" id=') == PER_PAGE
    assert "Page 1 of 3" in words(first)
    anchors = [re.findall(r'<div class="event" id="([^"]+)"', page) for page in (first, second)]
    assert not set(anchors[0]) & set(anchors[1])
    assert timeline(client, page="99").count('<div class="event" id=') == 15 + 20 * 6 - 2 * PER_PAGE


# --- One event --------------------------------------------------------------------------------------------


def test_an_event_leads_to_its_units_before_and_after(client, content):
    page = unescape(client.get("/en/events/stralevernet-under-helsedirektoratet").text)
    concerns = section(page, "concerns")
    assert 'href="/en/units/statens-stralevern?date=2015-12-31"' in concerns
    assert 'href="/en/units/statens-stralevern?date=2016-01-01"' in concerns
    assert 'href="/en/events?unit=statens-stralevern"' in concerns
    assert 'href="/en/compare?from=2015-12-31&to=2016-01-01"' in page
    assert "Part of, after: Norwegian Directorate of Health" in words(section(page, "changed"))
    assert "002:413–417" in page


def test_an_event_of_a_year_is_seen_from_before_and_after_the_year(client, content):
    page = unescape(client.get("/en/events/sammenslaing-med-direktoratet-for-e-helse").text)
    assert 'href="/en/units/helsedirektoratet?date=2023-12-31"' in page
    assert 'href="/en/units/helsedirektoratet?date=2024-12-31"' in page
    assert links(section(page, "concerns"), "parties") == ["direktoratet-for-e-helse"]
    assert '<p class="event-date"><time datetime="2024">2024</time></p>' in page


def test_an_event_without_a_date_says_so_and_has_no_before(client, content):
    page = client.get("/en/events/okonomi-og-analyse-skilt-ut").text
    assert "The documents give no date." in page
    assert "date=" not in section(page, "concerns")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_permanent_address_of_an_event_leads_to_its_page(client, content, language):
    for key in ChangeEvent.objects.values_list("pk", flat=True):
        answer = client.get(f"/id/event/{key}", headers={"accept-language": language})
        assert (answer.status_code, answer["Location"]) == (303, f"/{language}/events/{key}")
        assert client.get(answer["Location"]).status_code == 200


def test_an_unknown_event_is_not_found(client, content):
    assert client.get("/en/events/nothing").status_code == 404
