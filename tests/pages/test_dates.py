"""The date in the address: what is accepted, what is refused and how, and what the picker offers."""

import datetime
import re
from html import unescape

import pytest
from django.test import RequestFactory

from directory.models import ChangeEvent, Document, Unit
from hdir.pages import dates
from hdir.pages.dates import WrongDate, dated, kept_date, latest, requested_date, today
from hdir.pages.documented import MOST, documented_dates
from hdir.pages.templatetags.links import on_date

D = datetime.date
UTC = datetime.UTC


@pytest.fixture
def in_2026(monkeypatch):
    """The day is 22 November 2026."""
    monkeypatch.setattr(dates, "today", lambda now=None: D(2026, 11, 22))


def asked(date: str, path: str = "/nb/units"):
    return RequestFactory().get(path, {"date": date})


@pytest.mark.parametrize("date", ["2016-02-29", "1800-01-01", "2036-12-31", "2015-12-31", " 2017-01-01 "])
def test_an_existing_day_is_accepted(in_2026, date):
    assert requested_date(asked(date)) == D.fromisoformat(date.strip())


@pytest.mark.parametrize("date", ["", " "])
def test_an_empty_field_asks_for_the_latest_known(date):
    assert requested_date(asked(date)) is None


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        ("2017-02-30", ["2017-02-28"]),
        ("2015-02-29", ["2015-02-28"]),
        ("17.1.2017", ["2017-01-17"]),
        ("17/01/2017", ["2017-01-17"]),
        ("31. 12. 2016", ["2016-12-31"]),
        ("20170101", ["2017-01-01"]),
        ("2017-1-1", ["2017-01-01"]),
        ("2017", ["2017-01-01", "2017-12-31"]),
        ("2016-02", ["2016-02-01", "2016-02-29"]),
        ("2017-13-01", []),
        ("1.13.2017", []),
        ("2017-W01-1", []),
        ("0000-01-01", []),
        ("0", []),
        ("yesterday", []),
        ("-2017-01-01", []),
        ("2017-01-01T00:00", []),
        ("²⁰¹⁷-01-01", []),
        # Exist, but the site doesn't answer for them.
        ("1799-12-31", []),
        ("2037-01-01", []),
        ("9999-12-31", []),
        ("9999", []),
    ],
)
def test_anything_else_is_refused_with_what_may_have_been_meant(in_2026, date, meant):
    with pytest.raises(WrongDate) as refused:
        requested_date(asked(date))
    assert [day.isoformat() for day in refused.value.meant] == meant
    assert refused.value.asked == date
    assert kept_date(asked(date)) is None


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime.datetime(2016, 12, 31, 22, 59, 59, tzinfo=UTC), D(2016, 12, 31)),
        (datetime.datetime(2016, 12, 31, 23, 0, tzinfo=UTC), D(2017, 1, 1)),
        # In summer the Norwegian day begins two hours before that of UTC.
        (datetime.datetime(2017, 6, 30, 21, 59, 59, tzinfo=UTC), D(2017, 6, 30)),
        (datetime.datetime(2017, 6, 30, 22, 0, tzinfo=UTC), D(2017, 7, 1)),
        (datetime.datetime(2016, 2, 28, 23, 30, tzinfo=UTC), D(2016, 2, 29)),
    ],
)
def test_the_day_begins_at_midnight_in_norway(now, day):
    assert today(now) == day
    assert latest(now).year == day.year + 10


def test_a_closed_unit_is_closed_from_midnight_in_norway(client, content, monkeypatch):
    Unit.objects.filter(pk="hr").update(valid_to="2017-06-30")
    for now, closed in (
        (datetime.datetime(2017, 6, 30, 21, 59, tzinfo=UTC), False),
        (datetime.datetime(2017, 6, 30, 22, 1, tzinfo=UTC), True),
    ):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        assert ("This unit has closed" in client.get("/en/units/hr").text) is closed


@pytest.mark.parametrize(
    ("address", "carries"),
    [
        ("/nb/units/hr", True),
        ("/en/", True),
        ("/nb/documents/003", True),
        ("/nb/glossary", False),
        ("/nb/glossary#unit", False),
        ("/nn/languages", False),
        ("/nn/compare?from=2016-01-01", False),
        ("/nb/units/compare", True),
        ("/id/unit/hr", True),
    ],
)
def test_a_link_carries_a_date_only_where_it_means_something(address, carries):
    assert dated(address) is carries
    assert ("date=2016-01-01" in on_date(address, D(2016, 1, 1))) is carries
    assert on_date(address, None) == address


# --- The 400 page ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "organisation", "units", "units/hr", "search?q=rus", "events", "about"])
@pytest.mark.parametrize("date", ["2017-02-30", "17.1.2017", "0000-01-01", "9999-01-01"])
def test_a_wrong_date_gives_a_400_page_with_the_picker(client, content, path, date):
    address = f"/en/{path}{'&' if '?' in path else '?'}date={date}"
    answer = client.get(address)
    assert answer.status_code == 400
    main = answer.text.split("<main")[1]
    assert f"<strong>{date}</strong>" in main
    assert 'id="right-date" name="date" value=""' in main
    if "q=" in path:
        assert '<input type="hidden" name="q" value="rus">' in main


def test_the_400_page_leads_to_what_was_meant_and_keeps_the_question(client, content):
    page = unescape(client.get("/en/search?q=rus&date=17.1.2017").text)
    assert '<a class="chip" href="/en/search?q=rus&date=2017-01-17">' in page
    assert "17.1.2017" not in re.sub(
        r"<strong>17.1.2017</strong>", "", page.split("<main")[1].split("</main>")[0]
    )


def test_a_wrong_date_is_shown_as_text(client, content):
    page = client.get("/en/units", {"date": "<script>alert(1)</script>"})
    assert page.status_code == 400
    assert "<script>" not in page.text


@pytest.mark.parametrize("path", ["glossary", "languages", "gallery", "privacy"])
def test_where_a_date_means_nothing_a_wrong_one_does_no_harm(client, content, path):
    assert client.get(f"/en/{path}?date=yesterday").status_code == 200


# --- The picker --------------------------------------------------------------------------------------


def choices():
    return [(c.date, c.is_chart) for c in documented_dates().choices]


def test_the_picker_offers_the_dates_that_the_content_speaks_of(content, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = documented_dates()
    assert found.chart == "2017-01-01"
    assert choices() == [
        ("2014", False),
        ("2016-01-01", False),
        ("2017-01-01", True),
        ("2024", False),
        ("2024-02-13", False),
    ]
    names = {c.date: c.name_en for c in found.choices}
    assert names["2014"] == "The 2014–2018 strategy begins"
    assert names["2024"] == "Merged with the Norwegian Directorate of eHealth"


def test_a_new_date_in_the_content_is_offered_and_many_are_cut(content):
    Document.objects.create(key="007", name_nb="Nytt organisasjonskart", date="2026-03-01")
    assert choices()[-1] == ("2026-03-01", False)
    for year in range(2030, 2050):
        event = ChangeEvent.objects.create(key=f"e{year}", date=str(year), kind="merged", name_nb="Noe")
        event.units.add("helsedirektoratet")
    found = choices()
    assert len(found) == MOST
    assert ("2017-01-01", True) in found
    assert found[-1] == ("2049", False)


def test_without_any_date_the_picker_offers_today_and_the_latest_known(client, content):
    Unit.objects.update(confirmed=None)
    ChangeEvent.objects.all().delete()
    Document.objects.all().delete()
    assert documented_dates().choices == ()
    page = client.get("/en/events").text
    assert 'id="date" name="date"' in page
    assert ">Today</a>" in page


def picker(page: str) -> str:
    return unescape(re.search(r'<details class="date-picker">.*?</details>', page, re.S).group(0))


def test_the_picker_keeps_the_page_and_the_question_and_marks_the_choice(client, content):
    found = picker(client.get("/en/search?q=rus&page=2&date=2016-01-01").text)
    assert '<a href="/en/search?q=rus&date=2016-01-01" aria-current="true">' in found
    assert '<a href="/en/search?q=rus&date=2014-01-01">' in found
    assert '<a href="/en/search?q=rus">Latest known</a>' in found
    assert '<input type="hidden" name="q" value="rus">' in found
    assert 'name="page"' not in found
    assert 'value="2016-01-01"' in found


@pytest.mark.parametrize("path", ["glossary", "compare", "no/such/page"])
def test_where_a_date_means_nothing_the_picker_leads_to_the_chart(client, content, path):
    found = picker(client.get(f"/en/{path}").text)
    assert 'action="/en/organisation"' in found
    assert '<a href="/en/organisation?date=2014-01-01">' in found


def test_the_picker_asks_to_compare_with_the_date_that_is_shown(client, content):
    assert 'href="/en/compare?from=2016-01-01"' in picker(client.get("/en/units?date=2016-01-01").text)
