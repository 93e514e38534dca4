"""A reorganisation: many edits, previewed as a whole, published and taken back in one step."""

from unittest import mock

import pytest

from directory.models import EarlierState, Membership, Topic, Unit
from hdir.changes.models import ChangeSet, State
from hdir.corrections.models import Report
from hdir.drafts import work
from hdir.fixtures.content import current_content
from hdir.texts.states import State as Text
from hdir.texts.states import texts
from tests.admin.browser import form_of, send
from tests.drafts.test_drafts import act, latest


def begin(client, title="Omorganisering 2027"):
    answer = client.post("/admin/change-sets/new/", {"title": title, "reason": "Vedtak"})
    assert answer.status_code == 302
    return latest()


def save(client, page, **fields):
    answer = send(client, page, {**form_of(client.get(page)), **fields, "_save": "1"})
    assert answer.status_code == 302, answer.context_data["errors"]
    return answer


def test_saves_are_collected_and_seen_only_in_the_package(editor, client):
    package = begin(editor)
    save(editor, "/admin/directory/unit/hr/change/", name_nb="Menneskene")
    save(editor, "/admin/directory/topic/add/", name_nb="Søvnhelse")
    assert {(c.key, c.action) for c in package.changes.all()} == {("hr", "change"), ("sovnhelse", "add")}
    assert Unit.objects.get(pk="hr").name_nb == "HR"
    # In the admin, the editor goes on with what the package has.
    assert "Menneskene" in editor.get("/admin/directory/unit/hr/change/").text
    assert editor.get("/admin/directory/topic/sovnhelse/change/").status_code == 200
    assert "Søvnhelse" in editor.get("/admin/directory/topic/?q=søvnhelse").text
    assert "Menneskene" not in client.get("/nb/units/hr").text
    save(editor, "/admin/directory/topic/sovnhelse/change/", name_en="Sleep")
    assert package.changes.get(key="sovnhelse").after["name_en"] == "Sleep"
    save(editor, "/admin/directory/topic/add/", name_nb="Arbeidsmiljø")
    assert {c.key for c in package.changes.all()} == {"hr", "sovnhelse", "arbeidsmiljo"}


def test_two_forms_of_one_package_never_overwrite_each_other_unsaid(editor):
    package = begin(editor)
    page = "/admin/directory/unit/hr/change/"
    opened_before = form_of(editor.get(page))
    save(editor, page, name_nb="Menneskene")
    late = {**opened_before, "lead_en": "Written in the other tab.", "_save": "1"}
    for _time in range(2):  # pressing the button once more is no way round
        answer = send(editor, page, late)
        assert "Somebody has saved in the package “Omorganisering 2027” since" in answer.text
        assert "Written in the other tab." in answer.text
        late = {**form_of(answer), "lead_en": "Written in the other tab.", "_save": "1"}
    assert package.changes.get(key="hr").after == {"name_nb": "Menneskene"}
    save(editor, page, lead_en="Written anew.")
    assert package.changes.get(key="hr").after["name_nb"] == "Menneskene"
    assert package.changes.get(key="hr").after["lead_en"] == "Written anew."


def test_the_bar_says_so_and_one_click_leaves(editor):
    begin(editor)
    assert "Omorganisering 2027" in editor.get("/admin/").text
    editor.post("/admin/change-sets/leave/")
    assert "package-bar" not in editor.get("/admin/").text


def test_previewed_as_a_whole_site(editor):
    package = begin(editor)
    save(editor, "/admin/directory/unit/hr/change/", name_nb="Menneskene")
    for page in ("nb/", "nb/units/hr", "nb/organisation", "nb/units", "nb/leaders"):
        shown = editor.get(f"/admin/change-sets/{package.pk}/preview/{page}")
        assert shown.status_code == 200, page
    assert "Menneskene" in editor.get(f"/admin/change-sets/{package.pk}/preview/nb/organisation").text


def test_published_once_and_taken_back_in_one_step(editor, publisher, chief, client):
    before = current_content()
    package = begin(editor)
    save(editor, "/admin/directory/unit/hr/change/", name_nb="Menneskene")
    save(editor, "/admin/directory/topic/add/", name_nb="Søvnhelse")
    act(editor, package, "submit")
    act(publisher, package, "approve")
    assert "Menneskene" in client.get("/nb/units/hr").text
    assert ChangeSet.objects.get(pk=package.pk).state == State.APPLIED
    assert "package-bar" not in editor.get("/admin/").text
    act(chief, package, "revert")
    assert current_content() == before
    assert ChangeSet.objects.applied()[0].reverts == package
    assert not Topic.objects.filter(pk="sovnhelse").exists()


def test_a_change_after_approval_needs_approval_again(editor, publisher):
    package = begin(editor)
    save(editor, "/admin/directory/unit/hr/change/", name_nb="Menneskene")
    act(editor, package, "submit")
    shown = act(editor, package, "work").text
    assert "It is waiting for approval; when you save something it is a draft again." in shown
    save(editor, "/admin/directory/unit/hr/change/", name_nb="Folkene")
    package.refresh_from_db()
    assert package.state == State.DRAFT
    assert "It is a draft again. Send it for approval when you are done." in editor.get("/admin/").text


def test_who_sends_a_package_has_left_it(editor, publisher):
    package = begin(editor)
    save(editor, "/admin/directory/unit/hr/change/", name_nb="Menneskene")
    assert "You have left it." in act(editor, package, "submit").text
    assert "package-bar" not in editor.get("/admin/").text
    page = "/admin/directory/topic/add/"
    assert send(editor, page, {**form_of(editor.get(page)), "name_nb": "Søvnhelse"}).status_code == 302
    package.refresh_from_db()
    assert (package.state, package.changes.count()) == (State.SUBMITTED, 1)


def test_who_holds_a_post_is_called_by_name_and_post(editor):
    package = begin(editor)
    held = Membership.objects.select_related("person").get(post="hr-avdelingsdirektor")
    page = f"/admin/directory/membership/{held.pk}/change/"
    save(editor, page, valid_to="2026-11-30")
    shown = editor.get(f"/admin/change-sets/{package.pk}/").text
    assert held.person.name in shown
    assert f"“{held.pk}”" not in shown


def test_a_record_of_a_package_is_opened_from_its_page(editor):
    package = begin(editor)
    save(editor, "/admin/directory/unit/hr/change/", name_nb="Menneskene")
    save(editor, "/admin/directory/topic/add/", name_nb="Søvnhelse")
    editor.post("/admin/change-sets/leave/")
    assert 'value="directory.topic/sovnhelse"' in editor.get(f"/admin/change-sets/{package.pk}/").text
    answer = act(editor, package, "work", record="directory.topic/sovnhelse")
    assert answer.redirect_chain[-1][0] == "/admin/directory/topic/sovnhelse/change/"
    assert "You work in the package" in answer.text
    assert act(editor, package, "work", record="directory.topic/x").redirect_chain[-1][0] == "/admin/"


def test_one_record_is_taken_out_of_a_package_and_the_rest_stays(editor, publisher):
    package = begin(editor)
    save(editor, "/admin/directory/unit/hr/change/", name_nb="Menneskene")
    save(editor, "/admin/directory/topic/add/", name_nb="Søvnhelse")
    act(editor, package, "submit")
    page = f"/admin/change-sets/{package.pk}/"
    read = form_of(editor.get(page))["read"][0]
    told = act(editor, package, "leave-out", record="directory.unit/hr", read=read).text
    assert "Taken out. The rest is as it was." in told
    assert [c.key for c in package.changes.all()] == ["sovnhelse"]
    package.refresh_from_db()
    assert package.state == State.DRAFT
    # The last one isn't taken out but discarded with the package; and nothing of others is overwritten.
    assert "leave_out_form" not in editor.get(page).text
    told = act(editor, package, "leave-out", record="directory.topic/sovnhelse", read=read).text
    assert "It has been rewritten since you opened this page" in told
    assert act(editor, package, "leave-out", record="directory.unit/none").status_code == 404
    assert [c.key for c in package.changes.all()] == ["sovnhelse"]


def test_an_edit_that_is_undone_in_the_package_leaves_it(editor):
    package = begin(editor)
    save(editor, "/admin/directory/unit/hr/change/", name_nb="Menneskene")
    save(editor, "/admin/directory/unit/hr/change/", name_nb="HR")
    assert [c.key for c in package.changes.all()] == []


def test_revert_keeps_what_came_later_and_asks_where_both_touch_the_same(chief):
    page = "/admin/directory/unit/hr/change/"
    save(chief, page, lead_nb="Første.", lead_en="First.")
    first = ChangeSet.objects.applied()[0]
    save(chief, page, lead_nb="Andre.")
    act(chief, first, "revert")
    unit = Unit.objects.get(pk="hr")
    assert (unit.lead_nb, unit.lead_en) == ("Andre.", "First.")  # nothing yet: it is a draft with a question
    draft = latest()
    assert (draft.state, draft.reverts) == (State.DRAFT, first)
    act(chief, draft, "settle", **{"directory.unit/hr/lead_nb": "ours"})
    act(chief, draft, "approve")
    unit = Unit.objects.get(pk="hr")
    assert (unit.lead_nb, unit.lead_en != "First.") == ("Andre.", True)


def test_a_change_from_a_date_keeps_what_the_unit_was(chief, client):
    page = "/admin/directory/unit/hr/from-a-date/"
    data = {**form_of(chief.get(page)), "since": "2027-01-01", "name_nb": "Menneskene", "_save": "1"}
    assert send(chief, page, data).status_code == 302
    unit = Unit.objects.get(pk="hr")
    earlier = EarlierState.objects.get(unit="hr")
    assert (unit.name_nb, earlier.name_nb, earlier.until) == ("Menneskene", "HR", "2026-12-31")
    assert "Menneskene" in client.get("/nb/units/hr").text
    assert "<h1>HR" in client.get("/nb/units/hr?date=2026-06-01").text.replace("\n", "").replace("  ", "")


def test_a_change_from_a_date_approves_no_translation_but_the_names_that_were_written(chief):
    save(chief, "/admin/directory/unit/hr/change/", lead_nb="Ny ingress, som ingen har oversatt.")
    page = "/admin/directory/unit/hr/from-a-date/"
    data = {
        **form_of(chief.get(page)),
        "since": "2027",
        "name_nb": "Menneskene",
        "name_nn": "Folka",
        "_save": "1",
    }
    assert send(chief, page, data).status_code == 302
    stale = {
        (text.field, text.language) for text in texts(Unit.objects.get(pk="hr")) if text.state == Text.STALE
    }
    assert stale == {("lead", "nn"), ("lead", "en"), ("name", "en")}


def test_a_change_from_a_date_that_changes_nothing_is_refused(chief):
    page = "/admin/directory/unit/hr/from-a-date/"
    answer = send(chief, page, {**form_of(chief.get(page)), "since": "2027", "_save": "1"})
    assert "You haven’t changed anything" in answer.text
    answer = send(chief, page, {**form_of(chief.get(page)), "since": "2027-13", "name_nb": "X", "_save": "1"})
    assert answer.status_code == 200
    assert not EarlierState.objects.filter(unit="hr").exists()


@pytest.mark.parametrize(
    "page", ["/admin/directory/unit/hr/change/", "/admin/translations/units/hr/nn/", "/admin/reports/"]
)
def test_a_package_that_no_longer_fits_says_so_wherever_it_is_worked_in(editor, client, page):
    package = begin(editor)
    save(editor, "/admin/directory/topic/add/", name_nb="Søvnhelse")
    save(editor, "/admin/directory/topic/sovnhelse/change/", name_en="Sleep")
    if page == "/admin/reports/":
        client.post("/nb/report", {"page": "/nb/units/hr", "wrong": "Noe er feil."})
        page = f"/admin/reports/{Report.objects.get().pk}/"
    # As if the package had been made when there was one more language.
    change = package.changes.get(key="sovnhelse")
    change.after = {**change.after, "origin": "se"}
    change.save()
    answer = editor.get(page, follow=True)
    assert answer.redirect_chain[-1][0] == f"/admin/change-sets/{package.pk}/"
    assert 'class="error"' in answer.text


def test_who_saves_in_a_package_that_was_published_meanwhile_is_told(editor, publisher):
    package = begin(editor)
    page = "/admin/translations/units/hr/nn/"
    shown = form_of(editor.get(page))

    with mock.patch.object(work, "put", side_effect=work.StateError("published")):
        answer = editor.post(page, {**shown, "lead": "Ny ingress."}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/admin/change-sets/{package.pk}/"
    assert "What you work in is published meanwhile." in answer.text
