"""A draft from the form to the page: saved, previewed, sent, approved, published, discarded."""

import datetime
import io
import re
import zipfile

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format

from directory.models import Topic, Unit
from hdir.changes.edits import Edit
from hdir.changes.models import ChangeSet, State
from hdir.changes.shell import publishing
from hdir.drafts import work
from tests.admin.browser import choose, form_of, send

PAGE = "/admin/directory/unit/hr/change/"


def drafted(client, page=PAGE, button="_draft", **fields):
    """Saves a form as a draft; returns the address it led to."""
    answer = send(client, page, {**form_of(client.get(page)), **fields, button: "1"})
    assert answer.status_code == 302, answer.context_data["errors"]
    return answer.url


def latest():
    return ChangeSet.objects.order_by("-pk")[0]


def renamed(name):
    return Edit(Unit, "hr", "change", {"name_nb": "HR"}, {"name_nb": name})


def act(client, change_set, action, **data):
    page = f"/admin/change-sets/{change_set.pk}/"
    if action == "settle":
        return choose(client, page, {"action": action, **data})
    return client.post(page, {"action": action, **data}, follow=True)


def test_an_editors_save_is_a_draft_and_the_page_does_not_move(editor, client):
    address = drafted(editor, button="_save", lead_nb="Ny ingress fra utkast.")
    change_set = latest()
    assert address == f"/admin/change-sets/{change_set.pk}/"
    assert (change_set.state, change_set.author, change_set.title) == (
        "draft",
        "editor",
        "HR: Lead (Bokmål)",
    )
    assert Unit.objects.get(pk="hr").lead_nb != "Ny ingress fra utkast."
    assert "Ny ingress fra utkast." not in client.get("/nb/units/hr").text
    shown = editor.get(address)
    assert "<ins>" in shown.text
    assert "utkast." in shown.text


def test_reasons_and_comments_may_have_several_lines(editor, publisher):
    drafted(editor, lead_nb="Ny ingress.", button="_submit")
    act(publisher, latest(), "send-back", comment="Én ting:\r\n- skriv kortere")
    assert latest().comment == "Én ting:\n- skriv kortere"
    named = {"title": "Omorganisering", "reason": "Vedtak.\r\n\r\nSe protokollen."}
    editor.post("/admin/change-sets/new/", named)
    assert (latest().title, latest().reason) == ("Omorganisering", "Vedtak.\n\nSe protokollen.")


def test_what_was_rewritten_while_the_approver_read_it_is_not_published(editor, publisher, client):
    drafted(editor, lead_nb="Det som ble lest.")
    change_set = latest()
    act(editor, change_set, "submit")
    page = publisher.get(f"/admin/change-sets/{change_set.pk}/").text
    read = re.search(r'name="read" value="(\d+)"', page)[1]
    lead = Unit.objects.get(pk="hr").lead_nb
    work.put(change_set, [Edit(Unit, "hr", "change", {"lead_nb": lead}, {"lead_nb": "Noe annet."})], "editor")
    change_set.refresh_from_db()
    work.submit(change_set)
    told = act(publisher, change_set, "approve", read=read)
    assert "It has been rewritten since you opened this page" in told.text
    change_set.refresh_from_db()
    assert change_set.state == State.SUBMITTED
    assert "Noe annet." not in client.get("/nb/units/hr").text


def test_the_way_of_a_draft_to_the_page(editor, publisher, client):
    drafted(editor, lead_nb="Ny ingress.")
    change_set = latest()
    act(editor, change_set, "submit")
    change_set.refresh_from_db()
    assert change_set.state == State.SUBMITTED
    assert act(editor, change_set, "approve").status_code == 403
    act(publisher, change_set, "approve")
    change_set.refresh_from_db()
    assert (change_set.state, change_set.approver) == (State.APPLIED, "publisher")
    assert "Ny ingress." in client.get("/nb/units/hr").text


def test_what_was_never_sent_is_approved_by_nobody_but_who_may_publish_alone(editor, publisher, chief):
    drafted(editor, lead_nb="Ny ingress.")
    change_set = latest()
    page = f"/admin/change-sets/{change_set.pk}/"
    assert 'value="approve"' not in publisher.get(page).text
    act(publisher, change_set, "approve")
    change_set.refresh_from_db()
    assert change_set.state == State.DRAFT
    assert Unit.objects.get(pk="hr").lead_nb != "Ny ingress."
    assert 'value="approve"' in chief.get(page).text
    act(chief, change_set, "approve")
    assert Unit.objects.get(pk="hr").lead_nb == "Ny ingress."


def test_nobody_approves_their_own(publisher):
    drafted(publisher, lead_nb="Ny ingress.")
    change_set = latest()
    assert act(publisher, change_set, "approve").status_code == 403
    change_set.refresh_from_db()
    assert change_set.state == State.DRAFT


def test_nobody_approves_what_they_rewrote(editor, publisher):
    drafted(editor, button="_submit", lead_nb="Ny ingress.")
    change_set = latest()
    act(publisher, change_set, "work")
    assert (
        send(publisher, PAGE, {**form_of(publisher.get(PAGE)), "lead_nb": "Min.", "_save": "1"}).status_code
        == 302
    )
    assert act(publisher, change_set, "approve").status_code == 403


def test_the_rule_of_two_can_be_switched_off(publisher, settings):
    settings.FOUR_EYES = False
    assert drafted(publisher, button="_save", lead_nb="Ny ingress.").startswith("/admin/directory/unit/")
    assert Unit.objects.get(pk="hr").lead_nb == "Ny ingress."


def test_sent_back_with_a_comment_that_the_author_reads(editor, publisher):
    drafted(editor, button="_submit", lead_nb="Ny ingress.")
    change_set = latest()
    assert "This field is required" in act(publisher, change_set, "send-back", comment="").text
    act(publisher, change_set, "send-back", comment="Kilden mangler.")
    change_set.refresh_from_db()
    assert change_set.state == State.DRAFT
    assert "Kilden mangler." in editor.get(f"/admin/change-sets/{change_set.pk}/").text


def test_discarded_is_kept_and_can_not_be_published(editor, publisher):
    drafted(editor, lead_nb="Ny ingress.")
    change_set = latest()
    act(editor, change_set, "discard")
    assert "HR" in editor.get("/admin/change-sets/?show=discarded").text
    act(publisher, change_set, "approve")
    change_set.refresh_from_db()
    assert change_set.state == State.REJECTED
    assert Unit.objects.get(pk="hr").lead_nb != "Ny ingress."


@pytest.mark.parametrize("button", ["_draft", "_submit"])
def test_who_presses_twice_has_made_one_draft(editor, publisher, button):
    form = {**form_of(editor.get(PAGE)), "lead_nb": "Ny ingress.", button: "1"}
    first, second = (send(editor, PAGE, form) for _time in range(2))
    assert first.url == second.url
    change_set = ChangeSet.objects.open().get()
    # Another reason makes it another draft; so does whoever else comes to the same.
    send(editor, PAGE, {**form, "why": "Vedtak 7."})
    send(publisher, PAGE, form)
    assert ChangeSet.objects.open().count() == 3
    if button == "_submit":
        for step, state in (("approve", State.APPLIED), ("approve", State.APPLIED)):
            assert "Somebody was quicker" not in act(publisher, change_set, step).text
            change_set.refresh_from_db()
            assert change_set.state == state
        assert "Somebody was quicker" in act(editor, change_set, "discard").text


def test_what_was_discarded_by_mistake_is_taken_up_again(editor, publisher, client):
    drafted(editor, lead_nb="Ny ingress.")
    change_set = latest()
    page = f"/admin/change-sets/{change_set.pk}/"
    act(publisher, change_set, "discard")
    assert 'value="take-up"' in editor.get(page).text
    assert 'value="submit"' in act(editor, change_set, "take-up").text
    act(editor, change_set, "submit")
    act(publisher, change_set, "approve")
    assert "Ny ingress." in client.get("/nb/units/hr").text


def test_nobody_takes_up_what_is_others(editor, content):
    change_set = work.start("Olas", "ola", [renamed("Menneskene")])
    work.discard(change_set, "ola")
    assert 'value="take-up"' not in editor.get(f"/admin/change-sets/{change_set.pk}/").text
    assert act(editor, change_set, "take-up").status_code == 403


def test_a_draft_is_given_another_title_and_a_reason(editor, publisher):
    drafted(editor, lead_nb="Ny ingress.")
    change_set = latest()
    act(editor, change_set, "rename", title="Ny ingress for HR", reason="Vedtak 7.")
    change_set.refresh_from_db()
    assert (change_set.called, change_set.reason) == ("Ny ingress for HR", "Vedtak 7.")
    refused = act(editor, change_set, "rename", title="", reason="Vedtak 8.")
    assert "This field is required" in refused.text
    assert "Vedtak 8." in refused.text
    act(editor, change_set, "submit")
    assert 'value="rename"' not in publisher.get(f"/admin/change-sets/{change_set.pk}/").text


def test_a_title_that_nobody_wrote_stays_in_all_languages_when_a_reason_is_given(editor):
    drafted(editor, lead_nb="Ny ingress.")
    change_set = latest()
    act(editor, change_set, "rename", title=change_set.called, reason="Vedtak 7.")
    change_set.refresh_from_db()
    assert change_set.titles["nb"] == "HR: Ingress (bokmål)"


def test_what_breaks_a_rule_is_told_before_anybody_waits_for_it(editor, publisher):
    """Half done, it is kept; it can be neither sent nor planned for a time at which nobody looks."""
    parent = Unit.objects.get(pk="hr").parent_id
    unit = Edit(Unit, "hr", "change", {"parent": parent}, {"parent": "hr"})
    change_set = work.start("Omorganisering", "editor", [unit])
    told = act(editor, change_set, "submit").text
    assert "This cannot be published as it is" in told
    change_set.refresh_from_db()
    assert change_set.state == State.DRAFT
    ChangeSet.objects.filter(pk=change_set.pk).update(state=State.SUBMITTED)
    act(publisher, change_set, "approve", publish_at="2099-01-01T00:00")
    change_set.refresh_from_db()
    assert (change_set.state, change_set.publish_at) == (State.SUBMITTED, None)


def test_a_preview_shows_the_public_page_with_the_changes_and_leaves_nothing(editor, client):
    drafted(editor, lead_nb="Ny ingress.", name_nn="HR på nynorsk")
    change_set = latest()
    root = f"/admin/change-sets/{change_set.pk}/preview"
    page = editor.get(f"{root}/nb/units/hr")
    assert "Ny ingress." in page.text
    assert "Forhåndsvisning" in page.text or "Preview" in page.text
    assert f'href="{root}/nb/organisation' in page.text  # links stay in the preview
    assert f'href="{root}/nn/units/hr"' in page.text
    assert 'href="/nb/' not in page.text.split("<footer")[0].replace('href="/nb/">', "")
    assert "HR på nynorsk" in editor.get(f"{root}/nn/units/hr").text
    assert editor.get(f"{root}/nb/units/hr?date=2017-01-01").status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "Ny ingress." not in client.get("/nb/units/hr").text
    assert Unit.objects.get(pk="hr").lead_nb != "Ny ingress."


@pytest.mark.parametrize("path", ["nb/units/nobody", "admin/", "xx/units/hr", "nb/nothing/at/all"])
def test_a_preview_of_what_is_no_page_is_404(editor, path):
    drafted(editor, lead_nb="Ny ingress.")
    assert editor.get(f"/admin/change-sets/{latest().pk}/preview/{path}").status_code == 404


def test_previews_and_drafts_are_for_staff_only(editor, client):
    drafted(editor, lead_nb="Ny ingress.")
    for address in ("", "preview/nb/units/hr"):
        assert client.get(f"/admin/change-sets/{latest().pk}/{address}").status_code == 302


def test_a_draft_leaks_nowhere(editor, client):
    word = "Hemmeligutkastord"
    drafted(editor, lead_nb=f"{word} i ingressen.", name_en=f"{word} unit")
    send(editor, "/admin/directory/topic/add/", {
        **form_of(editor.get("/admin/directory/topic/add/")), "name_nb": f"{word}emne", "_draft": "1",
    })  # fmt: skip
    assert ChangeSet.objects.open().count() == 2
    for address in (
        "/nb/", "/nb/units/hr", "/en/units/hr", "/nb/units", "/nb/organisation", f"/nb/search?q={word}",
        "/nb/topics", "/nb/leaders", "/nb/history/unit/hr", "/nb/languages", "/nb/about",
        f"/nb/topics/{word.lower()}emne", f"/id/topic/{word.lower()}emne",
    ):  # fmt: skip
        # What somebody asked for is repeated to them; that is no leak.
        text = re.sub(rf'q={word}|value="{word}"|[«“]{word}[»”]|: {word} –', "", client.get(address).text)
        assert word not in text, address
    for address in (
        "/api/v1/units/hr", "/api/v1/topics?page_size=200", "/api/v1/topics.csv",
        "/api/v1/changes?page_size=200",
        f"/api/v1/search?q={word}&lang=nb", f"/nb/search/suggestions?q={word}", "/nb/changes.atom",
        "/nb/units/hr/changes.atom", "/sitemap.xml", "/nb/units/hr.vcf", "/nb/events", "/nb/responsible",
    ):  # fmt: skip
        answer = client.get(address)
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
        assert word not in re.sub(rf"q={word}|: {word} –", "", text), address
    files = ["organisation.ttl", "popolo-nb.json", "content.zip"]
    for name in files:
        content = client.get(f"/data/{name}").content
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                content = b"".join(packed.read(part) for part in packed.namelist())
        assert len(content) > 10_000
        assert word.encode() not in content, name
    assert client.get(f"/nb/topics/{word.lower()}emne").status_code == 404


def test_published_at_its_time(editor, publisher, capsys):
    drafted(editor, button="_submit", lead_nb="Ny ingress.")
    change_set = latest()
    when = timezone.localtime(timezone.now() + datetime.timedelta(hours=2))
    act(publisher, change_set, "approve", publish_at=when.strftime("%Y-%m-%dT%H:%M"))
    change_set.refresh_from_db()
    assert change_set.state == State.APPROVED
    call_command("publish_due")
    assert Unit.objects.get(pk="hr").lead_nb != "Ny ingress."
    ChangeSet.objects.filter(pk=change_set.pk).update(publish_at=timezone.now())
    call_command("publish_due")
    assert "published:" in capsys.readouterr().out
    assert Unit.objects.get(pk="hr").lead_nb == "Ny ingress."
    call_command("publish_due")
    assert capsys.readouterr().out == ""


def scheduled(editor, publisher):
    """Something of the editor's that is approved for in two hours, and that time as a form has it."""
    drafted(editor, button="_submit", lead_nb="Ny ingress.")
    when = timezone.localtime(timezone.now() + datetime.timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    act(publisher, latest(), "approve", publish_at=when)
    return latest(), when


def test_the_page_of_what_is_scheduled_says_when_and_lets_it_be_moved(editor, publisher):
    change_set, when = scheduled(editor, publisher)
    page = f"/admin/change-sets/{change_set.pk}/"
    assert "Approved by publisher. It is published by itself on" in editor.get(page).text
    assert 'value="reschedule"' not in editor.get(page).text
    shown = publisher.get(page).text
    assert f'value="{when}"' in shown
    assert "Approve and publish" not in shown
    assert "This field is required" in act(publisher, change_set, "reschedule", publish_at="").text
    later = timezone.localtime(timezone.now() + datetime.timedelta(days=2)).replace(second=0, microsecond=0)
    act(publisher, change_set, "reschedule", publish_at=later.strftime("%Y-%m-%dT%H:%M"))
    change_set.refresh_from_db()
    assert (change_set.state, change_set.publish_at) == (State.APPROVED, later)


def test_what_is_scheduled_is_published_now_at_a_click(editor, publisher):
    change_set, _when = scheduled(editor, publisher)
    act(publisher, change_set, "publish-now")
    assert Unit.objects.get(pk="hr").lead_nb == "Ny ingress."


def test_a_cancelled_publication_waits_for_approval_again(editor, publisher):
    change_set, _when = scheduled(editor, publisher)
    assert act(editor, change_set, "unschedule").status_code == 403
    act(publisher, change_set, "unschedule")
    change_set.refresh_from_db()
    assert (change_set.state, change_set.publish_at, change_set.approver) == (State.SUBMITTED, None, "")
    assert "Somebody was quicker" in act(publisher, change_set, "publish-now").text
    assert Unit.objects.get(pk="hr").lead_nb != "Ny ingress."


def test_what_is_scheduled_and_edited_again_has_no_time(editor, publisher):
    change_set, _when = scheduled(editor, publisher)
    act(editor, change_set, "work")
    send(editor, PAGE, {**form_of(editor.get(PAGE)), "lead_nb": "Nyere.", "_save": "1"})
    change_set.refresh_from_db()
    assert (change_set.state, change_set.publish_at) == (State.DRAFT, None)


def test_a_time_that_is_past_is_refused(editor, publisher):
    drafted(editor, button="_submit", lead_nb="Ny ingress.")
    shown = act(publisher, latest(), "approve", publish_at="2020-01-01T00:00")
    assert "That time is past." in shown.text
    assert latest().state == State.SUBMITTED


def test_what_can_not_be_published_at_its_time_is_a_draft_again_and_says_why(editor, publisher, capsys):
    drafted(editor, button="_submit", lead_nb="Ny ingress.")
    change_set = latest()
    ChangeSet.objects.filter(pk=change_set.pk).update(state=State.APPROVED, publish_at=timezone.now())
    with publishing("Noen andre", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.lead_nb = "Noe annet."
        unit.save()
    with pytest.raises(SystemExit) as left:
        call_command("publish_due")
    assert left.value.code == 1
    assert "not published" in capsys.readouterr().err
    change_set.refresh_from_db()
    assert (change_set.state, change_set.comment) == (State.DRAFT, "Enhet «HR» er endret i mellomtiden.")
    assert Unit.objects.get(pk="hr").lead_nb == "Noe annet."


def test_drafts_of_one_record_are_told_apart_by_what_they_change_whose_they_are_and_when(editor, publisher):
    drafted(editor, lead_nb="Ny ingress.", lead_en="A new lead.", name_nn="Folk")
    drafted(editor, lead_nb="Enda en.")
    drafted(publisher, "/admin/directory/topic/add/", name_nb="Søvnhelse")
    drafts = list(ChangeSet.objects.open().order_by("pk"))
    titles = [one.title for one in drafts]
    assert titles[0] == "HR: Name (Nynorsk), Lead (Bokmål, English)"
    assert titles[1] == "HR: Lead (Bokmål)"
    assert titles[2] == "Søvnhelse: Topic (added)"
    shown = editor.get(PAGE).text
    begun = date_format(timezone.localtime(drafts[0].created), "SHORT_DATETIME_FORMAT")
    assert f"{titles[0]}</a> – editor, {begun}" in shown
    assert f"editor, {begun}, draft" in editor.get("/admin/").text


def test_a_draft_of_one_record_is_continued_in_its_form_and_called_a_draft(editor):
    drafted(editor, lead_nb="Ny ingress.")
    change_set = latest()
    answer = act(editor, change_set, "work")
    assert answer.redirect_chain[-1][0] == PAGE
    assert "You work in the draft" in answer.text
    assert "Save in the draft" in answer.text
    assert "You work in the package" not in answer.text
    assert "Ny ingress." in answer.text
    send(editor, PAGE, {**form_of(editor.get(PAGE)), "lead_en": "A new lead.", "_save": "1"})
    (change,) = change_set.changes.all()
    assert (change.after["lead_nb"], change.after["lead_en"]) == ("Ny ingress.", "A new lead.")


def test_several_drafts_of_one_record_are_shown_and_merged(editor, publisher):
    drafted(editor, lead_nb="Ny ingress.")
    first = latest()
    drafted(editor, lead_en="A new lead.")
    second = latest()
    assert f"/admin/change-sets/{first.pk}/" in editor.get(f"/admin/change-sets/{second.pk}/").text
    assert f"/admin/change-sets/{first.pk}/" in editor.get(PAGE).text
    for draft in (first, second):
        act(editor, draft, "submit")
        act(publisher, draft, "approve")
    unit = Unit.objects.get(pk="hr")
    assert (unit.lead_nb, unit.lead_en) == ("Ny ingress.", "A new lead.")


@pytest.mark.parametrize(
    ("side", "text", "result"),
    [("ours", "", "Noe annet."), ("theirs", "", "Ny ingress."), ("edited", "Et tredje.", "Et tredje.")],
)
def test_a_draft_that_contradicts_what_was_published_since_is_settled_field_by_field(
    editor, publisher, side, text, result
):
    drafted(editor, button="_submit", lead_nb="Ny ingress.", lead_en="A new lead.")
    change_set = latest()
    with publishing("Noen andre", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.lead_nb = "Noe annet."
        unit.save()
    act(publisher, change_set, "approve")
    change_set.refresh_from_db()
    assert change_set.state == State.SUBMITTED  # nothing was published
    shown = editor.get(f"/admin/change-sets/{change_set.pk}/").text
    assert "Noe annet." in shown
    name = "directory.unit/hr/lead_nb"
    act(editor, change_set, "settle", **{name: side, f"{name}/text": text})
    act(editor, change_set, "submit")
    act(publisher, change_set, "approve")
    unit = Unit.objects.get(pk="hr")
    assert (unit.lead_nb, unit.lead_en) == (result, "A new lead.")


def test_what_contradicts_the_published_content_is_settled_before_it_is_sent(editor):
    drafted(editor, lead_nb="Ny ingress.", lead_en="A new lead.")
    change_set = latest()
    with publishing("Noen andre", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.lead_nb = "Noe annet."
        unit.save()
    assert 'value="submit"' not in editor.get(f"/admin/change-sets/{change_set.pk}/").text
    assert "Choose below what is to hold" in act(editor, change_set, "submit").text
    change_set.refresh_from_db()
    assert change_set.state == State.DRAFT


def test_nothing_is_settled_without_a_choice(editor):
    drafted(editor, lead_nb="Ny ingress.")
    change_set = latest()
    with publishing("Noen andre", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.lead_nb = "Noe annet."
        unit.save()
    assert "Choose one for each conflict." in act(editor, change_set, "settle").text


def test_mails_go_out_only_where_mail_is_set_up(
    editor, publisher, settings, django_capture_on_commit_callbacks
):

    User.objects.filter(username="publisher").update(email="publisher@example.no")
    User.objects.filter(username="editor").update(email="editor@example.no")
    with django_capture_on_commit_callbacks(execute=True):
        drafted(editor, button="_submit", lead_nb="Ny ingress.")
    assert mail.outbox == []
    settings.EMAIL_URL = "smtp://localhost"
    with django_capture_on_commit_callbacks(execute=True):
        drafted(editor, button="_submit", lead_en="A new lead.")
    (asked,) = mail.outbox
    assert asked.to == ["publisher@example.no"]
    assert f"/admin/change-sets/{latest().pk}/" in asked.body
    assert asked.subject.startswith("Venter på godkjenning: HR")
    settings.MAIL_LANGUAGE = "nn"
    with django_capture_on_commit_callbacks(execute=True):
        act(publisher, latest(), "send-back", comment="Kilden mangler.")
    assert mail.outbox[1].subject.startswith("Sendt tilbake: HR")
    assert "har sendt" in mail.outbox[1].body
    assert (mail.outbox[1].to, "Kilden mangler." in mail.outbox[1].body) == (["editor@example.no"], True)


def test_a_new_record_in_a_draft_is_nobodys_page_until_it_is_published(editor, publisher, client):
    page = "/admin/directory/topic/add/"
    drafted(editor, page, name_nb="Søvnhelse")
    assert not Topic.objects.filter(pk="sovnhelse").exists()
    assert client.get("/nb/topics/sovnhelse").status_code == 404
    change_set = latest()
    assert "Søvnhelse" in editor.get(f"/admin/change-sets/{change_set.pk}/preview/nb/topics/sovnhelse").text
    act(editor, change_set, "submit")
    act(publisher, change_set, "approve")
    assert client.get("/nb/topics/sovnhelse").status_code == 200
