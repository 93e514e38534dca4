"""The home page says in five seconds what this is."""

import re

import pytest

from directory.models import Responsibility, Unit
from strategy.models import GoalArea


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" .", ".")


@pytest.mark.parametrize(
    ("language", "vision"),
    [("nb", "God helse – gode liv"), ("nn", "God helse – gode liv"), ("en", "Good health – good lives")],
)
def test_it_shows_the_vision_in_the_readers_language(client, content, language, vision):
    assert f'<p class="vision">{vision}</p>' in client.get(f"/{language}/").text


def test_it_shows_the_newest_mission_and_when_it_was_confirmed(client, content):
    html = client.get("/nb/").text
    assert "mindre helseforskjeller mellom folk" in html
    assert '<time datetime="2024-02-13">' in html


def test_it_lists_the_six_divisions_in_the_order_of_the_chart_with_their_departments(client, content):
    html = client.get("/nb/").text
    cards = re.findall(r'<div class="card">.*?</div>', html, re.S)
    links = [re.findall(r'href="/nb/units/([^"]+)"', card) for card in cards]
    assert [keys[0] for keys in links] == [
        "divisjon-folkehelse",
        "divisjon-helseokonomi-og-finansiering",
        "divisjon-kompetanse-og-personell",
        "divisjon-primaerhelsetjenester",
        "divisjon-spesialisthelsetjenester",
        "divisjon-utvikling-og-digitalisering",
        "statens-stralevern",
        "helfo",
    ]
    # 34 departments and one programme.
    assert sum(len(keys) - 1 for keys in links) == 35


def test_it_lists_the_five_goal_areas_and_marks_the_strategy_as_ended(client, content):
    html = client.get("/en/").text
    assert re.findall(r'href="/en/goal-areas/([^"]+)"', html) == [
        g.pk for g in GoalArea.objects.order_by("number")
    ]
    assert text_of(html).count("Ended Valid 2014–2018.") == 1


def test_it_leads_to_topics_that_several_units_share(client, content):
    html = client.get("/en/").text
    assert len(re.findall(r'class="chip" href="/en/topics/', html)) == 8


def shared_topics(client, query: str = "") -> list[str]:
    return re.findall(r'class="chip" href="/en/topics/([^"?]+)', client.get(f"/en/{query}").text)


def test_a_topic_isnt_shared_with_units_that_say_they_havent_it(client, content):
    Responsibility.objects.all().delete()
    for number, (unit, extent) in enumerate([("hr", "main"), ("helfo", "not"), ("juss", "not")]):
        Responsibility.objects.create(key=f"r{number}", unit_id=unit, topic_id="rus", extent=extent)
    assert shared_topics(client) == []
    Responsibility.objects.filter(unit="helfo").update(extent="part")
    assert shared_topics(client) == ["rus"]


def test_a_topic_is_shared_by_those_who_had_it_on_the_date(client, content):
    Responsibility.objects.all().delete()
    Responsibility.objects.create(key="r1", unit_id="hr", topic_id="rus", extent="main")
    Responsibility.objects.create(key="r2", unit_id="juss", topic_id="rus", extent="part", valid_from="2016")
    assert shared_topics(client, "?date=2015-12-31") == []
    assert shared_topics(client, "?date=2016-01-01") == ["rus"]


def test_before_2016_the_radiation_authority_was_not_under_the_directorate(client, content):
    assert "statens-stralevern" in client.get("/nb/?date=2016-06-01").text
    assert "statens-stralevern" not in client.get("/nb/?date=2015-06-01").text


def test_at_a_date_it_shows_what_is_known_to_have_been_said_then(client, content):
    html = text_of(client.get("/en/?date=2015-06-01").text)
    mission = html.split("What the Directorate is for")[1].split("Organisation")[0]
    assert "Valid 2014–2018." in mission
    assert "Unknown at this date" not in mission


def test_at_a_date_without_documents_it_says_that_the_chart_is_unknown(client, content):
    html = text_of(client.get("/en/?date=2020-06-01").text)
    assert "Unknown at this date Last confirmed 1 January 2017." in html
    assert "Unknown at this date Last confirmed 1 January 2017." not in text_of(client.get("/en/").text)


def test_there_is_one_search_box_with_a_visible_label(client, content):
    html = client.get("/en/").text
    assert html.count('role="search"') == 1
    assert '<label for="home-q">What do you need to find out?</label>' in html


def test_queries_dont_grow_with_the_units(client, content, django_assert_num_queries):
    client.get("/nb/")
    with django_assert_num_queries(10):
        client.get("/nb/")
    for number in range(5):
        Unit.objects.create(
            key=f"new-{number}", kind="department", parent_id="divisjon-folkehelse", name_nb=f"Ny {number}"
        )
    with django_assert_num_queries(10):
        html = client.get("/nb/").text
    assert "/nb/units/new-4" in html
