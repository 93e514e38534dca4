"""The strategy's pages: what was wanted, who carries it, on what grounds."""

import re

import pytest
from django.utils.html import escape

from directory.models import LawRole
from strategy.models import Basis, Contribution, FocusArea, GoalArea, Strategy


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def main(html: str) -> str:
    return re.search("<main.*?</main>", html, re.S)[0]


def test_the_navigation_leads_to_the_newest_strategy_and_keeps_the_date(client, content):
    response = client.get("/en/strategies?date=2016-01-01")
    assert response.status_code == 302
    assert response.headers["Location"] == "/en/strategies/strategi-2014-2018?date=2016-01-01"


def test_a_strategy_of_unknown_time_is_not_the_newest(client, content):
    newest = Strategy.objects.get()
    Strategy.objects.create(key="utan-tid", unit=newest.unit, name_nb="Uten tid")
    Strategy.objects.create(key="eldre", unit=newest.unit, name_nb="Eldre", valid_from="2009")
    assert Strategy.objects.newest() == newest
    assert client.get("/en/strategies").headers["Location"] == f"/en/strategies/{newest.pk}"
    assert f'href="/en/strategies/{newest.pk}"' in client.get("/en/").text


def test_without_any_strategy_there_is_no_strategy_page(client, content):
    Strategy.objects.all().delete()
    assert client.get("/en/strategies").status_code == 404


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("nb", "Helsedirektoratets strategi 2014–2018"),
        ("nn", "Strategien til Helsedirektoratet 2014–2018"),
        ("en", "Strategy of the Norwegian Directorate of Health 2014–2018"),
    ],
)
def test_the_strategy_is_named_in_the_readers_language_and_marked_as_ended(client, content, language, name):
    html = client.get(f"/{language}/strategies/strategi-2014-2018").text
    assert f"<h1>{name}</h1>" in html
    assert '<span class="chip chip-ended">' in html
    assert '<time datetime="2016">2016</time>' in html


def test_the_strategy_lists_21_focus_areas_under_5_goal_areas_in_order(client, content):
    html = main(client.get("/nb/strategies/strategi-2014-2018").text)
    keys = re.findall(r'href="/nb/(?:goal|focus)-areas/([^"]+)"', html)
    expected = []
    for goal_area in GoalArea.objects.order_by("number"):
        expected.append(goal_area.pk)
        expected += goal_area.focus_areas.order_by("position").values_list("pk", flat=True)
    assert keys == expected
    assert len(keys) == 26


def test_the_strategy_counts_the_units_that_carry_each_focus_area(client, content):
    html = main(client.get("/en/strategies/strategi-2014-2018").text)
    counted = dict(re.findall(r'focus-areas/([^"]+)">.*?</a>\s*<span class="quiet">(\d+) unit', html))
    assert counted == {area.pk: str(area.contributions.count()) for area in FocusArea.objects.all()}


def test_a_goal_area_shows_its_three_texts_and_the_units_that_carry_it(client, content):
    html = main(client.get("/en/goal-areas/folkehelse-og-globalt-perspektiv").text)
    assert "Goal area 1" in html
    for heading in ("aims", "background", "consequences"):
        section = re.search(rf'aria-labelledby="{heading}".*?</section>', html, re.S)[0]
        assert len(words(section)) > 200
    ncd = re.search(r'id="ncd-units".*?</ul>', html, re.S)[0]
    assert re.findall(r'href="/en/units/([^"]+)"', ncd) == list(
        Contribution.objects.filter(focus_area="ncd").order_by("position").values_list("unit", flat=True)
    )


def test_a_name_that_no_document_gives_in_the_language_is_marked_as_our_translation(client, content):
    assert "our translation" in main(client.get("/en/goal-areas/dialog-og-medvirkning").text)
    assert "our translation" not in main(client.get("/nb/goal-areas/dialog-og-medvirkning").text)


def test_the_sources_of_a_goal_area_keep_what_was_printed(client, content):
    html = main(client.get("/nb/goal-areas/folkehelse-og-globalt-perspektiv").text)
    printed = re.findall(r'class="printed">(.*?)</li>', html, re.S)
    area = GoalArea.objects.get(pk="folkehelse-og-globalt-perspektiv")
    corrected = {s["printed"] for s in area.sources if "printed" in s}
    assert corrected
    assert all(any(word in row for row in printed) for word in corrected)


def test_a_focus_area_says_for_each_unit_on_what_basis_why_and_what_it_rests_on(client, content):
    html = main(client.get("/en/focus-areas/ncd").text)
    stated, judged = html.split('aria-labelledby="judged"')
    for basis, part in ((Basis.STATED, stated), (Basis.JUDGED, judged)):
        contributions = Contribution.objects.filter(focus_area="ncd", basis=basis).order_by("position")
        shown = re.findall(r'<li id="([^"]+)">', part)
        assert shown == [c.pk for c in contributions]
    first = re.search(r'<li id="ernaering-og-forebygging-i-helsetjenesten-ncd">.*?</li>', stated, re.S)[0]
    assert 'href="/en/units/ernaering-og-forebygging-i-helsetjenesten"' in first
    reason = Contribution.objects.get(pk="ernaering-og-forebygging-i-helsetjenesten-ncd").reason_en
    assert escape(reason) in first
    assert "Rests on the task: NCD – following up the strategy" in words(first)
    assert '<a class="citation" href="/en/documents/003">003:91</a>' in first


def test_a_contribution_that_rests_on_a_law_names_it(client, content):
    role = LawRole.objects.filter(unit__contributions__isnull=False).order_by("pk").first()
    contribution = Contribution.objects.filter(unit=role.unit_id).order_by("pk").first()
    Contribution.objects.filter(pk=contribution.pk).update(law_role=role)
    html = main(client.get(f"/nb/focus-areas/{contribution.focus_area_id}").text)
    item = re.search(rf'<li id="{contribution.pk}">.*?</li>', html, re.S)[0]
    assert f'href="/nb/laws/{role.law_id}"' in item


def test_a_focus_area_at_a_date_after_the_strategy_is_marked_as_ended(client, content):
    html = main(client.get("/en/focus-areas/ncd?date=2020-01-01").text)
    assert "Ended" in words(html)
    before = main(client.get("/en/focus-areas/ncd?date=2013-01-01").text)
    assert "Not yet" in words(before)
    during = main(client.get("/en/focus-areas/ncd?date=2016-01-01").text)
    assert "Ended" not in words(during)


def test_a_contribution_that_was_over_is_left_out(client, content):
    Contribution.objects.filter(pk="allmennhelsetjenester-ncd").update(valid_to="2015")
    assert "allmennhelsetjenester-ncd" in client.get("/en/focus-areas/ncd?date=2015-06-01").text
    assert "allmennhelsetjenester-ncd" not in client.get("/en/focus-areas/ncd?date=2016-06-01").text
    strategy = client.get("/en/strategies/strategi-2014-2018?date=2016-06-01").text
    assert re.search(r'focus-areas/ncd\?date=2016-06-01">.*?</a>\s*<span class="quiet">5 units', strategy)


def test_a_text_that_is_missing_is_shown_in_another_language_and_says_so(client, content):
    GoalArea.objects.filter(pk="dialog-og-medvirkning").update(background_en="", name_en="")
    html = main(client.get("/en/goal-areas/dialog-og-medvirkning").text)
    assert '<h1><span lang="nb">Dialog og medvirkning</span></h1>' in html
    # Said once, at the top, however many texts are concerned.
    assert html.count('class="fallback-note"') == 1
    assert words(html).index("shown in bokmål, because it isn’t written in English yet") < html.index("<h1>")
    background = re.search(r'aria-labelledby="background".*?</section>', html, re.S)[0]
    assert '<div lang="nb"><p>' in background


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_goal_area_and_focus_area_has_its_page(client, content, language):
    for area in [*GoalArea.objects.all(), *FocusArea.objects.all()]:
        html = client.get(f"/{language}/{area.list_name}/{area.pk}").text
        assert getattr(area, f"name_{language}") in html


@pytest.mark.parametrize("page", ["strategies", "goal-areas", "focus-areas"])
def test_an_unknown_key_is_404(client, content, page):
    assert client.get(f"/en/{page}/no-such").status_code == 404


@pytest.mark.parametrize(
    ("page", "queries"),
    [("strategies/strategi-2014-2018", 6), ("goal-areas/dialog-og-medvirkning", 6), ("focus-areas/ncd", 7)],
)
def test_queries_dont_grow_with_the_contributions(client, content, django_assert_num_queries, page, queries):
    Contribution.objects.exclude(unit__in=["helfo", "allmennhelsetjenester"]).delete()
    with django_assert_num_queries(queries):
        client.get(f"/en/{page}")
    for unit in ("global-helse", "levekar-og-helse", "hr", "beredskap"):
        for area in ("ncd", "samarbeid-med-aktorene", "brukerinvolvering"):
            Contribution.objects.create(
                key=f"{unit}-{area}",
                unit_id=unit,
                focus_area_id=area,
                basis=Basis.JUDGED,
                reason_nb="Fordi.",
                sources=[{"document": "003", "line": "1"}],
            )
    with django_assert_num_queries(queries):
        client.get(f"/en/{page}")
