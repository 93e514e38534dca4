import pytest

from directory.models import Document, EarlierState, Law, Membership, Passage, Post, Task, Unit
from hdir.records.rules import RulesBrokenError, broken_rules, enforce_rules
from strategy.models import Contribution


def places():
    return [(p.model, p.key, p.field) for p in broken_rules()]


def test_the_real_content_breaks_no_rule(content):
    assert broken_rules() == []


def test_a_unit_below_itself_is_named(content):
    Unit.objects.filter(pk="helse-og-omsorgsdepartementet").update(parent="juss")
    found = places()
    assert ("directory.unit", "juss", "parent") in found
    assert ("directory.unit", "helsedirektoratet", "parent") in found
    assert ("directory.unit", "miljo-og-helse", "parent") not in found


def test_a_circle_of_today_is_told_once_whatever_was_before(content):
    assert EarlierState.objects.exists()
    Unit.objects.filter(pk="hr").update(parent="juss")
    Unit.objects.filter(pk="juss").update(parent="hr")
    assert places() == [("directory.unit", "hr", "parent"), ("directory.unit", "juss", "parent")]


def test_a_heading_under_another_units_heading_is_named(content):
    passage = Passage.objects.filter(unit="miljo-og-helse").get()
    other = Passage.objects.filter(unit="global-helse").get()
    Passage.objects.filter(pk=passage.pk).update(parent=other)
    assert places() == [("directory.passage", passage.pk, "parent")]


def test_an_entry_under_another_lists_entry_is_named(content):
    task = Task.objects.filter(passage__unit="miljo-og-helse").first()
    other = Task.objects.filter(passage__unit="global-helse").first()
    Task.objects.filter(pk=task.pk).update(parent=other)
    assert places() == [("directory.task", task.pk, "parent")]


def test_two_ordinary_heads_at_a_time_are_named(content):
    held = Membership.objects.get(post__unit="miljo-og-helse")
    Membership.objects.create(key="annen", post=held.post, person_id="steinar-olsen")
    assert places() == [("directory.membership", held.pk, "valid_from")]


@pytest.mark.parametrize("manner", ["acting", "constituted"])
def test_an_acting_or_constituted_head_may_overlap(content, manner):
    post = Post.objects.get(unit="miljo-og-helse")
    Membership.objects.create(key="annen", post=post, person_id="steinar-olsen", manner=manner)
    assert places() == []


def test_a_head_may_follow_another(content):
    Membership.objects.filter(post__unit="miljo-og-helse").update(valid_to="2017-05")
    post = Post.objects.get(unit="miljo-og-helse")
    Membership.objects.create(key="annen", post=post, person_id="steinar-olsen", valid_from="2017-06")
    assert places() == []


def test_a_source_in_no_document_is_named(content):
    Unit.objects.filter(pk="hr").update(sources=[{"document": "999", "line": "1"}])
    (problem,) = broken_rules()
    assert (problem.model, problem.key, problem.field) == ("directory.unit", "hr", "sources")
    assert "999" in problem.message


def test_a_text_missing_in_its_original_language_is_named(content):
    Unit.objects.filter(pk="beredskap").update(name_nn=None)
    assert places() == [("directory.unit", "beredskap", "name_nn")]


def test_a_contribution_on_another_units_task_is_named(content):
    contribution = Contribution.objects.exclude(task=None).exclude(unit="global-helse").first()
    task = Task.objects.filter(passage__unit="global-helse").first()
    Contribution.objects.filter(pk=contribution.pk).update(task=task)
    assert places() == [("strategy.contribution", contribution.pk, "task")]


def test_enforcing_says_what_is_wrong(content):
    Document.objects.filter(pk="003").delete()
    with pytest.raises(RulesBrokenError, match="003"):
        enforce_rules()


def test_a_circle_among_earlier_states_is_named(content):
    for key, parent in (("hr", "statistikk"), ("statistikk", "hr")):
        EarlierState.objects.create(
            key=key,
            unit_id=key,
            parent_id=parent,
            until="2005",
            kind="section",
            name_nb=key,
            sources=[{"document": "003", "line": "1"}],
        )
    assert places() == [
        ("directory.earlierstate", "hr", "parent"),
        ("directory.earlierstate", "statistikk", "parent"),
    ]


def test_a_unit_or_law_that_succeeds_itself_is_named(content):
    Unit.objects.get(pk="hr").successors.add("hr")
    first, second = Law.objects.filter(pk__in=["alkoholloven", "bioteknologiloven"])
    first.replaced_by.add(second)
    second.replaced_by.add(first)
    assert places() == sorted(
        [
            ("directory.law", first.pk, "replaced_by"),
            ("directory.law", second.pk, "replaced_by"),
            ("directory.unit", "hr", "successors"),
        ]
    )
