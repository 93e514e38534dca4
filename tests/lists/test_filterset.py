"""Filters that combine, with numbers that hold."""

import datetime

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import override

from directory import filters
from directory.models import Law, LawRole, Membership, Party, Relation, Responsibility, Task, Topic, Unit
from hdir.lists.counts import MOST
from hdir.lists.filterset import RecordFilterSet, facets
from strategy.filters import ContributionFilter, FocusAreaFilter, GoalAreaFilter
from strategy.models import FocusArea

FILTERSETS = [
    *(getattr(filters, name) for name in filters.__all__),
    ContributionFilter,
    FocusAreaFilter,
    GoalAreaFilter,
]
DATES = [None, datetime.date(2015, 6, 1), datetime.date(2017, 1, 1)]


@pytest.fixture(autouse=True)
def bokmaal():
    """The reader's language: requests of other tests leave theirs behind."""
    with override("nb"):
        yield


def asked(kind: type[RecordFilterSet], query: str = "", date: datetime.date | None = None) -> RecordFilterSet:
    everything = kind._meta.model._default_manager.all()
    dated = everything.at(date) if hasattr(everything, "at") else everything
    return kind(QueryDict(query), dated, date)


def size(filterset: RecordFilterSet) -> int:
    found = filterset.qs.order_by()
    # Leaders are counted as people.
    return found.values("person" if found.model is Membership else "pk").distinct().count()


def wrong_numbers(kind: type[RecordFilterSet], query: str, date: datetime.date | None) -> list:
    return [
        (facet.name, str(option.label), option.number, found)
        for facet in asked(kind, query, date).facets
        for option in facet.options
        if (found := size(asked(kind, option.query, date))) != option.number
    ]


@pytest.mark.parametrize("date", DATES, ids=str)
@pytest.mark.parametrize("kind", FILTERSETS, ids=lambda kind: kind.__name__)
def test_each_choice_leaves_as_many_results_as_it_says(content, kind, date):
    assert wrong_numbers(kind, "", date) == []
    # And so do further choices after one of each filter.
    for facet in asked(kind, "", date).facets[:4]:
        middle = facet.options[len(facet.options) // 2]
        assert wrong_numbers(kind, middle.query, date) == []


def test_what_is_asked_of_a_tie_must_be_true_of_one_tie(content):
    """A topic that Folkehelse has a part of, and another division the main responsibility of, isn't one
    that Folkehelse has the main responsibility of."""
    Responsibility.objects.all().delete()
    Responsibility.objects.create(key="a", unit_id="miljo-og-helse", topic_id="rus", extent="part")
    Responsibility.objects.create(key="b", unit_id="hr", topic_id="rus", extent="main")
    query = "division=divisjon-folkehelse&extent={}"
    assert size(asked(filters.TopicFilter, query.format("main"))) == 0
    assert size(asked(filters.TopicFilter, query.format("part"))) == 1


def test_a_target_group_and_a_partner_are_two_ties(content):
    query = "target_group=helse-og-omsorgsdepartementet&partner=helse-og-omsorgsdepartementet"
    found = set(asked(filters.UnitFilter, query).qs.values_list("pk", flat=True))
    relations = Relation.objects.filter(party="helse-og-omsorgsdepartementet")
    assert found == {
        unit
        for unit, kind in relations.values_list("unit", "kind")
        if kind == "partner" and relations.filter(unit=unit, kind="target-group").exists()
    }
    assert "global-helse" in found


@pytest.mark.parametrize(
    ("kind", "query", "label", "said"),
    [
        (filters.UnitFilter, "kind=nothing", "Type enhet", "nothing"),
        (filters.UnitFilter, "law=no-such-law", "Lov eller regel", "no-such-law"),
        (filters.TaskFilter, "unit=nobody", None, "nobody"),
        (filters.LawFilter, "role=eats&kind=act", None, "eats"),
        (ContributionFilter, "focus_area=none", "Satsingsområde", "none"),
        (filters.UnitFilter, "division=hr", "Divisjon", "hr"),  # a unit, but no division
    ],
)
def test_an_unknown_value_is_named_and_nothing_matches(content, kind, query, label, said):
    filterset = asked(kind, query)
    (wrong,) = filterset.wrong
    assert said in wrong.message
    assert label in {None, wrong.label}
    assert not filterset.qs.exists()
    assert filterset.facets == []
    assert filterset.active == []
    assert said not in wrong.query


@pytest.mark.parametrize("kind", FILTERSETS, ids=lambda kind: kind.__name__)
def test_choices_are_offered_in_one_query(content, kind, django_assert_num_queries):
    filterset = asked(kind)
    with django_assert_num_queries(1):
        offered = filterset.facets
    assert offered or kind is GoalAreaFilter  # there is one strategy


def test_two_lists_together_count_together(content):
    tasks = asked(filters.TaskFilter)
    passages = asked(filters.PassageFilter)
    by_name = {facet.name: {o.query: o.number for o in facet.options} for facet in facets(tasks, passages)}
    for query, number in by_name["kind"].items():
        assert number == size(asked(filters.TaskFilter, query)) + size(asked(filters.PassageFilter, query))


def test_choices_stand_in_norwegian_order_and_in_the_readers_language(content):
    (law,) = [f for f in asked(filters.UnitFilter).facets if f.name == "law"]
    names = [str(option.label) for option in law.options]
    keys = [QueryDict(option.query)["law"] for option in law.options]
    assert keys == list(Law.objects.filter(pk__in=keys).order_by("sort_nb").values_list("pk", flat=True))
    assert "Alkoholloven" in names


def test_a_choice_without_a_name_in_the_readers_language_is_marked(content):
    Law.objects.filter(pk="alkoholloven").update(name_nb=None, name_nn=None)
    (law,) = [f for f in asked(filters.UnitFilter).facets if f.name == "law"]
    assert '<span lang="en">Alcohol Act</span>' in {str(option.label) for option in law.options}


def test_of_very_many_choices_the_commonest_are_offered(content):
    unit = Unit.objects.get(pk="hr")
    for number in range(MOST + 20):
        law = Law.objects.create(key=f"l{number}", kind="act", name_nb=f"Lov {number}")
        LawRole.objects.create(key=f"r{number}", unit=unit, law=law, role="advises")
    (law,) = [f for f in asked(filters.UnitFilter).facets if f.name == "law"]
    assert len(law.options) == MOST
    assert law.more
    # One that isn't offered can still be asked for.
    assert asked(filters.UnitFilter, f"law=l{MOST + 19}").qs.get() == unit


def test_a_filter_that_would_leave_everything_is_not_offered(content):
    names = {facet.name for facet in asked(filters.UnitFilter, "kind=ministry").facets}
    assert "kind" in names  # it is in force
    assert "placeholder" not in names


def test_the_query_string_drops_the_page_and_what_is_empty(content):
    filterset = asked(filters.UnitFilter, "q=&kind=agency&page=3&date=2017-01-01")
    assert filterset.query("kind") == "date=2017-01-01"
    assert filterset.query("head", "acting") == "kind=agency&date=2017-01-01&head=acting"


@pytest.mark.parametrize("text", ["ØKT", "økt", "Økt"])
def test_texts_are_found_whatever_the_case_of_letters_beyond_ascii(content, text):
    task = Task.objects.first()
    Task.objects.filter(pk=task.pk).update(text_nb="Økt innsats")
    assert task in asked(filters.TaskFilter, f"q={text}").qs


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "\\", "x' OR 1=1 --"])
def test_signs_of_the_database_are_only_signs(content, text):
    for kind in (filters.UnitFilter, filters.TaskFilter, filters.PartyFilter):
        filterset = asked(kind, urlencode({"q": text}))
        assert filterset.qs.count() < kind._meta.model.objects.count()
        assert isinstance(filterset.facets, list)


def test_names_are_looked_for_among_synonyms_and_abbreviations(content):
    assert "psykisk-helse" in asked(filters.TopicFilter, "q=psykiatri").qs.values_list("pk", flat=True)
    assert asked(filters.PartyFilter, "q=NORAD").qs.exists()
    assert not Topic.objects.filter(name_nb__icontains="psykiatri").exists()


def test_a_date_leaves_out_ties_that_had_ended(content):
    LawRole.objects.filter(law="alkoholloven").update(valid_to="2016")
    query = "law=alkoholloven"
    assert size(asked(filters.UnitFilter, query, datetime.date(2016, 12, 31))) == 1
    assert size(asked(filters.UnitFilter, query, datetime.date(2017, 1, 1))) == 0


def test_focus_areas_by_who_carries_them(content):
    query = "division=divisjon-folkehelse&basis=stated"
    carried = FocusArea.objects.filter(
        contributions__unit__in=Unit.objects.descendants("divisjon-folkehelse", include_self=True),
        contributions__basis="stated",
    )
    assert set(asked(FocusAreaFilter, query).qs) == set(carried)


def test_parties_by_unit(content):
    found = asked(filters.PartyFilter, "unit=global-helse&relation=partner").qs
    assert set(found) == set(Party.objects.filter(relations__unit="global-helse", relations__kind="partner"))
