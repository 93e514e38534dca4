"""Edits in words: approvals of translations, and quotation marks of the reader's language."""

from django.utils.translation import override

from directory.models import Unit
from hdir.changes.edits import Edit
from hdir.changes.models import ChangeSet
from hdir.changes.shell import publishing
from hdir.history.differences import words_changed
from hdir.history.wording import in_words_of
from hdir.records.approvals import fingerprint

MARKS = {"nn": {"lead": "aaaaaaaa"}, "en": {"lead": "bbbbbbbb", "name": "cccccccc"}}


def told(before, after, **values):
    """What is said of a change of approvals, with the rest of the edit."""
    edit = Edit(Unit, "hr", "change", {"approved": before, **values}, {"approved": after, **values})
    with override("nb"):
        (words,) = in_words_of([edit])
    return [(field.label, field.before, field.after) for field in words.fields]


def test_an_approval_names_the_field_and_the_language(content):
    after = {**MARKS, "nn": {"lead": "dddddddd"}}
    assert told(MARKS, after) == [("Oversettelse godkjent", "", "Ingress – Nynorsk")]


def test_an_approval_that_is_taken_away_is_told(content):
    assert told(MARKS, {"nn": MARKS["nn"]}) == [
        ("Oversettelse ikke lenger godkjent", "Ingress – Engelsk; Navn – Engelsk", "")
    ]


def test_a_translation_that_was_written_is_not_told_twice(content):
    edit = Edit(
        Unit, "hr", "change",
        {"approved": {}, "lead_nn": "Før."}, {"approved": {"nn": {"lead": "aaaaaaaa"}}, "lead_nn": "Etter."},
    )  # fmt: skip
    (words,) = in_words_of([edit])
    assert [field.name for field in words.fields] == ["lead_nn"]


def test_a_draft_that_only_approves_shows_what(editor):
    with publishing("Ny ingress", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.lead_nb = "Avdelingen hjelper direktoratet å ansette folk."
        unit.save()
    chosen = f"units/hr/{fingerprint(unit.lead_nb)}"
    address = editor.post("/admin/translations/en/", {"record": [chosen]}).url
    shown = editor.get(address).text
    assert "<dt>Translation approved</dt>" in shown
    assert "Lead – English" in shown
    assert ChangeSet.objects.order_by("-pk")[0].state == "draft"


def test_headings_have_the_quotation_marks_of_the_language(chief, content):
    with publishing("Ny ingress", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.lead_nb = "Ny ingress."
        unit.save()
    page = f"/admin/change-sets/{ChangeSet.objects.applied()[0].pk}/"
    assert "Unit “HR”" in chief.get(page).text
    chief.cookies["django_language"] = "nb"
    bokmal = chief.get(page).text
    assert "Enhet «HR»" in bokmal
    assert "“" not in bokmal


def test_words_taken_away_at_the_end_stand_apart_from_what_is_left():
    pieces = words_changed("Gir råd. De forvalter loven.", "Gir råd.")
    assert "".join(one.text for one in pieces) == "Gir råd. De forvalter loven."
    assert [(one.kind, one.text.strip()) for one in pieces] == [
        ("same", "Gir råd."),
        ("removed", "De forvalter loven."),
    ]
