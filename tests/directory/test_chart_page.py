"""One organisation, three views: what each shows, how it folds, and the drawing as a file."""

import html
import re
import xml.etree.ElementTree as ET

import pytest

from directory.models import Membership, Person, Post, Unit, UnitKind
from tests.directory.reading import drawings, links, parsed, section, words

NS = "{http://www.w3.org/2000/svg}"
VIEWS = ("drawing", "list", "table")
# What a page may weigh uncompressed so that it stays below 40 kB compressed with its stylesheet.
HEAVIEST = 330_000


def main(page: str) -> str:
    return re.search("<main.*?</main>", page, re.S)[0]


def boxes(svg: ET.Element) -> list[str]:
    """The keys of the units in a drawing, in reading order."""
    found = [a.get("href") for a in svg.iter("a") if a.get("class").startswith("box")]
    return [re.search(r"/units/([a-z0-9-]+)", address)[1] for address in found]


def grow(number: int, below: str = "helsedirektoratet", each: int = 100) -> None:
    """Adds divisions of a hundred departments each, until there are so many units more."""
    made: list[Unit] = []
    for n in range(number):
        head = n - n % each
        parent, kind = (f"big-{head}", UnitKind.DEPARTMENT) if n % each else (below, UnitKind.DIVISION)
        made.append(
            Unit(key=f"big-{n}", kind=kind, parent_id=parent, name_nb=f"Enhet {n}", sort_nb=f"enhet {n:06}")
        )
    Unit.objects.bulk_create(made)


def test_the_three_views_show_the_same_units_in_the_same_order(client, content):
    drawn = drawings(client.get("/nb/organisation").text)
    assert [svg.get("class") for svg in drawn] == [
        "drawing drawing-wide",
        "drawing drawing-middle",
        "drawing drawing-narrow",
    ]
    listed = links(main(client.get("/nb/organisation?view=list").text), "units")
    assert len(listed) == 62
    table = re.search("<table.*?</table>", client.get("/nb/organisation?view=table").text, re.S)[0]
    assert re.findall(r'<th scope="row">\s*<a href="/nb/units/([a-z0-9-]+)"', table) == listed
    assert boxes(drawn[2]) == listed
    # Where agencies stand beside the stem they are drawn, and read, before the divisions.
    assert sorted(boxes(drawn[0])) == sorted(boxes(drawn[1])) == sorted(listed)
    assert boxes(drawn[0])[:9] == [*listed[:7], *listed[-2:]]


def test_a_box_says_in_words_all_that_the_page_knows(client, content):
    page = drawings(client.get("/en/organisation").text)[0]
    labels = {a.get("href"): a.get("aria-label") for a in page.iter("a")}
    assert labels["/en/units/global-helse"] == (
        "Global Health – department; Otto Christian Rø, Head of Department, constituted"
    )
    assert "nothing published" in labels["/en/units/okonomi-og-styring"].lower()
    assert labels["/en/units/helfo"] == "Helfo – agency"


def test_the_table_says_what_a_unit_is_part_of_and_counts_what_is_below(client, content):
    page = client.get("/en/organisation?view=table").text
    rows = [words(row) for row in re.findall("<tr.*?</tr>", page, re.S)]
    assert rows[0] == "Unit Kind Part of Head Units below"
    assert any(
        r.startswith("Global Health department Division of Public Health Otto Christian Rø") for r in rows
    )
    assert any(r.startswith("Helsedirektoratet") or "Directorate of Health directorate" in r for r in rows)
    assert "55" in next(r for r in rows if r.startswith("Norwegian Directorate of Health directorate"))


@pytest.mark.parametrize("view", VIEWS)
def test_leaders_can_be_left_out(client, content, view):
    assert "Jakob Linhave" in client.get(f"/nb/organisation?view={view}").text
    page = client.get(f"/nb/organisation?view={view}&heads=no").text
    assert "Jakob Linhave" not in page
    assert "Miljø og helse" in page


def test_a_leader_who_left_is_not_in_the_drawing(client, content):
    Membership.objects.filter(person__name="Jakob Linhave").update(valid_to="2017")
    assert "Jakob Linhave" not in client.get("/nb/organisation").text


def test_links_of_the_page_keep_what_was_chosen(client, content):
    page = html.unescape(client.get("/en/organisation?view=table&heads=no&date=2017-01-01").text)
    for query in (
        "?heads=no&date=2017-01-01",
        "?view=list&heads=no&date=2017-01-01",
        "?view=table&date=2017-01-01",
        "?view=table&heads=no&open=&date=2017-01-01",
    ):
        assert f'href="{query}"' in page
    assert 'aria-current="page">Table' in page


def test_a_division_is_folded_and_unfolded_by_links(client, content):
    page = drawings(client.get("/nb/organisation").text)[0]
    fold = {a.get("aria-label"): a.get("href") for a in page.iter("a") if a.get("class") == "toggle"}
    assert len(fold) == 7
    address = next(a for label, a in fold.items() if "Divisjon folkehelse" in label)
    folded = client.get(f"/nb/organisation{address}").text
    assert "global-helse" not in main(folded)
    assert "behandlingsrefusjon" in main(folded)
    assert "56" in words(main(folded))
    toggles = {a.get("aria-label"): a.get("href") for a in drawings(folded)[0].iter("a")}
    back = next(a for label, a in toggles.items() if "Unfold" in label or "Fold ut" in label)
    # Where all is unfolded again, the address is the plain one.
    assert back == "?"


def test_everything_can_be_folded_at_once_and_opened_again(client, content):
    page = html.unescape(client.get("/nb/organisation?open=").text)
    assert len(boxes(drawings(page)[0])) == 1 + 1 + 1 + 6 + 2
    assert 'href="?"' in page
    assert sorted(boxes(drawings(page)[2])) == sorted(boxes(drawings(page)[0]))


def test_folds_mean_the_same_in_every_view(client, content):
    expected = sorted(boxes(drawings(client.get("/nb/organisation?open=divisjon-folkehelse").text)[0]))
    assert len(expected) == 11 + 6
    for view in ("list", "table"):
        page = client.get(f"/nb/organisation?view={view}&open=divisjon-folkehelse").text
        found = re.findall(r'<a href="/nb/units/([a-z0-9-]+)">', main(page))
        assert sorted(found) == expected


@pytest.mark.parametrize(
    "query", ["view=circles", "heads=perhaps", "view=", "date=2017-02-30", "open=a&view=list&heads=1"]
)
def test_a_wrong_choice_is_refused_with_a_page(client, content, query):
    response = client.get(f"/en/organisation?{query}")
    assert response.status_code == 400
    assert "<h1>" in response.text


def test_a_branch_that_is_no_unit_opens_nothing(client, content):
    page = client.get("/nb/organisation?open=nobody&open=%3Cscript%3E")
    assert page.status_code == 200
    assert len(boxes(drawings(page.text)[0])) == 11
    assert "<script>" not in page.text


def test_a_date_marks_what_is_unknown_in_drawing_and_table(client, content):
    page = client.get("/en/organisation?date=2015-06-01").text
    first = drawings(page)[0]
    unknown = [a for a in first.iter("a") if "unknown" in a.get("class").split()]
    assert len(unknown) == 60
    assert all("unknown at this date" in a.get("aria-label") for a in unknown)
    assert "dashed frame" in words(page)
    # The unit whose place is unknown stands outside, not in the drawing.
    assert "statens-stralevern" not in boxes(first)
    assert links(section(page, "outside"), "units") == ["statens-stralevern"]
    table = client.get("/en/organisation?view=table&date=2015-06-01").text
    assert table.count("unknown at this date</span>") == 61
    listed = client.get("/en/organisation?view=list&date=2015-06-01").text
    assert listed.count("unknown at this date</span>") == 61
    assert "dashed frame" not in words(client.get("/en/organisation").text)


@pytest.mark.parametrize("view", VIEWS)
def test_what_has_ended_or_not_begun_or_has_no_text_is_marked_in_every_view(client, content, view):
    Unit.objects.filter(pk="hr").update(valid_to="2018")
    Unit.objects.filter(pk="global-helse").update(valid_from="2999")
    page = client.get(f"/en/organisation?view={view}").text
    said = said_of_units(page, view)
    assert "ended" in said["hr"]
    assert "not yet" in said["global-helse"]
    assert "nothing published" in said["okonomi-og-styring"]
    assert not any(mark in said["miljo-og-helse"] for mark in ("ended", "not yet", "nothing published"))
    if view == "drawing":
        assert "ended" in said_of_units(client.get("/en/organisation.svg").text, view)["hr"]


def said_of_units(page: str, view: str) -> dict[str, str]:
    """What a view shows of each unit, by key: the visible words of its box, entry or row."""
    if view == "drawing":
        link = (
            r'<a class="box[^"]*" href="[^"]*/units/([a-z0-9-]+)[^"]*"[^>]*>(?:(?!</a>).)*?</title>(.*?)</a>'
        )
    else:
        around = "tr" if view == "table" else "div"
        link = rf'<a href="/en/units/([a-z0-9-]+)[^"]*">(.*?)</{around}>'
    return {key: words(rest).lower() for key, rest in re.findall(link, page, re.S)}


@pytest.mark.parametrize("view", VIEWS)
def test_a_leader_who_is_not_documented_in_a_documented_unit_is_said_to_be_so(client, content, view):
    page = client.get(f"/en/organisation?view={view}&date=2015-06-01").text
    said = said_of_units(page, view)
    perhaps = "perhaps anne-grete skjellanger" if view == "drawing" else "(not documented)"
    assert perhaps in said["pasientsikkerhetsprogrammet"]
    then = said_of_units(client.get(f"/en/organisation?view={view}&date=2017-01-01").text, view)
    assert perhaps not in then["pasientsikkerhetsprogrammet"]


def test_nothing_at_all_is_said_to_be_nothing(client, content):
    Membership.objects.all().delete()
    Unit.objects.filter(valid_from=None).update(valid_from="2014")
    for view in VIEWS:
        page = client.get(f"/en/organisation?view={view}&date=1850-01-01").text
        assert "The documents say nothing about the organisation at this date." in page
        assert "<svg" not in page
    assert client.get("/en/organisation.svg?date=1850-01-01").status_code == 200


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("number", [0, 1_000, 10_000])
def test_a_large_organisation_takes_no_more_queries_and_no_larger_page(
    client, content, django_assert_num_queries, view, number
):
    grow(number)
    with django_assert_num_queries(6):
        page = client.get(f"/nb/organisation?view={view}").text
    assert len(page) < HEAVIEST
    with django_assert_num_queries(7):
        client.get(f"/nb/organisation?view={view}&date=2017-01-01")
    if number:
        assert f"{62 + number} enheter" in words(page)
        # What is folded can be opened, one division at a time.
        assert "Enhet 100" in page
        assert "Enhet 101" not in page
        opened = client.get(f"/nb/organisation?view={view}&open=big-100").text
        assert "Enhet 101" in opened
        assert len(opened) < HEAVIEST


def test_a_long_row_of_units_ends_with_a_link_to_them_all(client, content):
    grow(500, below="juss", each=500)
    page = html.unescape(client.get("/nb/organisation?open=big-0").text)
    assert 'href="/nb/units/big-0#below"' in page
    listed = html.unescape(client.get("/nb/organisation?view=list&open=big-0").text)
    assert 'href="/nb/units/big-0#below"' in listed
    assert len(page) < HEAVIEST


def test_names_of_every_kind_are_written_safely(client, content):
    Unit.objects.filter(pk="juss").update(name_nb='<b>Juss</b> & "rett"', sort_nb="juss")
    post = Post.objects.create(key="x", unit_id="juss", title_nb="leder & <i>")
    Membership.objects.create(key="x", post=post, person=Person.objects.create(key="x", name="O'\"<u>"))
    page = client.get("/nb/organisation").text
    assert "<b>Juss" not in page
    assert "<u>" not in page
    label = [a.get("aria-label") for a in drawings(page)[0].iter("a") if "/juss" in a.get("href")]
    assert label == ['<b>Juss</b> & "rett" – del av en seksjon; O\'"<u>, leder & <i>']
    parsed(client.get("/nb/organisation.svg").content)


# The file.


def test_the_file_is_an_svg_of_its_own_with_links_to_this_site(client, content, settings):
    response = client.get("/nb/organisation.svg")
    assert response.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert 'filename="organisation.svg"' in response.headers["Content-Disposition"]
    root = parsed(response.content)
    found = [a.get("href") for a in root.iter(f"{NS}a")]
    assert len(found) == 62
    assert all(address.startswith(f"{settings.SITE_URL}/nb/units/") for address in found)
    captions = [t.text for t in root.findall(f"{NS}text")]
    assert any("1. januar 2017" in text for text in captions)
    assert response.content == client.get("/nb/organisation.svg").content


def test_the_file_of_a_date_says_so_and_has_those_without_a_place(client, content):
    response = client.get("/en/organisation.svg?date=2015-06-01&background=white&heads=no")
    assert 'filename="organisation-2015-06-01.svg"' in response.headers["Content-Disposition"]
    root = parsed(response.content)
    captions = " ".join(t.text for t in root.findall(f"{NS}text"))
    assert "1 June 2015" in captions
    assert "Place in the chart unknown at this date" in captions
    assert "date=2015-06-01" in next(root.iter(f"{NS}a")).get("href")
    assert root.find(f"{NS}rect").get("fill") == "#ffffff"


def test_a_browser_may_apply_the_style_of_the_file_and_no_other(client, content):
    policy = client.get("/nb/organisation.svg").headers["Content-Security-Policy"]
    assert "style-src 'self' 'sha256-" in policy
    assert "unsafe" not in policy
    assert "sha256" not in client.get("/nb/organisation").headers["Content-Security-Policy"]


@pytest.mark.parametrize("query", ["background=pink", "date=yesterday", "view=pie"])
def test_a_file_that_cannot_be_made_is_refused(client, content, query):
    assert client.get(f"/nb/organisation.svg?{query}").status_code == 400
