"""What the directorate says of itself, edition by edition."""

import re

import pytest

from directory.models import Figure
from tests.directory.reading import headings, links, section, words


def test_there_are_three_editions_newest_first_and_the_undated_last(client, content):
    page = client.get("/en/about").text
    editions = re.findall(r'<section class="section" aria-labelledby="edition-(\d+)">', page)
    assert editions == ["001", "002", "000"]
    assert [headings(section(page, f"edition-{e}"), 2) for e in editions] == [
        ["2024"],
        ["2014–2018"],
        ["Without a date"],
    ]


def test_each_edition_says_what_it_is_true_for(client, content):
    page = client.get("/en/about").text
    assert "Last confirmed 13 February 2024." in words(section(page, "edition-001"))
    assert "Ended Valid 2014–2018." in words(section(page, "edition-002"))
    undated = words(section(page, "edition-000"))
    assert "The document has no date, so we do not know when this was true." in undated


@pytest.mark.parametrize(
    ("edition", "heading", "number"),
    [("002", "Overall aims", 4), ("002", "Roles", 3), ("002", "Values", 3), ("000", "Values", 3)],
)
def test_aims_roles_and_values_are_all_there(client, content, edition, heading, number):
    kinds = section(client.get("/en/about").text, f"edition-{edition}").split("<h3>")
    (kind,) = [k for k in kinds if k.startswith(f"{heading}</h3>")]
    assert len(headings(kind, 4)) == number


@pytest.mark.parametrize(
    ("language", "vision"),
    [("nb", "God helse – gode liv"), ("nn", "God helse – gode liv"), ("en", "Good health – good lives")],
)
def test_the_vision_is_in_the_readers_language(client, content, language, vision):
    assert vision in headings(client.get(f"/{language}/about").text, 4)


def test_earlier_versions_of_each_statement_are_one_fold_away(client, content):
    page = client.get("/en/about").text
    folds = re.findall(r'<details class="[^"]*earlier-texts">.*?</details>', page, re.S)
    assert len(folds) == 3
    statements = set(re.findall(r'<div class="statement" id="([^"]+)">', page))
    assert statements == set(links("".join(folds), "history/statement"))
    # Beside the statements themselves nothing leads there.
    assert page.count("/history/statement/") == len(statements)


def test_staff_and_offices(client, content):
    size = words(section(client.get("/en/about").text, "size"))
    assert "about 850 employees" in size
    assert [place in size for place in ("Oslo", "Trondheim", "Ålesund")] == [True, True, True]


def test_events_are_a_timeline_with_the_undated_last(client, content):
    events = section(client.get("/en/about").text, "events")
    dates = [words(d) for d in re.findall(r'<p class="event-date">(.*?)</p>', events)]
    assert dates[0] == "1997"
    assert "February 2007" in dates
    assert dates[-1] == "Date unknown"
    assert dates.index("2016") < dates.index("1 January 2016") < dates.index("1 January 2024")


def test_an_event_names_the_units_and_the_others_involved(client, content):
    events = section(client.get("/en/about").text, "events")
    (merger,) = [e for e in events.split("<li>") if "sammenslaing-med-direktoratet-for-e-helse" in e]
    assert links(merger, "units") == ["helsedirektoratet"]
    assert links(merger, "parties") == ["direktoratet-for-e-helse"]


def test_the_page_of_a_date_leaves_out_what_came_later(client, content):
    page = client.get("/en/about?date=2010-01-01").text
    assert "edition-002" not in page
    assert "1 January 2016" not in section(page, "events")
    assert "1997" in section(page, "events")


@pytest.mark.parametrize(
    ("date", "on_the_page"),
    [("2016-12-31", False), ("2017-01-01", True), ("2017-06-01", True), ("2018-06-01", True), ("", True)],
)
def test_a_figure_of_a_later_date_is_left_out(client, content, date, on_the_page):
    Figure.objects.create(
        key="later",
        unit_id="helsedirektoratet",
        value=4711,
        measure_nb="biler",
        meaning_nb="Så mange biler.",
        date="2017",
    )
    for path in ("about", "units/helsedirektoratet"):
        page = client.get(f"/en/{path}", {"date": date} if date else {}).text
        assert ("4,711" in page) is on_the_page


def test_a_figure_without_a_date_is_never_left_out(client, content):
    Figure.objects.update(date=None)
    assert "about 850 employees" in words(section(client.get("/en/about?date=1990-01-01").text, "size"))
