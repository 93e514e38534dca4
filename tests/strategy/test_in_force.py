"""A strategy while it was certainly not in force: its own pages show it and say so, nothing else has it."""

import re

import pytest
from lxml import etree

from strategy.models import Contribution, Strategy

STRATEGY = "strategi-2014-2018"
BEFORE, DURING, AFTER = "2013-06-01", "2016-06-01", "2020-01-01"
OUTSIDE = [(BEFORE, "Not yet"), (AFTER, "Ended")]

pytestmark = pytest.mark.usefixtures("content")


def main(html):
    return re.search(r"<main.*</main>", html, re.S)[0]


@pytest.mark.parametrize(("date", "chip"), OUTSIDE)
@pytest.mark.parametrize(
    "page",
    [
        f"strategies/{STRATEGY}/matrix",
        f"strategies/{STRATEGY}/booklet",
        "goal-areas/folkehelse-og-globalt-perspektiv",
        "focus-areas/ncd",
    ],
)
def test_its_own_pages_show_it_as_not_in_force_and_never_as_unknown(client, page, date, chip):
    html = main(client.get(f"/en/{page}?date={date}").text)
    assert chip in html
    assert "allmennhelsetjenester" in html
    assert "do not say whether" not in html
    assert "do not say whether" in main(client.get(f"/en/{page}?date={DURING}").text)


@pytest.mark.parametrize("date", [BEFORE, AFTER])
def test_the_pages_of_units_and_tasks_have_nothing_of_it(client, date):
    part, heading = "/nb/units/miljo-og-helse", "Bidrag til strategien"
    assert heading in client.get(f"{part}?date={DURING}").text
    assert heading not in client.get(f"{part}?date={date}").text
    task = Contribution.objects.filter(task__isnull=False).first().task_id
    assert heading in client.get(f"/nb/tasks/{task}?date={DURING}").text
    assert heading not in client.get(f"/nb/tasks/{task}?date={date}").text


@pytest.mark.parametrize("date", [BEFORE, AFTER])
def test_data_have_nothing_of_it(client, date):
    def count(address):
        return client.get(f"/api/v1/{address}&date={date}").json()["count"]

    assert count(f"contributions?strategy={STRATEGY}") == 0
    assert count("units?focus_area=ncd") == 0
    assert client.get(f"/api/v1/units?focus_area=ncd&date={DURING}").json()["count"] > 0
    plan = client.get(f"/data/strategy-{STRATEGY}-nb.xml?date={date}").content
    assert not [e for e in etree.fromstring(plan).iter() if e.tag.endswith("Stakeholder")]


@pytest.mark.parametrize(("date", "standing"), [(BEFORE, "not-yet"), (AFTER, "ended"), (DURING, "unknown")])
def test_a_single_contribution_says_what_it_was_at_a_date(client, date, standing):
    answer = client.get(f"/api/v1/contributions/allmennhelsetjenester-ncd?date={date}").json()
    assert answer["at_date"] == standing


def test_of_a_strategy_whose_time_is_unknown_nothing_is_ruled_out(client):
    Strategy.objects.update(valid_from=None, valid_to=None)
    assert "Part in the strategy" in client.get(f"/en/units/miljo-og-helse?date={BEFORE}").text
    assert "do not say whether" in main(client.get(f"/en/focus-areas/ncd?date={BEFORE}").text)
