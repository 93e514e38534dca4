"""The matrix of focus areas and units: every mark, its reason, and what nobody carries."""

import re
from html import unescape

import pytest

from directory.models import Unit, UnitKind
from strategy.models import Basis, Contribution, FocusArea, GoalArea, Strategy
from tests.directory.reading import words

MATRIX = "strategies/strategi-2014-2018/matrix"
WAYS = ("", "by=goal", "by=division")


def table(client, query="", language="nb"):
    return re.search("<table.*?</table>", client.get(f"/{language}/{MATRIX}?{query}").text, re.S)[0]


def rows(html):
    """The rows of a table by the key that each is headed by."""
    return dict(re.findall(r'<tr id="row-([^"]+)">(.*?)</tr>', html, re.S))


def marks(html):
    """The contributions that a piece of a table shows, each with the form of its mark."""
    return dict(re.findall(r'why=([a-z0-9-]+)#why"[^>]*><span class="mark mark-(\w+)"', unescape(html)))


@pytest.mark.parametrize("way", WAYS)
def test_every_contribution_stands_once_with_its_basis(client, content, way):
    html = table(client, way)
    assert marks(html) == dict(Contribution.objects.values_list("pk", "basis"))
    assert len(re.findall(r"why=", html)) == Contribution.objects.count() == 112


@pytest.mark.parametrize("way", WAYS)
def test_stated_and_judged_are_told_apart_by_words_too(client, content, way):
    found = re.findall(r'class="basis">, ([^<]+)<', table(client, way, "en"))
    assert found.count("stated by the documents") == 42
    assert found.count("editorial judgement") == 70


def test_the_whole_matrix_has_a_column_for_each_focus_area_under_its_goal_area(client, content):
    html = table(client)
    head = html[: html.index("</thead>")]
    expected = FocusArea.objects.order_by("goal_area__position", "position").values_list("pk", flat=True)
    assert re.findall(r'scope="col"><a href="/nb/focus-areas/([^"]+)"', head) == list(expected)
    spans = re.findall(r'scope="colgroup" colspan="(\d)"><a href="/nb/goal-areas/([^"]+)"', head)
    areas = GoalArea.objects.order_by("position")
    assert spans == [(str(area.focus_areas.count()), area.pk) for area in areas]
    for row in rows(html).values():
        assert len(re.findall("<td>", row)) == 21
    assert len(rows(html)) == 41


def test_units_stand_under_their_division_in_the_order_of_the_chart(client, content):
    html = table(client)
    groups = re.findall(r'<th scope="rowgroup"[^>]*>(.*?)</th>', html, re.S)
    assert [words(group) for group in groups] == [
        "Divisjon folkehelse",
        "Divisjon helseøkonomi og finansiering",
        "Divisjon kompetanse og personell",
        "Divisjon primærhelsetjenester",
        "Divisjon spesialisthelsetjenester",
        "Divisjon utvikling og digitalisering",
        "Etater",
    ]
    third = html.split('scope="rowgroup"')[3]
    # Sections stand in the division of their department.
    assert list(rows(third))[:3] == ["autorisasjon", "seksjon-kundesenter", "seksjon-pleiegruppene"]


def test_by_goal_area_each_focus_area_names_its_units_by_division(client, content):
    html = table(client, "by=goal")
    ncd = re.findall("<td>(.*?)</td>", rows(html)["ncd"], re.S)
    # Six divisions and the agencies.
    assert len(ncd) == 7
    assert words(re.sub(r'<span class="basis">.*?</span>', "", ncd[3])) == "Allmennhelsetjenester"
    assert len(marks(ncd[0])) == 4
    assert list(rows(html)) == list(
        FocusArea.objects.order_by("goal_area__position", "position").values_list("pk", flat=True)
    )


def test_by_division_each_unit_names_its_focus_areas_by_goal_area(client, content):
    html = table(client, "by=division")
    cells = re.findall("<td>(.*?)</td>", rows(html)["helfo"], re.S)
    assert [len(marks(cell)) for cell in cells] == [0, 1, 0, 2, 0]


@pytest.mark.parametrize("way", WAYS)
def test_a_mark_leads_to_its_reason_on_the_same_page(client, content, way):
    key = "ernaering-og-forebygging-i-helsetjenesten-ncd"
    address = next(a for a in re.findall(r'href="([^"]+)"', unescape(table(client, way, "en"))) if key in a)
    html = client.get(f"/en/{MATRIX}{address.partition('#')[0]}").text
    why = re.search(r'<tr class="why" id="why">.*?</tr>', html, re.S)[0]
    contribution = Contribution.objects.get(pk=key)
    assert contribution.reason_en in unescape(why)
    assert "stated by the documents" in why
    assert "Rests on the task: NCD – following up the strategy" in words(why)
    assert 'href="/en/documents/003">003:91</a>' in why
    assert html.count('aria-current="true"><span class="mark mark-stated">') == 1
    # It closes at the row it was opened from.
    row = "ncd" if way == "by=goal" else "ernaering-og-forebygging-i-helsetjenesten"
    assert re.search(rf'class="close" href="\?{way}#row-{row}"', why)


def test_a_reason_that_is_not_in_the_matrix_explains_nothing(client, content):
    response = client.get(f"/en/{MATRIX}?why=nothing-like-this")
    assert response.status_code == 200
    assert 'id="why"' not in response.text


@pytest.mark.parametrize(("query", "status"), [("by=colour", 400), ("date=1", 400)])
def test_a_wrong_question_is_refused(client, content, query, status):
    assert client.get(f"/en/{MATRIX}?{query}").status_code == status


def test_a_strategy_that_there_isnt_has_no_matrix_booklet_or_comparison(client, content):
    for page in ("matrix", "booklet", "compare"):
        assert client.get(f"/en/strategies/no-such/{page}").status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_what_nobody_carries_is_said_and_stays_in_the_matrix(client, content, way):
    assert "Every focus area is carried by at least one unit." in client.get(f"/en/{MATRIX}?{way}").text
    Contribution.objects.filter(focus_area="aldring-og-demens").delete()
    html = client.get(f"/en/{MATRIX}?{way}").text
    said = words(re.search(r'<p class="uncarried">.*?</p>', html, re.S)[0])
    assert said == "Carried by no unit, as far as its tasks say: Ageing and dementia."
    if way != "by=division":
        assert "/en/focus-areas/aldring-og-demens" in re.search("<table.*?</table>", html, re.S)[0]
    if way == "by=goal":
        assert "carried by no unit" in words(rows(table(client, way, "en"))["aldring-og-demens"])


def test_links_keep_the_date_and_the_way(client, content):
    html = unescape(client.get(f"/en/{MATRIX}?by=goal&date=2016-01-01").text)
    assert 'href="?by=division&date=2016-01-01"' in html
    assert 'href="?by=goal&date=2016-01-01&why=helfo-rettighetsforvaltning#why"' in html
    assert 'href="/en/units/helfo?date=2016-01-01"' in html or "/en/focus-areas/ncd?date=2016-01-01" in html


def test_a_contribution_that_was_over_is_not_in_the_matrix_of_a_later_date(client, content):
    Contribution.objects.filter(pk="allmennhelsetjenester-ncd").update(valid_to="2015")
    assert "allmennhelsetjenester-ncd" in marks(table(client, "date=2015-06-01"))
    assert "allmennhelsetjenester-ncd" not in marks(table(client, "date=2016-06-01"))


def test_a_unit_that_had_closed_carries_nothing(client, content):
    closed = Unit.objects.get(pk="pasientsikkerhetsprogrammet")
    assert closed.valid_to == "2018"
    assert closed.pk in rows(table(client, "date=2018-06-01"))
    assert closed.pk not in rows(table(client, "date=2024-06-01"))
    assert closed.pk not in client.get("/nb/focus-areas/effektive-kvalitetstiltak?date=2024-06-01").text


def test_a_unit_whose_place_was_unknown_stands_apart(client, content):
    html = table(client, "date=2015-06-01", "en")
    last = html.split('scope="rowgroup"')[-1]
    assert "Place in the chart unknown at this date" in words(last)
    assert list(rows(last)) == ["statens-stralevern"]


def test_an_empty_strategy_says_that_it_is_empty(client, content):
    Strategy.objects.create(key="tom", unit_id="helsedirektoratet", name_nb="Tom", valid_from="2030")
    html = client.get("/en/strategies/tom/matrix").text
    assert "The strategy has no focus areas." in html
    assert "<table" not in html


def test_a_units_page_leads_to_its_row(client, content):
    html = client.get("/nb/units/helfo").text
    assert f'href="/nb/{MATRIX}#row-helfo"' in html
    assert 'id="row-helfo"' in table(client)


@pytest.mark.parametrize(
    ("page", "queries"),
    [("matrix", 11), ("matrix?by=goal", 11), ("matrix?date=2016-01-01", 12), ("booklet", 8), ("compare", 4)],
)
def test_queries_dont_grow_with_the_contributions(client, content, django_assert_num_queries, page, queries):
    address = f"/en/strategies/strategi-2014-2018/{page}"
    Contribution.objects.exclude(unit__in=["helfo", "allmennhelsetjenester"]).delete()
    with django_assert_num_queries(queries):
        client.get(address)
    for n in range(30):
        unit = Unit.objects.create(
            key=f"ny-{n}", name_nb=f"Ny {n}", kind=UnitKind.DEPARTMENT, parent_id="divisjon-folkehelse"
        )
        for area in ("ncd", "brukerinvolvering", "digitalisering"):
            Contribution.objects.create(
                key=f"ny-{n}-{area}",
                unit=unit,
                focus_area_id=area,
                basis=Basis.JUDGED,
                reason_nb="Fordi.",
                sources=[{"document": "003", "line": "1"}],
            )
    with django_assert_num_queries(queries):
        client.get(address)
