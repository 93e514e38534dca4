"""Two editions beside each other, and the whole strategy as one document."""

import re
from html import unescape

import pytest

from strategy.editions import Change, Item, Pair, compare
from strategy.models import Contribution, FocusArea, GoalArea, Strategy
from tests.directory.reading import headings, words

FIRST = "strategi-2014-2018"


def items(*pairs):
    return [Item.of(key, names, parent) for key, names, parent in pairs]


def test_the_same_thing_is_found_by_name_whatever_its_key():
    old = items(("a", ["Barne- og ungdomshelse"], "g"))
    new = items(("x", ["BARNE- OG  UNGDOMSHELSE"], "h"))
    assert compare(old, new) == [Pair("a", "x", (Change.KEPT,))]


def test_a_name_in_another_language_or_another_name_in_use_is_enough_to_know_it_again():
    old = items(("a", ["NCD (ikke-smittsomme sykdommer)", "", "NCD"], ""))
    new = items(("b", ["Ikke-smittsomme sykdommer", "", "NCD"], ""))
    assert compare(old, new) == [Pair("a", "b", (Change.RENAMED,))]


def test_a_key_with_a_number_behind_it_is_the_same_thing_under_another_name():
    old = items(("ncd", ["NCD"], ""), ("digitalisering-2014-2018", ["Digitalisering"], ""))
    new = items(("ncd-2", ["Kroniske sykdommer"], ""), ("digitalisering-2019-2023", ["E-helse"], ""))
    assert compare(old, new) == [
        Pair("ncd", "ncd-2", (Change.RENAMED,)),
        Pair("digitalisering-2014-2018", "digitalisering-2019-2023", (Change.RENAMED,)),
    ]


def test_a_name_counts_for_more_than_a_key():
    old = items(("a", ["Rus"], ""), ("b", ["Helse"], ""))
    new = items(("a-2", ["Helse"], ""), ("c", ["Rus"], ""))
    assert {(p.old, p.new) for p in compare(old, new)} == {("a", "c"), ("b", "a-2")}


def test_what_has_another_goal_area_has_moved():
    goals = [Pair("g", "h", (Change.RENAMED,)), Pair("k", "l", (Change.KEPT,))]
    old = items(("a", ["A"], "g"), ("b", ["B"], "g"))
    new = items(("x", ["A"], "h"), ("y", ["B"], "l"))
    assert [p.changes for p in compare(old, new, goals)] == [(Change.KEPT,), (Change.MOVED,)]


def test_what_came_and_what_went():
    pairs = compare(items(("a", ["A"], "")), items(("b", ["B"], "")))
    assert pairs == [Pair("a", None, (Change.GONE,)), Pair(None, "b", (Change.NEW,))]
    assert compare([], []) == []


def second_edition():
    """An edition that keeps one focus area, renames one, moves one, drops the rest and adds one."""
    first = Strategy.objects.get(pk=FIRST)
    later = Strategy.objects.create(
        key="strategi-2019-2023", unit=first.unit, name_nb="Ny strategi", valid_from="2019", valid_to="2023"
    )
    health = GoalArea.objects.create(
        key="folkehelse-2", strategy=later, number=1, name_nb="Folkehelse og globalt perspektiv"
    )
    digital = GoalArea.objects.create(key="digital", strategy=later, number=2, name_nb="Det digitale")
    for key, area, name in (
        ("aldring-og-demens-2019", health, "Aldring og demens"),
        ("ncd-2019", health, "Kroniske sykdommer"),
        ("brukerinvolvering-2019", digital, "Brukerinvolvering"),
        ("kunstig-intelligens", digital, "Kunstig intelligens"),
    ):
        FocusArea.objects.create(key=key, goal_area=area, name_nb=name)
    return later


def test_with_one_edition_the_page_says_that_there_is_only_one(client, content):
    html = client.get(f"/en/strategies/{FIRST}/compare").text
    assert "There is only one edition of the strategy." in html
    assert "<table" not in html


def test_an_edition_of_another_organisation_is_no_edition(client, content):
    Strategy.objects.create(key="helfos", unit_id="helfo", name_nb="Helfos strategi", valid_from="2020")
    assert "only one edition" in client.get(f"/en/strategies/{FIRST}/compare").text
    assert client.get(f"/en/strategies/{FIRST}/compare?with=helfos").status_code == 400


@pytest.mark.parametrize("address", [f"{FIRST}/compare", "strategi-2019-2023/compare"])
def test_two_editions_are_set_side_by_side_the_older_one_first(client, content, address):
    second_edition()
    html = client.get(f"/nn/strategies/{address}").text
    heads = re.findall(r'<th scope="col"><a href="/nn/strategies/([^"]+)"', html)
    assert heads == [FIRST, "strategi-2019-2023"]
    rows = {}
    for row in re.findall(r"<tr class.*?</tr>", html, re.S):
        rows[tuple(re.findall(r'href="/nn/(?:focus|goal)-areas/([^"]+)"', row))] = row
    assert ("aldring-og-demens", "aldring-og-demens-2019") in rows
    assert "changed" not in rows["aldring-og-demens", "aldring-og-demens-2019"]
    for pair in (
        ("ncd", "ncd-2019"),
        ("brukerinvolvering", "brukerinvolvering-2019"),
        ("kunstig-intelligens",),
    ):
        assert 'class=" changed"' in rows[pair]
    assert ("folkehelse-og-globalt-perspektiv", "folkehelse-2") in rows
    # Whatever is in either edition stands there once: 21 and 1 focus areas, 5 and 1 goal areas.
    assert len(rows) == 22 + 6


def test_the_comparison_counts_what_changed(client, content):
    second_edition()
    count = re.search(
        r'<p class="count">(.*?)</p>', client.get(f"/en/strategies/{FIRST}/compare").text, re.S
    )[1]
    assert words(count) == (
        "Focus areas: 1 as before, 1 new name, 1 in another goal area, 1 new, 18 no longer there"
    )


def test_of_three_editions_the_reader_chooses_two(client, content):
    first = Strategy.objects.get(pk=FIRST)
    second_edition()
    Strategy.objects.create(key="tidlig", unit=first.unit, name_nb="Tidlig", valid_from="2009")
    html = client.get(f"/en/strategies/{FIRST}/compare?with=strategi-2019-2023").text
    assert 'compare?with=tidlig"' in html
    assert re.search(r'with=strategi-2019-2023" aria-current="page"', html)
    # Without a choice it is the one before.
    heads = re.findall(
        r'<th scope="col"><a href="/en/strategies/([^"]+)"',
        client.get(f"/en/strategies/{FIRST}/compare").text,
    )
    assert heads == ["tidlig", FIRST]
    assert client.get(f"/en/strategies/{FIRST}/compare?with={FIRST}").status_code == 400


def test_the_whole_strategy_stands_in_one_document(client, content):
    html = client.get(f"/en/strategies/{FIRST}/booklet").text
    text = unescape(words(html))
    areas = list(GoalArea.objects.order_by("number"))
    chapters = [h.removesuffix(" our translation") for h in headings(html, 2)]
    assert [h for h in chapters if h in {a.name_en for a in areas}] == [a.name_en for a in areas]
    for area in areas:
        for name in ("aims", "background", "consequences"):
            first = getattr(area, f"{name}_en").split("\n")[0]
            assert " ".join(re.sub(r"[*_]", "", first).split())[:60] in text
    for contribution in Contribution.objects.all():
        assert contribution.reason_en in text
    assert html.count('<span class="mark mark-stated">') == 42
    assert '<a href="#dialog-og-medvirkning">' in html
    assert 'id="dialog-og-medvirkning"' in html


def test_the_strategy_leads_to_matrix_booklet_and_comparison(client, content):
    html = client.get(f"/nb/strategies/{FIRST}?date=2016-01-01").text
    for page in ("matrix", "booklet", "compare"):
        address = f"/nb/strategies/{FIRST}/{page}?date=2016-01-01"
        assert f'href="{address}"' in html
        assert client.get(address).status_code == 200
