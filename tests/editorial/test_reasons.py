"""Why something was saved."""

from hdir.changes.models import State
from tests.admin.browser import errors_of, form_of, send
from tests.drafts.test_drafts import PAGE, act, drafted, latest
from tests.drafts.test_packages import begin


def test_the_reason_of_a_save_is_kept_and_stands_in_the_history(editor, publisher):
    assert "Why? (optional)" in editor.get(PAGE).text
    drafted(editor, button="_submit", lead_nb="Ny ingress.", why="Tildelingsbrevet for 2027")
    assert latest().reason == "Tildelingsbrevet for 2027"
    act(publisher, latest(), "approve")
    assert "Tildelingsbrevet for 2027" in editor.get("/admin/history/unit/hr/").text


def test_a_save_needs_no_reason(writer):
    drafted(writer, button="_save", lead_nb="Ny ingress.")
    assert (latest().reason, latest().state) == ("", State.APPLIED)


def test_a_reason_that_is_no_text_is_refused_and_nothing_typed_is_lost(editor):
    data = {**form_of(editor.get(PAGE)), "lead_nb": "Ny ingress.", "why": "Null\x07tegn", "_draft": "1"}
    answer = send(editor, PAGE, data)
    assert errors_of(answer)
    assert "Ny ingress." in answer.text


def test_a_package_is_not_asked_twice(editor):
    begin(editor)
    assert 'name="why"' not in editor.get(PAGE).text


def test_the_address_of_a_deleted_record_says_why(chief, client):
    drafted(chief, "/admin/directory/topic/add/", button="_save", name_nb="Søvnhelse")
    page = "/admin/directory/topic/sovnhelse/delete/"
    data = {**form_of(chief.get(page)), "why": "Lagt inn ved en feil"}
    assert send(chief, page, data).status_code == 302
    gone = client.get("/nb/topics/sovnhelse")
    assert gone.status_code == 410
    assert "Lagt inn ved en feil" in gone.text
