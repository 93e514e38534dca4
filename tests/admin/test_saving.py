"""What an editor does in the admin, and what becomes of it."""

import re

import pytest
from django.db import IntegrityError
from django.urls import reverse

from directory.models import (
    ChangeEvent,
    Document,
    Figure,
    Law,
    Manner,
    Membership,
    Party,
    Person,
    Post,
    Relation,
    Task,
    Topic,
    Unit,
)
from hdir.changes.models import ChangeSet
from strategy.models import Contribution
from tests.admin.browser import errors_of, form_of, send

UNIT = "miljo-og-helse"
POST = f"{UNIT}-avdelingsdirektor"


def change(model, key: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])


def add(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def new_unit(client, **fields):
    """The answer to a new department of a division, with the fields given."""
    data = form_of(client.get(add(Unit)))
    data.update({"kind": "department", "parent": "divisjon-folkehelse", **fields})
    return send(client, add(Unit), data)


# --- The head of a unit -----------------------------------------------------------------------------


def test_editor_changes_the_head_of_a_unit_and_sees_it_on_the_public_page(writer, client):
    page = reverse("admin:directory_person_add")
    person = {**form_of(writer.get(page)), "name": "Åse Østby"}
    assert send(writer, page, person).status_code == 302
    assert Person.objects.get(pk="ase-ostby").sort_name.startswith("|stby")

    data = form_of(writer.get(change(Post, POST)))
    data |= {
        "memberships-0-valid_to": "31.1.2017",
        "memberships-1-person": "ase-ostby",
        "memberships-1-manner": "ordinary",
        "memberships-1-valid_from": "2017-02-01",
        "memberships-1-sources-0-document": "003",
        "memberships-1-sources-0-line": "52",
    }
    response = send(writer, change(Post, POST), data)
    assert response.status_code == 302, errors_of(response)

    membership = Membership.objects.get(person="ase-ostby")
    assert membership.pk == f"{UNIT}-ase-ostby"
    assert membership.sources == [{"document": "003", "line": "52"}]
    assert Membership.objects.get(person="jakob-linhave").valid_to == "2017-01-31"
    public = reverse("directory:unit", args=[UNIT])
    assert "Åse Østby" in client.get(public).content.decode()
    assert "Åse Østby" not in client.get(public, {"date": "2017-01-15"}).content.decode()


def test_a_second_ordinary_head_is_refused_in_words_and_nothing_is_saved(writer):
    data = form_of(writer.get(change(Post, POST)))
    data |= {
        "title_en": "Director",
        "memberships-1-person": "bente-moe",
        "memberships-1-manner": "ordinary",
    }
    response = send(writer, change(Post, POST), data)
    assert response.status_code == 200
    [error] = errors_of(response)
    assert error.startswith("Person in post “Director: Jakob Linhave, Environment and Health”")
    assert ", Valid from: " in error
    assert "is the ordinary head at the same time" in error
    assert Membership.objects.filter(post=POST).count() == 1
    assert Post.objects.get(pk=POST).title_en == "Head of Department"
    # What was typed is still there.
    assert form_of(response)["title_en"] == ["Director"]
    assert form_of(response)["memberships-1-person"] == ["bente-moe"]

    data["memberships-1-manner"] = "acting"
    assert send(writer, change(Post, POST), data).status_code == 302
    assert Membership.objects.get(post=POST, person="bente-moe").manner == Manner.ACTING


def test_a_rule_about_the_record_itself_is_shown_at_its_field(writer):
    data = form_of(writer.get(change(Unit, "divisjon-folkehelse")))
    data["parent"] = UNIT
    response = send(writer, change(Unit, "divisjon-folkehelse"), data)
    errors = response.context_data["adminform"].form.errors
    assert "part of itself" in errors["parent"][0]
    # The other unit of the circle is named above the form.
    assert errors["__all__"][0].startswith("Unit “Environment and Health”, Part of: ")
    assert Unit.objects.get(pk="divisjon-folkehelse").parent_id == "helsedirektoratet"


def test_a_period_that_ends_before_it_begins_is_refused_in_words(writer):
    data = form_of(writer.get(change(Unit, UNIT))) | {"valid_from": "2018", "valid_to": "1.3.2017"}
    response = send(writer, change(Unit, UNIT), data)
    assert errors_of(response) == ["The period ends before it begins."]


def test_a_constraint_that_another_record_breaks_is_said_in_words(writer):
    contribution = Contribution.objects.exclude(task=None).select_related("task").first()
    Contribution.objects.filter(pk=contribution.pk).update(law_role=None, sources=[])
    page = change(type(contribution.task.passage), contribution.task.passage_id)
    data = form_of(writer.get(page))
    row = next(name.removesuffix("-key") for name, value in data.items() if value == [contribution.task_id])
    response = send(writer, page, data | {f"{row}-DELETE": "on"})
    assert errors_of(response) == ["Contributions: Name the task, the law or the line it rests on."]
    assert Task.objects.filter(pk=contribution.task_id).exists()


def test_what_only_the_database_notices_is_said_in_words(writer, monkeypatch):
    def late(*args, **kwargs):
        raise IntegrityError("UNIQUE constraint failed: directory_topic.key")

    monkeypatch.setattr(Topic, "save", late)
    data = form_of(writer.get(add(Topic))) | {"name_nb": "Søvn"}
    response = send(writer, add(Topic), data)
    [error] = errors_of(response)
    assert error.startswith("Somebody else changed the same record")


# --- Keys -------------------------------------------------------------------------------------------


def test_key_is_made_once_from_the_name(writer):
    assert new_unit(writer, name_nb="Søvn og døgnrytme").status_code == 302
    unit = Unit.objects.get(pk="sovn-og-dognrytme")
    data = form_of(writer.get(change(Unit, unit.pk)))
    data |= {"name_nb": "Søvn", "key": "sovn"}
    assert send(writer, change(Unit, unit.pk), data).status_code == 302
    unit.refresh_from_db()
    assert (unit.pk, unit.name_nb) == ("sovn-og-dognrytme", "Søvn")
    assert not Unit.objects.filter(pk="sovn").exists()


def test_a_second_record_of_the_same_name_gets_a_number(writer):
    for _ in range(3):
        assert new_unit(writer, name_nb="Søvn").status_code == 302
    assert sorted(Unit.objects.filter(pk__startswith="sovn").values_list("pk", flat=True)) == [
        "sovn",
        "sovn-2",
        "sovn-3",
    ]


def test_key_comes_from_bokmal_whatever_language_is_original(writer):
    response = new_unit(writer, origin="en", name_en="Sleep", name_nb="Søvn")
    assert response.status_code == 302
    assert Unit.objects.filter(pk="sovn").exists()


def test_what_belongs_to_a_new_unit_is_saved_with_it_under_its_key(writer):
    response = new_unit(
        writer,
        **{
            "name_nb": "Søvn",
            "relations-0-kind": "partner",
            "relations-0-party": "nav",
            "relations-0-printed": "NAV",
            "figures-0-value": "16",
            "figures-0-approximate": "on",
            "figures-0-measure_nb": "medarbeidere",
            "figures-0-meaning_nb": "Rundt 16 arbeider her.",
        },
    )
    assert response.status_code == 302, errors_of(response)
    assert Relation.objects.get(unit="sovn").pk == "sovn-partner-nav"
    assert Figure.objects.get(unit="sovn").pk == "sovn-medarbeidere"


def test_a_name_without_letters_still_gets_a_key(writer):
    data = form_of(writer.get(add(Topic))) | {"name_nb": "???"}
    assert send(writer, add(Topic), data).status_code == 302
    assert Topic.objects.get(name_nb="???").pk == "topic"


# --- Texts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("origin", "others"), [("nb", "nn"), ("nn", "en"), ("en", "nb")])
def test_a_required_text_is_required_in_the_original_language_only(writer, origin, others):
    response = new_unit(writer, origin=origin, **{f"name_{others}": "Søvn"})
    errors = response.context_data["adminform"].form.errors
    assert list(errors) == [f"name_{origin}"]
    assert "original language" in errors[f"name_{origin}"][0]
    assert new_unit(writer, origin=origin, **{f"name_{origin}": "Søvn"}).status_code == 302


def test_an_emptied_text_is_kept_as_missing(writer):
    data = form_of(writer.get(change(Unit, UNIT))) | {"lead_en": "  ", "abbreviation": ""}
    assert send(writer, change(Unit, UNIT), data).status_code == 302
    unit = Unit.objects.get(pk=UNIT)
    assert (unit.lead_en, unit.abbreviation) == ("", "")
    assert unit.lead_nb


def test_lines_are_kept_as_one_character(writer):
    data = form_of(writer.get(change(Unit, UNIT))) | {"other_names_nb": "MH\r\nMiljø\r\n"}
    assert send(writer, change(Unit, UNIT), data).status_code == 302
    assert Unit.objects.get(pk=UNIT).other_names_nb == "MH\nMiljø"


def test_saving_in_english_leaves_norwegian_texts_alone(writer):
    before = Unit.objects.get(pk=UNIT)
    data = form_of(writer.get(change(Unit, UNIT))) | {"name_en": "Environment"}
    assert send(writer, change(Unit, UNIT), data).status_code == 302
    after = Unit.objects.get(pk=UNIT)
    assert (after.name_nb, after.name_nn) == (before.name_nb, before.name_nn)
    assert (after.name_en, after.sort_en) == ("Environment", "environment")
    assert after.modified > before.modified


def test_saving_marks_only_what_was_changed_as_modified(writer):
    task = Task.objects.filter(passage__unit=UNIT).order_by("position").first()
    others = dict(Task.objects.exclude(pk=task.pk).values_list("pk", "modified"))
    page = change(type(task.passage), task.passage_id)
    data = form_of(writer.get(page)) | {"tasks-0-text_en": "Air"}
    assert send(writer, page, data).status_code == 302
    assert Task.objects.get(pk=task.pk).modified > task.modified
    assert dict(Task.objects.exclude(pk=task.pk).values_list("pk", "modified")) == others


def test_the_languages_of_a_name_are_ticked(writer):
    data = form_of(writer.get(change(Unit, UNIT)))
    assert data["given_in"] == ["nb"]
    data["given_in"] = ["nb", "en"]
    assert send(writer, change(Unit, UNIT), data).status_code == 302
    assert Unit.objects.get(pk=UNIT).given_in == ["nb", "en"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2016", "2016"), ("2016-01", "2016-01"), ("1.2.2016", "2016-02-01"), ("2.2016", "2016-02")],
)
def test_a_partial_date_is_read_as_norwegians_write_it(writer, typed, kept):
    data = form_of(writer.get(change(Unit, UNIT))) | {"valid_from": typed}
    assert send(writer, change(Unit, UNIT), data).status_code == 302
    assert Unit.objects.get(pk=UNIT).valid_from == kept


@pytest.mark.parametrize("typed", ["31.2.2016", "in 2016", "2016-13"])
def test_what_is_no_date_is_refused(writer, typed):
    data = form_of(writer.get(change(Unit, UNIT))) | {"valid_from": typed}
    response = send(writer, change(Unit, UNIT), data)
    assert list(response.context_data["adminform"].form.errors) == ["valid_from"]
    assert form_of(response)["valid_from"] != [""]
    # The group with the error stands open, the others stay folded.
    folded = {str(g.name): g.is_collapsible for g in response.context_data["adminform"]}
    assert (folded["Period"], folded["Language"]) == (False, True)


# --- Choices ----------------------------------------------------------------------------------------


def test_a_contribution_offers_the_tasks_of_its_unit(writer):
    contribution = Contribution.objects.exclude(task=None).select_related("unit").first()
    response = writer.get(change(Contribution, contribution.pk))
    field = response.context_data["adminform"].form.fields["task"]
    offered = [key for _group, choices in field.choices[1:] for key, _label in choices]
    assert set(offered) == set(
        Task.objects.filter(passage__unit=contribution.unit).values_list("pk", flat=True)
    )


def test_too_many_choices_become_a_key_to_type(writer, monkeypatch):
    monkeypatch.setattr("hdir.editorial.choices.LIMIT", 20)
    event = ChangeEvent.objects.order_by("pk").first()
    page = change(ChangeEvent, event.pk)
    data = form_of(writer.get(page))
    assert send(writer, page, data | {"units": "hr,beredskap", "parties": ""}).status_code == 302
    assert {unit.pk for unit in event.units.all()} == {"beredskap", "hr"}


# --- Deleting ---------------------------------------------------------------------------------------


def test_what_others_hang_on_is_not_deleted(chief):
    page = reverse("admin:directory_person_delete", args=["jakob-linhave"])
    html = chief.get(page).content.decode()
    assert "would require deleting the following protected related objects" in html
    chief.post(page, {"post": "yes"})
    assert Person.objects.filter(pk="jakob-linhave").exists()


def test_a_document_that_is_cited_is_not_deleted(chief):
    page = reverse("admin:directory_document_delete", args=["003"])
    response = chief.post(page, {"post": "yes"}, follow=True)
    assert response.redirect_chain == [(change(Document, "003"), 302)]
    # Hundreds of records cite it: they are told as one.
    first, told = [str(message) for message in response.context["messages"]]
    assert first == "Not deleted: Divisions, departments and agencies of the Norwegian Directorate of Health"
    assert told.startswith("There is no document “003”. Add it, or cite another. It concerns ")
    assert re.search(r"\d+ tasks, \d+ \w+", told)
    assert told.count('<a href="/admin/') == 10
    assert Document.objects.filter(pk="003").exists()


def test_documents_that_are_cited_are_not_deleted_from_the_list(chief):
    page = reverse("admin:directory_document_changelist")
    data = {"action": "delete_selected", "_selected_action": ["002", "003"], "post": "yes"}
    response = chief.post(page, data, follow=True)
    assert "There is no document “003”" in response.content.decode()
    assert Document.objects.filter(pk__in=["002", "003"]).count() == 2


def test_a_task_that_a_contribution_rests_on_is_not_deleted(chief):
    contribution = Contribution.objects.exclude(task=None).first()
    Contribution.objects.filter(pk=contribution.pk).update(law_role=None, sources=[])
    page = reverse("admin:directory_task_delete", args=[contribution.task_id])
    response = chief.post(page, {"post": "yes"}, follow=True)
    assert "Name the task, the law or the line it rests on." in response.content.decode()
    assert Task.objects.filter(pk=contribution.task_id).exists()


def resting_on_a_task():
    """A contribution that rests on a task, and on a line of a document besides."""
    found = Contribution.objects.exclude(task=None).exclude(sources=[]).filter(task__children=None)
    return found.filter(task__contributions__isnull=False).order_by("pk")[0]


def test_what_rested_on_a_deleted_task_is_told_and_kept(chief):
    contribution = resting_on_a_task()
    page = reverse("admin:directory_task_delete", args=[contribution.task_id])
    told = chief.post(page, {"post": "yes"}, follow=True).content.decode()
    assert "These pointed to it, and no longer do: Contribution “" in told
    contribution.refresh_from_db()
    assert contribution.task is None
    changes = ChangeSet.objects.applied()[0].changes
    assert changes.get(action="remove").model == "directory.task"
    changed = changes.get(action="change")
    assert (changed.key, changed.after["task"]) == (contribution.pk, None)


def test_a_draft_that_deletes_a_task_has_what_rested_on_it(editor):
    contribution = resting_on_a_task()
    page = reverse("admin:directory_task_delete", args=[contribution.task_id])
    address = editor.post(page, {"post": "yes"}).url
    shown = editor.get(address).content.decode()
    assert "Rests on the task" in shown
    contribution.refresh_from_db()
    assert contribution.task is not None


def test_a_draft_can_not_take_the_last_thing_that_a_contribution_rests_on(editor):
    contribution = resting_on_a_task()
    Contribution.objects.filter(task=contribution.task_id).update(law_role=None, sources=[])
    page = reverse("admin:directory_task_delete", args=[contribution.task_id])
    response = editor.post(page, {"post": "yes"}, follow=True)
    assert "Name the task, the law or the line it rests on." in response.content.decode()
    assert not ChangeSet.objects.open().exists()


def test_an_event_goes_on_without_a_deleted_party(chief):
    party = Party.objects.create(pk="ny-part", name_nb="Ny part", kind="network")
    event = ChangeEvent.objects.order_by("pk")[0]
    event.parties.add(party)
    chief.post(reverse("admin:directory_party_delete", args=["ny-part"]), {"post": "yes"})
    changed = ChangeSet.objects.applied()[0].changes.get(action="change")
    assert (changed.key, "ny-part" in changed.before["parties"]) == (event.pk, True)
    assert not Party.objects.filter(pk="ny-part").exists()


def test_a_law_that_nobody_uses_is_deleted(chief):
    Law.objects.create(pk="gammel-lov", name_nb="Gammel lov", kind="act")
    page = reverse("admin:directory_law_delete", args=["gammel-lov"])
    assert chief.post(page, {"post": "yes"}).status_code == 302
    assert not Law.objects.filter(pk="gammel-lov").exists()
