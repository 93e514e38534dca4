"""The page that compares two dates."""

import datetime
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import EarlierState, Membership, Person, Post, Unit
from directory.pages.compare import PER_PAGE, PREVIEW, chosen_dates
from hdir.pages.documented import DocumentedDate, DocumentedDates
from tests.directory.reading import links, section, words

D = datetime.date


def compare(client, language="en", **asked) -> str:
    """The page; `before` and `after` stand for from and to."""
    names = {"before": "from", "after": "to"}
    return client.get(f"/{language}/compare", {names.get(k, k): v for k, v in asked.items()}).text


def reorganise():
    """A reorganisation on 1 July 2018, documented on that day: every kind of difference once."""
    Unit.objects.update(valid_from="2010", confirmed="2018-07-01")
    Unit.objects.filter(pk="hr").update(valid_to="2018-06-30")
    Unit.objects.get(pk="hr").successors.add("global-helse")
    Unit.objects.filter(pk="statistikk").update(valid_from="2018-07-01")
    Unit.objects.filter(pk="juss").update(valid_from="2018-02", valid_to="2018-04")
    for key, changed in (
        ("beredskap", {"name_nb": "Krise", "name_nn": "Krise", "name_en": "Crisis"}),
        ("global-helse", {"parent_id": "divisjon-folkehelse", "name_nb": "Global helse"}),
        ("kvalitet", {"kind": "section"}),
    ):
        unit = Unit.objects.get(pk=key)
        values = {
            "kind": unit.kind,
            "parent_id": unit.parent_id,
            "name_nb": unit.name_nb,
            "name_nn": unit.name_nn,
            "name_en": unit.name_en,
        }
        EarlierState.objects.create(key=f"{key}-til", unit=unit, until="2018-06-30", **{**values, **changed})


def test_every_kind_of_difference_stands_in_a_part_of_its_own(client, content):
    Unit.objects.filter(pk="global-helse").update(parent="divisjon-primaerhelsetjenester")
    reorganise()
    page = compare(client, before="2018-01-01", after="2018-07-01")
    names = {
        "began": "Statistics From 1 July 2018",
        "ended": "HR Last day: 30 June 2018 Taken over by: Global Health",
        "passed": "Law From February 2018 until April 2018",
        "renamed": "“Crisis” became “Emergency Preparedness” From 1 July 2018",
        "moved": "before: Division of Public Health. Part of, after: Division of Primary Health Services",
        "other-kind": "It was a section before, a part of a section after.",
    }
    for name, said in names.items():
        assert said in words(section(page, name)), name
        assert f'<h2 id="{name}">' in page
    # Each leads to both states, and a unit that wasn't there yet only to the later one.
    assert 'href="/en/units/beredskap?date=2018-01-01"' in section(page, "renamed")
    assert 'href="/en/units/beredskap?date=2018-07-01"' in section(page, "renamed")
    assert "date=2018-01-01" not in section(page, "began")
    assert 'href="/en/organisation?date=2018-01-01"' in page
    # Sources of the earlier states and units.
    assert 'class="sources"' in page


def test_the_real_content_between_its_two_best_known_dates(client, content):
    page = compare(client, before="2015-12-31", after="2017-01-01")
    moved = words(section(page, "moved"))
    assert "Norwegian Radiation Protection Authority From 1 January 2016" in moved
    assert "Part of, before: not documented. Part of, after: Norwegian Directorate of Health." in moved
    assert section(page, "began") == section(page, "ended") == section(page, "renamed") == ""
    undocumented = section(page, "undocumented")
    assert "Not documented at the first date: 53" in words(undocumented)
    assert "stralevernet-under-helsedirektoratet" in links(section(page, "events"), "events")


def test_what_is_known_at_one_date_only_is_never_called_a_difference(client, content):
    page = compare(client, before="2017-01-01", after="2026-01-01")
    assert "Not documented at the second date: " in page
    assert links(section(page, "ended"), "units") == ["pasientsikkerhetsprogrammet"] * 2
    for name in ("began", "renamed", "moved", "other-kind"):
        assert section(page, name) == ""
    # The programme's head is the only one of whom it is documented.
    heads = section(page, "heads")
    assert "the unit had closed" in words(heads)
    assert set(links(heads, "units")) == {"pasientsikkerhetsprogrammet"}


def test_a_new_head_and_an_acting_one(client, content):
    post = Post.objects.get(unit="miljo-og-helse")
    post.memberships.update(valid_from="2012", valid_to="2016-06-30", confirmed=None)
    Unit.objects.filter(pk="miljo-og-helse").update(valid_from="2010")
    kari = Person.objects.create(key="kari-nordmann", name="Kari Nordmann")
    Membership.objects.create(
        key="kari-1", post=post, person=kari, manner="acting", valid_from="2016-07-01", valid_to="2016-10"
    )
    Membership.objects.create(
        key="kari-2", post=post, person=kari, valid_from="2016-11", confirmed="2017-01-01"
    )
    said = words(section(compare(client, before="2016-01-01", after="2016-08-01"), "heads"))
    assert "Before: Jakob Linhave, Head of Department" in said
    assert "After: Kari Nordmann, acting Head of Department" in said
    said = words(section(compare(client, before="2016-08-01", after="2017-01-01"), "heads"))
    assert "Before: Kari Nordmann, acting Head of Department" in said
    assert "After: Kari Nordmann, Head of Department" in said
    said = words(section(compare(client, before="2016-01-01", after="2017-01-01"), "heads"))
    assert "In between: Kari Nordmann, acting Head of Department" in said


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_same_date_twice_says_so(client, content, language):
    answer = client.get(f"/{language}/compare?from=2017-01-01&to=2017-01-01")
    assert answer.status_code == 200
    assert answer.text.count('class="notice') == 1
    assert section(answer.text, "undocumented") == ""


def test_a_later_first_date_is_compared_in_the_order_of_time(client, content):
    swapped = compare(client, before="2017-01-01", after="2015-12-31")
    assert "The later date was given first." in swapped
    right = compare(client, before="2015-12-31", after="2017-01-01")
    assert "The later date was given first." not in right
    assert section(swapped, "moved") == section(right, "moved")


@pytest.mark.parametrize("parameter", ["from", "to"])
@pytest.mark.parametrize("date", ["2017-02-30", "17.1.2017", "soon", "0000-01-01", "9999-12-31"])
def test_a_wrong_date_gives_a_400_page_with_the_form(client, content, parameter, date):
    answer = client.get("/en/compare", {parameter: date, "show": "began"})
    assert answer.status_code == 400
    main = answer.text.split("<main")[1]
    assert 'name="from"' in main
    assert 'name="to"' in main
    if date == "17.1.2017":
        assert f'href="/en/compare?{parameter}=2017-01-17&show=began"' in unescape(main)


DAYS = DocumentedDates(
    "2017-01-01",
    (
        DocumentedDate("2014", False),
        DocumentedDate("2017-01-01", True),
        DocumentedDate("2024-02-13", False),
    ),
)


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        (None, None, (D(2013, 12, 31), D(2017, 1, 1))),
        (D(2016, 5, 1), None, (D(2016, 5, 1), D(2017, 1, 1))),
        (D(2017, 1, 1), None, (D(2017, 1, 1), D(2024, 2, 13))),
        (None, D(2016, 5, 1), (D(2013, 12, 31), D(2016, 5, 1))),
        (None, D(2012, 5, 1), (D(2011, 5, 2), D(2012, 5, 1))),
        (D(2016, 5, 1), D(2015, 5, 1), (D(2016, 5, 1), D(2015, 5, 1))),
    ],
)
def test_dates_that_arent_given_are_chosen_from_the_content(first, second, chosen):
    assert chosen_dates(first, second, DAYS) == chosen


def test_without_any_documented_date_the_last_year_is_compared():
    first, second = chosen_dates(None, None, DocumentedDates(None, ()))
    assert (second - first).days == 365


def test_a_day_before_all_content_differs_by_what_began(client, content):
    page = compare(client, before="1800-01-01", after="2017-01-01")
    assert "pasientsikkerhetsprogrammet" in links(section(page, "began"), "units")


def many(number):
    Unit.objects.bulk_create(
        Unit(
            key=f"u{n}",
            kind="section",
            parent_id="helfo",
            name_nb=f"Seksjon {n}",
            sort_nb=f"seksjon {n:06}",
            sort_en=f"seksjon {n:06}",
            valid_from="2016-06-01",
            confirmed="2017-01-01",
        )
        for n in range(number)
    )
    Post.objects.bulk_create(Post(key=f"p{n}", unit_id=f"u{n}", title_nb="leder") for n in range(number))
    person = Person.objects.create(key="ola-nordmann", name="Ola Nordmann")
    Membership.objects.bulk_create(
        Membership(key=f"m{n}", post_id=f"p{n}", person=person, confirmed="2017-01-01") for n in range(number)
    )


def test_a_part_with_much_in_it_is_cut_and_leads_to_all_of_it_page_by_page(client, content):
    many(PER_PAGE + 5)
    page = unescape(compare(client, before="2016-01-01", after="2017-01-01"))
    assert len(links(section(page, "began"), "units")) == PREVIEW
    more = re.search(r'<a href="(\?[^"]*show=began[^"]*)"', page).group(1)
    alone = client.get(f"/en/compare{more}").text
    assert len(links(section(alone, "began"), "units")) == PER_PAGE
    assert section(alone, "heads") == ""
    last = client.get(f"/en/compare{more}&page=2").text
    assert len(links(section(last, "began"), "units")) == 5
    assert "The whole comparison" in last


@pytest.mark.parametrize("show", ["", "began", "undocumented-heads", "nonsense"])
def test_the_number_of_queries_doesnt_grow(client, content, show):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/en/compare?from=2016-01-01&to=2017-01-01&show={show}").status_code == 200
        return len(captured)

    many(3)
    few = queries()
    Unit.objects.filter(pk__startswith="u", parent="helfo").delete()
    Person.objects.filter(pk="ola-nordmann").delete()
    many(60)
    assert queries() == few <= 15


# What units have for a time.


def facts_of(client, name: str, **dates) -> str:
    return words(section(compare(client, **dates), name))


def test_what_units_took_on_and_what_they_no_longer_have(client, content):
    dates = {"before": "2014-06-01", "after": "2016-06-01"}
    began = facts_of(client, "facts-began", **dates)
    assert "Responsibility: Radiation" in began
    assert "Norwegian Directorate of Health, from 1 January 2016" in began
    # A law belongs to no unit; what a unit did with it does.
    assert "Law: Health Registries Act" in began
    ended = facts_of(client, "facts-ended", **dates)
    assert "until 31 December 2014" in ended
    assert "Biotechnology and Health Law, until 31 December 2014" in ended
    # It began before the first date, and ended after the second.
    assert "2014–2018" not in began + ended


def test_posts_and_tasks_with_a_period_are_compared_too(client, content):
    Post.objects.filter(unit="hr").update(valid_from="2018-02", title_en="Chief of People")
    Unit.objects.get(pk="miljo-og-helse").passages.update(valid_to="2018-01")
    dates = {"before": "2018-01-31", "after": "2018-03-01"}
    assert "Post: Chief of People HR, from February 2018" in facts_of(client, "facts-began", **dates)
    assert "Environment and Health, until January 2018" in facts_of(client, "facts-ended", **dates)


@pytest.mark.parametrize(
    ("period", "dates", "part"),
    [
        # The last day belongs to the period, and so does the first.
        ({"valid_to": "2019-05-31"}, ("2019-05-01", "2019-05-31"), None),
        ({"valid_to": "2019-05-31"}, ("2019-05-31", "2019-06-01"), "facts-ended"),
        ({"valid_from": "2019-06-01"}, ("2019-06-01", "2019-07-01"), None),
        ({"valid_from": "2019-06-01"}, ("2019-05-31", "2019-06-01"), "facts-began"),
        # Of a year only the whole is known.
        ({"valid_to": "2019"}, ("2019-05-31", "2019-12-31"), None),
        ({"valid_from": "2019-03", "valid_to": "2019-04"}, ("2019-01-01", "2019-12-31"), "facts-began"),
    ],
)
def test_only_what_certainly_came_or_went_between_the_dates_differs(client, content, period, dates, part):
    Post.objects.filter(unit="hr").update(**period, title_en="Chief of People")
    page = compare(client, before=dates[0], after=dates[1])
    for name in ("facts-began", "facts-ended"):
        found = f'id="{name}"' in page and "Chief of People" in words(section(page, name))
        assert found == (name == part)
