"""What a reader reports, and what an editor makes of it."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from directory.models import Membership, Person, Task, Unit
from hdir.changes.models import ChangeSet
from hdir.changes.shell import publishing
from hdir.corrections.limits import IN_ALL, PER_READER
from hdir.corrections.models import Report, ReportCount
from tests.admin.browser import form_of, send

FORM = "/nb/report?page=/nb/units/hr"


def report(client, **fields):
    data = {"page": "/nb/units/hr", "wrong": "Ingressen er feil.", **fields}
    return client.post("/nb/report", data)


def test_every_page_leads_to_the_form(client, content):
    assert 'href="/nb/report?page=%2Fnb%2Funits%2Fhr"' in client.get("/nb/units/hr").text
    shown = client.get(FORM)
    assert "/nb/units/hr" in shown.text
    assert not shown.cookies


def test_the_form_and_the_way_back_keep_the_date_of_the_page(client, content):
    form = "/nb/report?page=%2Fnb%2Funits%2Fhr%3Fdate%3D2016-06-01"
    assert f'href="{form}"' in client.get("/nb/units/hr?date=2016-06-01&kind=x").text
    dated = "/nb/units/hr?date=2016-06-01"
    assert f'name="page" value="{dated}"' in client.get(form).text
    answer = report(client, page=dated)
    assert f'<a href="{dated}">Tilbake til siden</a>' in client.get(answer.url).text
    one = Report.objects.get()
    assert (one.page, one.record_type, one.record_key) == (dated, "unit", "hr")
    # A glossary is the same at any date, and what is no date isn't kept.
    assert 'href="/nb/report?page=%2Fnb%2Fglossary"' in client.get("/nb/glossary?date=2016-06-01").text
    assert 'href="/nb/report?page=%2Fnb%2Funits"' in client.get("/nb/units?date=zz").text


def test_a_report_lands_in_the_inbox_with_its_record(client, editor):
    answer = report(client, right="Den skal si noe annet.", source="Årsmeldingen")
    assert answer.url == "/nb/report?sent=1&page=%2Fnb%2Funits%2Fhr"
    assert '<a href="/nb/units/hr">Tilbake til siden</a>' in client.get(answer.url).text
    one = Report.objects.get()
    assert (one.record_type, one.record_key, one.email) == ("unit", "hr", "")
    assert "Ingressen er feil." in editor.get("/admin/reports/").text
    assert "Ingressen er feil." in editor.get("/admin/").text


def test_only_what_is_wrong_is_needed(client, content):
    assert report(client, wrong="").status_code == 400
    assert Report.objects.count() == 0


@pytest.mark.parametrize("wrong", ["x" * 2001, "Null\x00tegn"])
def test_what_is_no_text_is_refused(client, content, wrong):
    assert report(client, wrong=wrong).status_code == 400


@pytest.mark.parametrize(
    "page", ["https://example.org/", "javascript:alert(1)", "/admin/", "//x/nb/", "/nb/" + "x" * 400]
)
def test_a_page_that_is_none_of_ours_is_left_out(client, content, page):
    assert report(client, page=page).status_code == 302
    assert Report.objects.get().page == ""


def test_a_program_that_fills_in_everything_gets_thanks_and_nothing_is_kept(client, content):
    assert report(client, website="http://spam.example").status_code == 302
    assert Report.objects.count() == 0


def test_too_many_from_one_reader_are_refused_and_nothing_typed_is_lost(client, content):
    for _number in range(PER_READER):
        assert report(client).status_code == 302
    refused = report(client, wrong="Enda en feil.")
    assert refused.status_code == 429
    assert "Enda en feil." in refused.text
    assert report(Client(REMOTE_ADDR="127.0.0.2")).status_code == 302


@pytest.mark.parametrize(
    "said",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_on_another_site_is_refused(content, said):
    strict = Client(enforce_csrf_checks=True, headers=said)
    refused = report(strict)
    assert refused.status_code == 403
    assert "Skjemaet kunne ikke sendes" in refused.text
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "said", [{}, {"origin": "http://testserver", "sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}]
)
def test_no_cookie_is_needed_and_none_is_set(content, said):
    strict = Client(enforce_csrf_checks=True, headers=said)
    answer = report(strict)
    assert answer.status_code == 302
    assert not answer.cookies
    assert not strict.get(answer.url).cookies


def test_counts_are_forgotten_after_an_hour_and_name_nobody(client, content):
    for _number in range(PER_READER):
        report(client)
    assert report(client).status_code == 429
    assert not ReportCount.objects.filter(name__contains="127.0.0.1").exists()
    ReportCount.objects.update(until=timezone.now())
    assert report(client).status_code == 302
    ReportCount.objects.update(until=timezone.now())
    call_command("forget_reports")
    assert not ReportCount.objects.exists()


def test_reports_in_all_are_limited_whoever_sends_them(client, content):
    ReportCount.objects.create(
        name="all", number=IN_ALL, until=timezone.now() + datetime.timedelta(minutes=1)
    )
    assert report(Client(REMOTE_ADDR="127.0.0.3")).status_code == 429


def test_one_sender_shuts_the_form_for_nobody_else(client, content, monkeypatch):
    monkeypatch.setattr("hdir.corrections.limits.IN_ALL", PER_READER + 2)
    statuses = [report(Client(REMOTE_ADDR="127.0.0.3")).status_code for _number in range(3 * PER_READER)]
    assert statuses == [302] * PER_READER + [429] * 2 * PER_READER
    others = [report(Client(REMOTE_ADDR=f"127.0.0.{number}")).status_code for number in (4, 5, 6)]
    assert others == [302, 302, 429]  # what was let through is counted for all


@pytest.mark.parametrize("files", [{"image": b"GIF89a"}, {"wrong": b"a file in the place of a text"}])
def test_files_are_refused(client, content, files):
    sent = {name: SimpleUploadedFile(f"{name}.gif", data) for name, data in files.items()}
    assert report(client, **sent).status_code == 400
    assert Report.objects.count() == 0


def test_accepted_field_by_field_into_a_draft_that_cites_the_source(client, editor):
    report(client, source="Årsmeldingen 2017")
    one = Report.objects.get()
    page = f"/admin/reports/{one.pk}/"
    data = {**form_of(editor.get(page)), "field_lead_nb": "Rett ingress.", "document": "003", "line": "662"}
    answer = send(editor, page, data)
    one.refresh_from_db()
    change_set = one.change_set
    assert answer.url == f"/admin/change-sets/{change_set.pk}/"
    assert (change_set.origin, one.state, one.answered_by) == ("correction", "accepted", "editor")
    # Reasons are published; nobody has read the reader's own words for that.
    assert change_set.reason == "Reported by a reader."
    (change,) = change_set.changes.all()
    assert change.after["lead_nb"] == "Rett ingress."
    assert {"document": "003", "line": "662"} in change.after.get(
        "sources", Unit.objects.get(pk="hr").sources
    )
    assert set(change.after) <= {"lead_nb", "sources"}
    assert Unit.objects.get(pk="hr").lead_nb != "Rett ingress."


def test_accepting_takes_back_nothing_that_was_published_while_the_form_was_open(client, writer):
    report(client)
    page = f"/admin/reports/{Report.objects.get().pk}/"
    shown = form_of(writer.get(page))
    with publishing("Somebody else", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.name_en = "Personnel"
        unit.save()
    send(writer, page, {**shown, "field_lead_nb": "Rett ingress."})
    unit = Unit.objects.get(pk="hr")
    assert (unit.name_en, unit.lead_nb) == ("Personnel", "Rett ingress.")


def test_a_correction_of_what_somebody_else_has_changed_is_shown_beside_it(client, writer):
    report(client)
    one = Report.objects.get()
    page = f"/admin/reports/{one.pk}/"
    shown = form_of(writer.get(page))
    with publishing("Somebody else", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.lead_nb = "Karis ingress."
        unit.save()
    send(writer, page, {**shown, "field_lead_nb": "Rett ingress."})
    assert Unit.objects.get(pk="hr").lead_nb == "Karis ingress."
    one.refresh_from_db()
    assert one.change_set.state == "draft"
    both = writer.get(f"/admin/change-sets/{one.change_set.pk}/").text
    assert "Karis ingress." in both
    assert "Rett ingress." in both


def test_readers_behind_a_proxy_are_told_apart(client, content, settings):
    settings.BEHIND_PROXY = True
    data = {"wrong": "Noe er feil.", "page": "/nb/units/hr"}
    for _time in range(PER_READER):
        client.post("/nb/report", data, headers={"x-forwarded-for": "198.51.100.1, 203.0.113.5"})
    again = client.post("/nb/report", data, headers={"x-forwarded-for": "203.0.113.5"})
    assert again.status_code == 429
    other = client.post("/nb/report", data, headers={"x-forwarded-for": "203.0.113.5, 203.0.113.6"})
    assert other.status_code == 302


def test_a_page_whose_key_is_too_long_is_of_no_record(client, content):
    client.post("/nb/report", {"wrong": "Noe er feil.", "page": f"/nb/units/{'a' * 101}"})
    assert Report.objects.get().record_key == ""


def test_a_report_about_what_a_page_shows_of_its_parts_is_accepted_there(client, editor):
    report(client, page="/nb/units/miljo-og-helse", wrong="Oppgaven er feil.")
    one = Report.objects.get()
    task = Task.objects.filter(passage__unit="miljo-og-helse").first()
    page = f"/admin/reports/{one.pk}/"
    assert f'value="task/{task.pk}"' in editor.get(page).text
    shown = form_of(editor.get(page, {"record": f"task/{task.pk}"}))
    send(editor, page, {**shown, "field_text_nb": "Rett oppgave.", "document": "003", "line": "662"})
    one.refresh_from_db()
    (change,) = one.change_set.changes.all()
    assert (change.model, change.key, change.after["text_nb"]) == ("directory.task", task.pk, "Rett oppgave.")
    assert {"document": "003", "line": "662"} in change.after["sources"]


def test_a_report_about_the_head_is_accepted_in_the_membership(client, editor):
    report(client, wrong="Feil leder.")
    one = Report.objects.get()
    head = Membership.objects.filter(post__unit="hr").first()
    other = Person.objects.exclude(pk=head.person_id).first()
    page = f"/admin/reports/{one.pk}/"
    shown = form_of(editor.get(page, {"record": f"membership/{head.pk}"}))
    changed = {"field_person": other.pk, "field_manner": "acting", "field_valid_from": "2017-02"}
    send(editor, page, {**shown, **changed, "document": "003"})
    one.refresh_from_db()
    (change,) = one.change_set.changes.all()
    assert change.key == head.pk
    assert {"person": other.pk, "valid_from": "2017-02"}.items() <= change.after.items()
    assert set(change.after) == {"person", "manner", "valid_from", "sources"}


def test_what_is_not_on_the_page_is_not_changed_by_a_report(client, editor):
    report(client)
    page = f"/admin/reports/{Report.objects.get().pk}/"
    assert form_of(editor.get(page, {"record": "unit/juss"}))["record"] == ["unit/hr"]


def test_lines_may_be_ended_as_browsers_end_them(client, editor):
    sent = report(client, wrong="Ingressen er feil.\r\n\r\nLederen også.", right="Se her:\r\n- ny ingress")
    assert sent.status_code == 302
    one = Report.objects.get()
    assert (one.wrong, one.right) == ("Ingressen er feil.\n\nLederen også.", "Se her:\n- ny ingress")
    editor.post(f"/admin/reports/{one.pk}/", {"action": "decline", "note": "Sjekket.\r\nDet stemmer."})
    one.refresh_from_db()
    assert (one.state, one.note) == ("declined", "Sjekket.\nDet stemmer.")


def test_a_report_whose_draft_is_discarded_waits_again_until_it_is_taken_up(client, editor):
    report(client)
    page = f"/admin/reports/{Report.objects.get().pk}/"
    send(editor, page, {**form_of(editor.get(page)), "field_lead_nb": "Rett ingress."})
    draft = f"/admin/change-sets/{Report.objects.get().change_set_id}/"

    def waits() -> bool:
        waiting, _heading, _answered = editor.get("/admin/reports/").text.partition("Answered")
        return page in waiting

    assert not waits()
    editor.post(draft, {"action": "discard"})
    assert waits()
    assert "Its draft was discarded" in editor.get(page).text
    editor.post(draft, {"action": "take-up"})
    assert not waits()
    editor.post(draft, {"action": "discard"})
    send(editor, page, {**form_of(editor.get(page)), "field_lead_nb": "En annen ingress."})
    assert not waits()
    assert f"/admin/change-sets/{Report.objects.get().change_set_id}/" != draft


def test_accepting_nothing_is_no_answer(client, editor):
    report(client)
    page = f"/admin/reports/{Report.objects.get().pk}/"
    assert "Change at least one field" in send(editor, page, form_of(editor.get(page))).text
    assert Report.objects.get().state == "new"
    assert ChangeSet.objects.open().count() == 0


def test_declined_with_a_note(client, editor):
    report(client)
    one = Report.objects.get()
    editor.post(f"/admin/reports/{one.pk}/", {"action": "decline", "note": "Det stemmer som det står."})
    one.refresh_from_db()
    assert (one.state, one.note) == ("declined", "Det stemmer som det står.")


def test_readers_see_no_inbox(client, content):
    assert client.get("/admin/reports/").status_code == 302


def test_reports_are_forgotten_when_their_time_is_over(client, content, capsys):
    report(client, email="leser@example.no")
    call_command("forget_reports")
    assert Report.objects.count() == 1
    now = timezone.now()
    Report.objects.update(state="declined", answered=now - datetime.timedelta(days=91))
    call_command("forget_reports")
    assert Report.objects.count() == 0
    report(client)
    Report.objects.update(created=now - datetime.timedelta(days=366))
    call_command("forget_reports")
    assert Report.objects.count() == 0
