"""What pages say of a date: documented, unknown, not yet, over; and where what is over went."""

import re

import pytest

from directory.models import EarlierState, Membership, Responsibility, Unit
from tests.directory.reading import links, section, words


def page(client, path: str, date: str = "", language: str = "en") -> str:
    return client.get(f"/{language}/{path}", {"date": date} if date else {}).text


def notices(source: str) -> list[str]:
    return [words(n) for n in re.findall(r'<div class="notice[^"]*">(.*?)</div>', source, re.S)]


def top(source: str) -> str:
    """What stands before the first section of a page."""
    return source.split("<main")[1].split("<section", maxsplit=1)[0]


# --- Closed units lead on ------------------------------------------------------------------------------


@pytest.mark.parametrize("date", ["", "2019-01-01", "2024-02-13"])
def test_the_address_of_a_closed_unit_keeps_working_and_leads_to_its_successors(client, content, date):
    Unit.objects.get(pk="pasientsikkerhetsprogrammet").successors.add("sykehustjenester", "helfo")
    answer = client.get(f"/en/units/pasientsikkerhetsprogrammet?date={date}")
    assert answer.status_code == 200
    (closed,) = [n for n in notices(top(answer.text)) if n.startswith("This unit has closed")]
    assert "It was there until 2018." in closed
    assert closed.endswith("Taken over by: Hospital Services, Helfo")
    found = re.search(r"This unit has closed.*?</div>", answer.text, re.S).group(0)
    assert set(links(found, "units")) == {"sykehustjenester", "helfo"}
    assert ("?date=" in found) is bool(date)


def test_a_closed_unit_without_known_successors_says_so(client, content):
    assert "The documents name no unit that took over." in top(
        page(client, "units/pasientsikkerhetsprogrammet")
    )


@pytest.mark.parametrize("date", ["2014-01-01", "2018-12-31"])
def test_a_unit_isnt_closed_on_a_date_before(client, content, date):
    found = page(client, "units/pasientsikkerhetsprogrammet", date)
    assert "This unit has closed" not in found
    assert "Documented at this date" in top(found)


def test_a_unit_that_wasnt_there_yet_says_so_and_names_what_was_before(client, content):
    Unit.objects.get(pk="hr").successors.add("pasientsikkerhetsprogrammet")
    found = top(page(client, "units/pasientsikkerhetsprogrammet", "2013-12-31"))
    (notice,) = [n for n in notices(found) if n.startswith("This unit did not exist yet")]
    assert notice.endswith("It began 2014. What follows is the latest known. Before it there was: HR")


@pytest.mark.parametrize("path", ["organisation?view=list", "units?q=pasientsikkerhetsprogrammet"])
def test_what_has_closed_is_marked_in_lists_of_the_latest_known(client, content, path):
    found = client.get(f"/en/{path}").text
    entry = found[found.index('href="/en/units/pasientsikkerhetsprogrammet"') :][:900]
    assert "Ended" in words(entry)


# --- Renamed -----------------------------------------------------------------------------------------------


@pytest.fixture
def renamed(content):
    EarlierState.objects.create(
        key="hr-til-2016",
        unit_id="hr",
        until="2016-12-31",
        kind="department",
        parent_id="divisjon-folkehelse",
        name_nb="Økonomi og personal",
        name_nn="Økonomi og personal",
        name_en="Personnel",
    )


def test_a_renamed_unit_says_what_it_was_called_until_when(client, renamed):
    found = words(top(page(client, "units/hr")))
    assert "Called “Personnel” until 31 December 2016." in found
    assert "The latest known name" not in found
    then = page(client, "units/hr", "2016-12-31")
    assert "<h1>Personnel</h1>" in then
    assert "The latest known name is “HR”." in words(top(then))
    assert "<h1>HR</h1>" in page(client, "units/hr", "2017-01-01")


def test_a_move_alone_is_no_other_name(client, content):
    assert "Called “" not in top(page(client, "units/statens-stralevern"))


@pytest.mark.parametrize("asked", ["Økonomi og pers", "økonomi og pers", "ØKONOMI OG PERSONAL", "personnel"])
@pytest.mark.parametrize("date", ["", "2016-06-01", "2024-01-01"])
def test_the_list_of_units_finds_a_unit_by_an_earlier_name(client, renamed, asked, date):
    found = client.get("/nb/units", {"q": asked, **({"date": date} if date else {})}).text
    assert "hr" in links(found, "units")


# --- Merged -------------------------------------------------------------------------------------------------


def test_an_agency_that_was_merged_leads_to_where_it_went(client, content):
    found = top(page(client, "parties/direktoratet-for-e-helse"))
    (notice,) = notices(found)
    assert notice == (
        "Merged with the Norwegian Directorate of eHealth, 2024 Go on to: Norwegian Directorate of Health"
    )
    assert "merged" not in words(top(page(client, "parties/direktoratet-for-e-helse", "2023-12-31"))).lower()


# --- Entry by entry ----------------------------------------------------------------------------------------


def test_a_unit_that_is_known_at_a_date_says_how_much_of_its_page_isnt(client, content):
    found = page(client, "units/statens-stralevern", "2016-06-01")
    assert "Documented at this date" in top(found)
    assert "The documents do not say what this unit was like" not in found
    assert re.search(r"For \d+ entries on this page the documents do not say", words(top(found)))
    on_the_day = page(client, "units/statens-stralevern", "2017-01-01")
    assert "the documents do not say whether" not in on_the_day


def test_a_unit_that_is_unknown_says_so_once(client, content):
    found = page(client, "units/hr", "2012-01-01")
    assert len(notices(found)) == 1
    assert "The documents do not say what this unit was like on this date." in found


@pytest.mark.parametrize(
    ("path", "date", "said"),
    [
        ("about", "2017-01-01", True),
        ("about", "2024-02-13", True),  # the statements of the undated document
        ("focus-areas/ncd", "2015-01-01", True),
        ("focus-areas/ncd", "2017-01-01", False),
        ("goal-areas/dialog-og-medvirkning", "2015-01-01", True),
        ("strategies/strategi-2014-2018/matrix", "2015-06-01", True),
        ("strategies/strategi-2014-2018/matrix", "2017-01-01", False),
        ("strategies/strategi-2014-2018/booklet", "2015-06-01", True),
        ("leaders", "2016-12-31", True),
        ("leaders", "2017-01-01", False),
        ("topics/tobakk", "2016-12-31", True),
        ("laws/alkoholloven", "2016-12-31", True),
        ("laws/alkoholloven", "2017-01-01", False),
        ("parties/norad", "2016-12-31", True),
    ],
)
def test_every_page_of_facts_says_how_many_are_unknown_at_a_date(client, content, path, date, said):
    assert ("<strong>Unknown at this date</strong>" in page(client, path, date)) is said
    assert "<strong>Unknown at this date</strong>" not in page(client, path)


def test_what_has_ended_is_marked_as_ended(client, content):
    ended = Responsibility.objects.filter(valid_to="2018").first()
    found = page(client, f"topics/{ended.topic_id}")
    entry = found[found.index(f'href="/en/units/{ended.unit_id}"') :].split('<div class="place">')[0]
    assert "(2014–2018) Ended" in words(entry)
    then = page(client, f"topics/{ended.topic_id}", "2016-06-01")
    entry = then[then.index(f'href="/en/units/{ended.unit_id}?') :].split('<div class="place">')[0]
    assert "(2014–2018)" in entry
    assert "Ended" not in words(entry)


def test_nobody_leads_a_unit_that_has_closed_or_hasnt_begun(client, content):
    (leader,) = Membership.objects.filter(post__unit="pasientsikkerhetsprogrammet")
    for date, there in (
        ("2013-12-31", False),
        ("2014-01-01", True),
        ("2018-12-31", True),
        ("2019-01-01", False),
    ):
        assert (leader.person_id in links(page(client, "leaders", date), "people")) is there, date
    assert "The documents name no post at this date." in page(
        client, f"people/{leader.person_id}", "2019-01-01"
    )


def test_a_figure_without_a_date_says_so_when_a_date_is_asked_for(client, content):
    assert "The source gives no date." in section(page(client, "units/helfo", "2017-01-01"), "figures")
    assert "The source gives no date." not in section(page(client, "units/helfo"), "figures")
