"""The fixtures as data: the strategy 2014–2018 and the three about-texts."""

from collections import Counter

import pytest

from directory.models import ChangeEvent, Figure, Statement
from strategy.models import Contribution, FocusArea, GoalArea, Strategy

pytestmark = pytest.mark.usefixtures("content")


def test_one_strategy_for_2014_to_2018_revised_in_2016_with_a_title_of_ours():
    strategy = Strategy.objects.get()
    assert (strategy.valid_from, strategy.valid_to, strategy.revised) == ("2014", "2018", "2016")
    assert strategy.given_in == []


def test_five_goal_areas_in_order_with_three_texts_each():
    areas = list(GoalArea.objects.order_by("position"))
    assert [(a.number, a.name_nb) for a in areas] == [
        (1, "Folkehelse og globalt perspektiv"),
        (2, "Kvalitet og pasientsikkerhet"),
        (3, "Helseberedskap og samfunnssikkerhet"),
        (4, "Dialog og medvirkning"),
        (5, "Lærende og effektiv organisasjon"),
    ]
    texts = [t for a in areas for t in (a.aims_nb, a.background_nb, a.consequences_nb)]
    assert all(texts)
    assert len(set(texts)) == 15


def test_the_misprinted_heading_is_kept_where_it_was_corrected():
    dialogue = GoalArea.objects.get(number=4)
    printed = {s.get("line"): s["printed"] for s in dialogue.sources if "printed" in s}
    assert "Hva vi vil oppnå" in printed.values()


def test_21_focus_areas_in_order():
    by_goal = Counter(FocusArea.objects.values_list("goal_area__number", flat=True))
    assert by_goal == {1: 5, 2: 5, 3: 3, 4: 5, 5: 3}
    first = FocusArea.objects.filter(goal_area__number=1).order_by("position")
    assert [f.name_nb for f in first] == [
        "NCD (ikke-smittsomme sykdommer)",
        "Psykisk helse og rus",
        "Barne- og ungdomshelse",
        "Aldring og demens",
        "Sosial ulikhet, likeverd og livskvalitet",
    ]


def test_every_contribution_rests_on_something_and_says_why():
    for contribution in Contribution.objects.all():
        assert contribution.reason_nb
        assert contribution.task_id or contribution.law_role_id or contribution.sources
    assert set(Contribution.objects.values_list("basis", flat=True)) == {"stated", "judged"}


def cited(record):
    """(document, line) of all that a record cites."""
    ranges = [(s["document"], [int(line) for line in s["line"].split("-")]) for s in record.sources]
    return {(document, line) for document, ends in ranges for line in range(ends[0], ends[-1] + 1)}


def test_contributions_that_rest_on_a_law_cite_the_line_that_gives_the_unit_its_role():
    on_laws = list(Contribution.objects.exclude(law_role=None).select_related("law_role"))
    assert len(on_laws) == 23
    assert [c.pk for c in on_laws if not cited(c) & cited(c.law_role)] == []
    by_key = {c.pk: c.law_role for c in on_laws}
    delegated = by_key["barne-og-ungdomshelse-aktivt-fag-og-myndighetsorgan"]
    assert (delegated.law_id, delegated.role) == ("helse-og-omsorgstjenesteloven", "delegated")
    supervised = by_key["medisinsk-utstyr-og-legemidler-aktivt-fag-og-myndighetsorgan"]
    assert (supervised.law_id, supervised.role) == ("forskrift-om-medisinsk-utstyr", "supervises")


def test_inner_digitalisation_is_not_the_sectors():
    carriers = Contribution.objects.filter(focus_area="digitalisering").values_list("unit", flat=True)
    assert "kommunikasjon-og-digitale-kanaler" not in carriers
    assert "barne-og-ungdomshelse" not in carriers


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("aim", {"002": 4}),
        ("role", {"000": 3, "002": 3}),
        ("target-group", {"000": 2, "002": 2}),
        ("vision", {"000": 1, "001": 1, "002": 1}),
        ("value", {"000": 3, "002": 3}),
    ],
)
def test_statements_of_the_three_about_texts(kind, numbers):
    found = Counter(s.sources[0]["document"] for s in Statement.objects.filter(kind=kind))
    assert found == numbers


def test_the_motto_is_printed_exactly():
    visions = Statement.objects.filter(kind="vision")
    assert all("God helse – gode liv" in f"{v.name_nb} {v.text_nb}" for v in visions)


def test_merger_and_transfer_are_two_events():
    merged = ChangeEvent.objects.get(kind="merged")
    transferred = ChangeEvent.objects.get(kind="transferred")
    assert [p.pk for p in merged.parties.all()] == ["direktoratet-for-e-helse"]
    assert [p.pk for p in transferred.parties.all()] == ["folkehelseinstituttet"]


@pytest.mark.parametrize(
    ("value", "approximate", "unit"),
    [
        ("850", True, "helsedirektoratet"),
        ("33000000000", True, "helfo"),
        ("16", True, "arkiv-og-forvaltningsstotte"),
        ("50", False, "norsk-pasientregister"),
        ("5", False, "juss"),
    ],
)
def test_numbers_are_exact_or_approximate_as_printed(value, approximate, unit):
    assert Figure.objects.get(unit=unit, value=value).approximate is approximate
