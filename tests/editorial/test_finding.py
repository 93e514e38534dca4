"""The box that leads to a form, new heads, the order of units, and texts as readers will see them."""

import re

from directory.models import Membership, Unit
from hdir.changes.models import ChangeSet, State
from hdir.changes.publication import edits_of
from tests.admin.browser import form_of, send

HEAD = "/admin/directory/post/miljo-og-helse-avdelingsdirektor/new-head/"
ORDER = "/admin/directory/unit/helsedirektoratet/order/"


def latest() -> dict[tuple[str, str], dict]:
    change_set = ChangeSet.objects.latest("pk")
    return {(edit.model.type_name, edit.key): edit.after for edit in edits_of(change_set)}


def test_what_begins_as_it_was_written_comes_first_with_what_can_be_done(editor):
    found = editor.get("/admin/find/?q=miljø og").text
    first = re.search(r'<ul class="desk-list">.*?href="([^"]+)"', found, re.DOTALL)
    assert first
    assert first[1] == "/admin/directory/unit/miljo-og-helse/change/"
    assert HEAD in found
    rows = editor.get("/admin/find/suggestions/?q=miljø og").json()["suggestions"]
    assert rows[0]["url"] == "/admin/directory/unit/miljo-og-helse/change/"


def test_what_only_the_open_package_has_is_found_too(editor):
    editor.post("/admin/change-sets/new/", {"title": "Pakke"})
    page = "/admin/directory/person/add/"
    send(editor, page, {**form_of(editor.get(page)), "name": "Åse Østby", "_save": "1"})
    rows = editor.get("/admin/find/suggestions/?q=østby").json()["suggestions"]
    assert [(row["name"], row["unit"]) for row in rows] == [("Åse Østby", "Pakke")]


def test_a_new_head_ends_the_term_of_the_one_who_leaves(editor):
    data = {**form_of(editor.get(HEAD)), "name": "Kari Eksempel", "since": "2026-09", "_submit": "1"}
    assert send(editor, HEAD, data).status_code == 302
    said = latest()
    assert said["membership", "miljo-og-helse-jakob-linhave"] == {"valid_to": "2026-08"}
    assert said["person", "kari-eksempel"]["name"] == "Kari Eksempel"
    assert ChangeSet.objects.latest("pk").state == State.SUBMITTED


def test_nobody_is_added_twice_and_nothing_is_lost_when_a_form_comes_back(editor):
    data = {**form_of(editor.get(HEAD)), "name": "Bente Moe", "since": "", "line": "x"}
    shown = send(editor, HEAD, data)
    assert shown.status_code == 200
    assert "Bente Moe" in form_of(shown)["name"]
    send(editor, HEAD, {**data, "since": "2026-09-01", "line": "", "_draft": "1"})
    assert {kind for kind, _key in latest()} == {"membership"}
    assert not Membership.objects.filter(pk="miljo-og-helse-bente-moe").exists()


def test_units_change_places_without_a_script(editor):
    form = form_of(editor.get(ORDER))
    first, second = list(Unit.objects.filter(parent="helsedirektoratet").order_by("position", "key"))[:2]
    data = {**form, first.pk: str(second.position), second.pk: str(first.position), "_draft": "1"}
    assert send(editor, ORDER, data).status_code == 302
    assert latest() == {
        ("unit", first.pk): {"position": second.position},
        ("unit", second.pk): {"position": first.position},
    }


def test_texts_are_shown_as_readers_will_see_them_and_never_as_scripts(editor):
    text = "En **viktig** tekst<script>alert(1)</script>"
    assert "<strong>viktig</strong>" in editor.post("/admin/text-preview/one/", {"text": text}).text
    assert "<script" not in editor.post("/admin/text-preview/one/", {"text": text}).text
    page = "/admin/text-preview/?of=directory.unit"
    whole = editor.post(page, {"body_nb": text, "passages-0-body_en": "*soon*", "name_nb": "**nei**"}).text
    assert "<strong>viktig</strong>" in whole
    assert "<em>soon</em>" in whole
    assert "nei" not in whole


def test_a_new_passage_stands_last_and_in_the_language_of_who_writes_it(editor):
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = "nn"
    form = form_of(editor.get("/admin/directory/passage/add/?unit=allmennhelsetjenester"))
    last = max(Unit.objects.get(pk="allmennhelsetjenester").passages.values_list("position", flat=True))
    assert (form["position"], form["origin"]) == ([str(last + 1)], ["nn"])


def test_a_title_that_nobody_wrote_follows_its_reader(editor):
    page = "/admin/directory/unit/hr/change/"
    send(editor, page, {**form_of(editor.get(page)), "lead_nb": "Ny ingress.", "_draft": "1"})
    address = f"/admin/change-sets/{ChangeSet.objects.latest('pk').pk}/"
    assert "HR: Lead (Bokmål)" in editor.get(address).text
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = "nb"
    assert "HR: Ingress (bokmål)" in editor.get(address).text


def test_a_change_in_the_small_window_closes_it(editor):
    page = "/admin/directory/person/bente-moe/change/?_to_field=key&_popup=1"
    answer = send(editor, page, {**form_of(editor.get(page)), "name": "Bente M. Moe", "_draft": "1"})
    assert answer.status_code == 200
    assert "popup_response" in answer.text
    assert latest() == {("person", "bente-moe"): {"name": "Bente M. Moe"}}
