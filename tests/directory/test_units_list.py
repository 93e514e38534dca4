"""The list of units: filters that combine, stay in the address, and can be taken away one by one."""

import re

import pytest

from directory.models import EarlierState, Unit
from hdir.records.collation import sort_key
from tests.directory.reading import chips, facet, links, results, words


def found(client, query: str, language: str = "en") -> list[str]:
    page = client.get(f"/{language}/units?{query}").text
    start = page.find('<ul class="entries')
    return re.findall(r"<h2>\s*<a href=\"/\w+/units/([a-z0-9-]+)", page[start:]) if start > 0 else []


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("kind=agency", ["helfo", "statens-stralevern"]),
        ("kind=programme", ["pasientsikkerhetsprogrammet"]),
        ("placeholder=yes", ["utvikling-og-teknologi", "okonomi-og-styring"]),
        ("origin=nn", ["beredskap", "psykisk-helsevern-og-rus"]),
        ("head=constituted", ["global-helse"]),
        ("head=acting", ["levekar-og-helse", "seksjon-tannhelsetjenester"]),
        ("head=professional-lead", ["seksjon-pleiegruppene"]),
        ("law=alkoholloven", ["levekar-og-helse"]),
        ("target_group=norad", ["global-helse"]),
        ("partner=statens-stralevern", ["miljo-og-helse"]),
        ("q=REGISTER&kind=department", ["norsk-pasientregister"]),
        ("division=divisjon-folkehelse&head=acting", ["levekar-og-helse"]),
        ("division=divisjon-folkehelse&kind=agency", []),
    ],
)
def test_filters_find_and_combine(client, content, query, keys):
    assert sorted(found(client, query)) == sorted(keys)


def test_a_division_counts_with_everything_below_it(client, content):
    keys = found(client, "division=divisjon-kompetanse-og-personell")
    assert len(keys) == 13
    assert {"juss", "kvalitet", "seksjon-kundesenter"} <= set(keys)


def test_nobody_as_head_includes_the_unit_with_only_a_professional_lead(client, content):
    keys = found(client, "head=nobody")
    assert {"helsedirektoratet", "helfo", "seksjon-pleiegruppene"} <= set(keys)
    assert "miljo-og-helse" not in keys


def test_letters_beyond_ascii_are_found_in_either_case(client, content):
    assert "okonomi-og-analyse" in found(client, "q=ØKONOMI", "nb")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_list_is_in_norwegian_order_of_the_names_shown(client, content, language):
    pages = [client.get(f"/{language}/units?page={n}").text for n in (1, 2)]
    names = [words(n) for p in pages for n in re.findall(r"<h2>\s*(<a .*?</a>)\s*</h2>", p)]
    assert len(names) == 62
    assert names == sorted(names, key=sort_key)


def test_each_filter_can_be_taken_away_by_itself_and_all_together(client, content):
    page = client.get("/en/units?kind=department&head=acting&date=2017-01-01").text
    assert chips(page) == [
        ("/en/units?head=acting&date=2017-01-01", "Remove the filter Kind of unit: department ×"),
        ("/en/units?kind=department&date=2017-01-01", "Remove the filter Who leads it: Acting head ×"),
    ]
    assert '<a href="/en/units?date=2017-01-01">Remove all filters</a>' in page


def test_a_choice_keeps_the_other_filters_and_the_date_and_starts_at_the_first_page(client, content):
    page = client.get("/en/units?kind=department&page=2&date=2017-01-01").text
    address, number = facet(page, "Who leads it")["Acting head"]
    assert address == "/en/units?kind=department&date=2017-01-01&head=acting"
    assert results(client.get(address).text) == number


def test_the_choice_in_force_is_no_link_and_the_others_replace_it(client, content):
    page = client.get("/en/units?kind=agency").text
    offered = facet(page, "Kind of unit")
    assert "Agency" not in offered
    assert re.search(r'<strong aria-current="true">Agency <span class="facet-number">2</span>', page)
    assert results(client.get(offered["Programme"][0]).text) == offered["Programme"][1] == 1


def test_the_form_keeps_the_filters_and_the_date(client, content):
    page = client.get("/en/units?kind=department&q=helse&date=2017-01-01&page=2").text
    form = page[page.index('<section class="filters"') :].split("</form>")[0]
    assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', form) == [
        ("kind", "department"),
        ("date", "2017-01-01"),
    ]
    assert 'name="q" value="helse"' in form


def test_fifty_stand_on_a_page_and_the_number_of_all_is_said(client, content):
    page = client.get("/en/units").text
    assert results(page) == 62
    assert len(re.findall(r"<h2>\s*<a ", page)) == 50
    assert "Page 1 of 2" in words(page)


@pytest.mark.parametrize(
    ("query", "label", "said"),
    [
        ("division=zzz", "Division", "zzz is not one of the available choices"),
        ("kind=agency&law=no-such-law", "Law or rule", "no-such-law is not one of"),
        ("q=" + "a" * 201, "Name contains", "at most 200 characters (it has 201)"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_and_nothing_is_listed(client, content, query, label, said):
    answer = client.get(f"/en/units?{query}")
    assert answer.status_code == 200
    (notice,) = re.findall(r'<div class="[^"]*error-summary"[^>]*>(.*?)</div>', answer.text, re.S)
    assert f"{label}: " in words(notice)
    assert said in words(notice)
    assert "This list cannot be shown" in notice
    assert found(client, query) == []
    assert not re.search(r"\d+ units", words(answer.text))
    # The way on is without the wrong value, and with the others.
    way_on = re.search(r'<a href="([^"]+)">Remove this filter</a>', notice)[1]
    assert found(client, way_on.partition("?")[2])
    assert ("kind=agency" in way_on) is ("kind=agency" in query)


def test_what_is_wrong_with_a_written_value_stands_beside_its_field_too(client, content):
    page = client.get("/en/units?q=" + "a" * 201).text
    (field,) = re.findall(r'<input type="text"[^>]*>', page)
    assert 'aria-invalid="true"' in field
    described_by = re.search(r'aria-describedby="([^"]+)"', field)[1]
    assert re.search(rf'id="{described_by}"[^>]*>\s*<li>[^<]*at most 200 characters', page)
    # The summary above the form leads to the field.
    assert f'<a href="#{re.search(r""" id="([^"]+)""", field)[1]}">Name contains: ' in page


def test_a_wrong_division_lists_no_leaders_either(client, content):
    page = client.get("/en/leaders?division=zzz").text
    assert links(page, "people") == []
    assert "This list cannot be shown" in page
    assert "people in posts" not in page
    assert 'aria-labelledby="vacant"' not in page


def test_accents_alone_are_in_no_name(client, content):
    assert found(client, "q=%CC%81") == []
    assert found(client, "q=%CC%81%CC%88") == []
    assert "helfo" in found(client, "q=helfo%CC%81")


def test_no_match_says_what_to_do(client, content):
    assert "Take one away." in client.get("/en/units?q=zzzz").text


def test_a_unit_that_had_ended_is_left_out_at_a_later_date(client, content):
    Unit.objects.filter(pk="helfo").update(valid_to="2017")
    assert "helfo" in found(client, "date=2017-12-31&kind=agency")
    assert "helfo" not in found(client, "date=2018-01-01&kind=agency")
    assert "helfo" in found(client, "kind=agency")


@pytest.fixture
def moved(content):
    """Juss was a section called Old Law below Folkehelse until May 2016, and that was called Old Health."""
    EarlierState.objects.create(
        key="juss-before",
        unit_id="juss",
        until="2016-05",
        kind="section",
        parent_id="divisjon-folkehelse",
        name_nb="Gammel juss",
        name_en="Old Law",
    )
    EarlierState.objects.create(
        key="juss-long-before",
        unit_id="juss",
        until="2012",
        kind="programme",
        parent_id="divisjon-folkehelse",
        name_nb="Eldgammel juss",
        name_en="Ancient Law",
    )
    EarlierState.objects.create(
        key="folkehelse-before",
        unit_id="divisjon-folkehelse",
        until="2016",
        kind="division",
        parent_id="helsedirektoratet",
        name_nb="Gammel helse",
        name_en="Old Health",
    )


def entry(client, key: str, query: str) -> str:
    page = client.get(f"/en/units?{query}").text
    (own,) = [
        e for e in re.split(r"<li\b[^>]*>", page) if re.search(rf'<h2>\s*<a href="/en/units/{key}[?"]', e)
    ]
    return words(own.split("</li>")[0])


def test_at_a_date_the_list_says_what_a_unit_was_then_and_part_of_what(client, moved):
    then = entry(client, "juss", "q=juss&date=2016-05-31")
    assert then.startswith("Old Law Section, part of Old Health")
    assert "Part of a section, part of Section for Law and Quality" in entry(
        client, "juss", "q=juss&date=2016-06-01"
    )
    assert "Part of a section, part of Section for Law and Quality" in entry(client, "juss", "q=juss")


@pytest.mark.parametrize(
    ("date", "kind"),
    [
        ("2012-12-31", "programme"),
        ("2013-01-01", "section"),
        ("2016-05-31", "section"),
        ("2016-06-01", "part"),
    ],
)
def test_the_kind_is_that_of_the_date(client, moved, date, kind):
    for asked in ("programme", "section", "part"):
        assert ("juss" in found(client, f"q=juss&kind={asked}&date={date}")) is (asked == kind)


def test_a_place_that_was_unknown_is_said_to_be_unknown(client, content):
    then = entry(client, "statens-stralevern", "kind=agency&date=2015-06-01")
    assert "Agency, the documents do not say part of what on this date" in then
    assert "part of Norwegian Directorate" in entry(client, "statens-stralevern", "kind=agency")
    top = entry(client, "helse-og-omsorgsdepartementet", "kind=ministry&date=2015-06-01")
    assert "do not say part of what" not in top


def test_at_a_date_the_division_filter_says_which_chart_it_goes_by(client, content):
    said = "By the latest known chart, also when you ask for another date."
    for path in ("units", "leaders"):
        page = client.get(f"/en/{path}?date=2016-01-01").text
        assert said in page
        (division,) = [d for d in page.split('<details class="facet">') if "<summary>Division" in d]
        assert said in division.split("</details>")[0]
        assert said not in client.get(f"/en/{path}").text


def test_the_parent_is_named(client, content):
    page = client.get("/en/units?kind=part").text
    assert words(page).count("Part of a section, part of Section for Law and Quality") == 2
    assert links(page[page.index('<ul class="entries') :], "people") == []
