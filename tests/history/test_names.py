"""What records are called where they stand alone: in change sets, in the history, in messages."""

import pytest
from django.utils.translation import override

from directory.models import ContactPoint, EarlierState, Membership, Passage, Person, Post, Relation, Task
from hdir.changes.models import ChangeSet
from hdir.changes.shell import publishing
from hdir.history.names import Names, naming
from hdir.records.registry import content_models
from tests.admin.browser import form_of, send

HEAD = "allmennhelsetjenester-per-magne-mikaelsen"


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("nb", "Avdelingsdirektør: Per Magne Mikaelsen, Allmennhelsetjenester"),
        ("nn", "Avdelingsdirektør: Per Magne Mikaelsen, Allmennhelsetenester"),
        ("en", "Head of Department: Per Magne Mikaelsen, General Health Services"),
    ],
)
def test_somebody_in_a_post_is_named_with_post_and_unit(content, language, name):
    with override(language):
        assert naming(Membership.objects.get(pk=HEAD))() == name


def test_a_post_without_a_title_is_called_by_its_kind(content):
    Post.objects.filter(unit="allmennhelsetjenester").update(title_nb="", title_nn="", title_en="")
    with override("nb"):
        assert naming(Membership.objects.get(pk=HEAD))().startswith("Leder: Per Magne Mikaelsen")


def test_a_relation_says_what_the_party_is_to_whom(content):
    with override("nb"):
        partner = Relation.objects.get(pk="global-helse-partner-helse-og-omsorgsdepartementet")
        assert naming(partner)().startswith("Samarbeidspartner: ")
        assert naming(partner)().endswith(", Global helse")


def test_an_earlier_state_of_the_same_name_says_it_once(content):
    state = EarlierState.objects.get(unit="statens-stralevern")
    with override("nb"):
        assert naming(state)() == "Statens strålevern"


@pytest.mark.parametrize("model", content_models(), ids=lambda model: model.list_name)
def test_no_record_is_called_by_its_key(content, model):
    keys = set(model.objects.values_list("pk", flat=True))
    for language in ("nb", "nn", "en"):
        with override(language):
            names = Names({model: keys})
            assert not {names.of(model, key) for key in keys if "-" in key} & keys


@pytest.mark.parametrize("model", [Membership, Task, Relation, ContactPoint, Passage])
def test_many_names_take_no_more_queries_than_one(content, model, django_assert_num_queries):
    keys = list(model.objects.values_list("pk", flat=True))
    rounds = {Membership: 4, Task: 3}.get(model, 2)
    for wanted in (keys[:1], keys[:100]):
        # Units have their successors in a query of their own; posts and people have no such.
        with django_assert_num_queries(rounds + 1):
            Names({model: set(wanted)})


def test_what_was_removed_is_still_called_by_who_was_in_it(chief, content):
    with publishing("Bort", author="kari"):
        Membership.objects.get(pk=HEAD).delete()
    removal = ChangeSet.objects.applied()[0]
    with publishing("Også bort", author="kari"):
        Person.objects.get(pk="per-magne-mikaelsen").delete()
    shown = chief.get(f"/admin/change-sets/{removal.pk}/").text
    assert "Person in post “Head of Department: Per Magne Mikaelsen, General Health Services”" in shown
    assert HEAD not in shown.replace(f"/{HEAD}/", "")


def test_what_nobody_knows_is_called_by_its_key(content):
    assert Names({Person: {"nobody-at-all"}}).of(Person, "nobody-at-all") == "nobody-at-all"


def test_a_save_is_listed_under_the_name(chief, content):
    page = "/admin/directory/relation/global-helse-partner-utenriksdepartementet/change/"
    send(chief, page, {**form_of(chief.get(page)), "qualifier_nb": "om smittevern"})
    title = ChangeSet.objects.applied()[0].title
    assert title == "Partner: DU, Global Health: Qualifier (Bokmål)"
