"""The small window that adds a record beside a select."""

from directory.models import Membership
from hdir.changes.models import ChangeSet
from tests.admin.browser import form_of, send
from tests.drafts.test_drafts import latest

WINDOW = "/admin/directory/person/add/?_to_field=key&_popup=1"
POST = "/admin/directory/post/hr-avdelingsdirektor/change/"


def test_an_editor_is_offered_a_package_where_a_new_record_could_not_be_chosen(editor):
    shown = editor.get(WINDOW)
    assert "In a package it can be chosen at once" in shown.text
    assert 'name="name"' not in shown.text
    answer = editor.post("/admin/change-sets/new/", {**form_of(shown), "title": "Ny leder"})
    assert answer.url == WINDOW
    # The window goes on with the form, and what it adds can be chosen.
    behind = form_of(editor.get(POST))
    answer = send(editor, WINDOW, {**form_of(editor.get(WINDOW)), "name": "Åse Østby"})
    assert "ase-ostby" in answer.text
    row = next(name for name, values in behind.items() if name.endswith("-person") and values == [""])
    data = {**behind, row: "ase-ostby", row.replace("-person", "-manner"): "ordinary", "_submit": "1"}
    assert send(editor, POST, data).status_code == 302
    assert {c.model for c in latest().changes.all()} >= {"directory.person", "directory.membership"}
    assert ChangeSet.objects.open().count() == 1
    assert not Membership.objects.filter(person="ase-ostby").exists()


def test_who_publishes_alone_adds_at_once(writer):
    assert 'name="name"' in writer.get(WINDOW).text


def test_a_new_package_leads_to_no_other_site(editor):
    data = {"title": "Ny leder", "next": "https://example.org/"}
    assert editor.post("/admin/change-sets/new/", data).url == "/admin/"
