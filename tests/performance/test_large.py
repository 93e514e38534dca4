"""What large content shows: as much as a reader takes in, and the way to the rest."""

import re

from directory.models import Unit
from hdir.pages.home import BRANCHES, CHILDREN, GOAL_AREAS
from strategy.models import Contribution, FocusArea, GoalArea
from strategy.paging import CONTRIBUTIONS, SHOWN
from strategy.paging import GOAL_AREAS as GOAL_AREAS_A_PAGE

STRATEGY = "strategi-2014-2018"


def more_goal_areas(number: int) -> None:
    for n in range(number):
        area = GoalArea.objects.create(
            key=f"g{n}",
            strategy_id=STRATEGY,
            number=100 + n,
            position=100 + n,
            name_nb=f"Mål {n}",
            origin="nb",
        )
        FocusArea.objects.create(key=f"f{n}", goal_area=area, name_nb=f"Satsing {n}", origin="nb")


def test_the_home_page_shows_the_first_of_many_and_says_how_many_more_there_are(client, content):
    top = Unit.objects.get(pk="helsedirektoratet")
    many = Unit.objects.create(
        key="many", kind="division", parent=top, position=0, name_nb="Mange", origin="nb"
    )
    for n in range(CHILDREN + 7):
        Unit.objects.create(
            key=f"s{n}", kind="section", parent=many, position=n, name_nb=f"Seksjon {n}", origin="nb"
        )
    more_goal_areas(GOAL_AREAS)
    html = client.get("/nb/").text
    assert html.count(">Seksjon ") == CHILDREN
    assert '<a href="/nb/units/many#below">og 7 til</a>' in html
    assert len(re.findall(r'href="/nb/goal-areas/', html)) == GOAL_AREAS
    for n in range(BRANCHES):
        Unit.objects.create(
            key=f"d{n}", kind="division", parent=top, position=50 + n, name_nb=f"D {n}", origin="nb"
        )
    assert client.get("/nb/").text.count('<div class="card">') <= BRANCHES


def test_a_strategy_with_many_goal_areas_goes_page_by_page(client, content):
    before = GoalArea.objects.filter(strategy=STRATEGY).count()
    assert before <= GOAL_AREAS_A_PAGE  # the real one is a page
    assert 'class="pagination"' not in client.get(f"/nb/strategies/{STRATEGY}").text
    more_goal_areas(GOAL_AREAS_A_PAGE)
    for page in ("", "/matrix", "/booklet"):
        first = client.get(f"/nb/strategies/{STRATEGY}{page}").text
        second = client.get(f"/nb/strategies/{STRATEGY}{page}?page=2").text
        last = f"Mål {GOAL_AREAS_A_PAGE - 1}"
        assert 'rel="next"' in first, page
        assert last not in first, page
        assert last in second, page


def test_the_matrix_keeps_its_page_when_a_mark_is_explained(client, content):
    more_goal_areas(GOAL_AREAS_A_PAGE)
    contribution = Contribution.objects.first()
    contribution.pk, contribution.focus_area_id = "late", f"f{GOAL_AREAS_A_PAGE - 1}"
    contribution.save(force_insert=True)
    html = client.get(f"/nb/strategies/{STRATEGY}/matrix?page=2").text
    address = re.search(r'href="(\?[^"]*why=late[^"]*)"', html)[1].replace("&amp;", "&").partition("#")[0]
    assert 'id="why"' in client.get(f"/nb/strategies/{STRATEGY}/matrix{address}").text


def carry_ncd(number: int) -> None:
    one = Contribution.objects.filter(focus_area="ncd").first()
    for n in range(number):
        Unit.objects.create(
            key=f"c{n}", kind="section", parent_id="helsedirektoratet", name_nb=f"Enhet {n}", origin="nb"
        )
        one.pk, one.unit_id, one.position = f"c{n}", f"c{n}", 1000 + n
        one.save(force_insert=True)


def test_a_focus_area_that_many_carry_goes_page_by_page(client, content):
    carry_ncd(CONTRIBUTIONS)
    first, second = (client.get(f"/nb/focus-areas/ncd?page={n}").text for n in (1, 2))
    assert f"Enhet {CONTRIBUTIONS - 1}" not in first
    assert f"Enhet {CONTRIBUTIONS - 1}" in second


def test_where_several_focus_areas_stand_each_shows_the_first_that_carry_it(client, content):
    before = Contribution.objects.filter(focus_area="ncd").count()
    pages = ("/nb/goal-areas/folkehelse-og-globalt-perspektiv", f"/nb/strategies/{STRATEGY}/booklet")
    assert not [page for page in pages if '<a href="/nb/focus-areas/ncd">og ' in client.get(page).text]
    carry_ncd(SHOWN)
    for page in pages:
        html = client.get(page).text
        assert f'<a href="/nb/focus-areas/ncd">og {before} til</a>' in html, page
        assert f"Enhet {SHOWN - before - 1}<" in html, page
        assert f"Enhet {SHOWN - before}<" not in html, page
