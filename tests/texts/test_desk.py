"""The translators' pages, and what an edit in the admin does to the state of texts."""

import html
import re

import pytest
from django.contrib.auth.models import Group, Permission, User

from directory.models import Post, Unit
from hdir.changes.models import ChangeSet
from hdir.texts.board import waiting
from hdir.texts.models import ReplacedOriginal
from hdir.texts.states import State, texts
from tests.admin.browser import form_of, send
from tests.signing_in import sign_in

NEW_LEAD = "Avdelingen hjelper direktoratet å ansette folk."


@pytest.fixture
def editor(db):
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    user.user_permissions.add(Permission.objects.get(codename="publish_own_changeset"))
    return user


@pytest.fixture
def desk(client, editor, content):
    sign_in(client, editor)
    client.cookies["django_language"] = "en"
    return client


def states(key, field):
    return {t.language: t.state for t in texts(Unit.objects.get(pk=key)) if t.field == field}


@pytest.fixture
def stale(content):
    unit = Unit.objects.get(pk="hr")
    ReplacedOriginal.objects.create(fingerprint=unit.approved["nn"]["lead"], text=unit.lead_nb)
    unit.lead_nb = NEW_LEAD
    unit.save()
    return unit


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_the_board_says_where_something_waits(desk, stale):
    page = desk.get("/admin/translations/")
    assert page.status_code == 200
    assert 'href="/admin/translations/nn/?state=stale&amp;list=units"' in page.text
    assert "1 stale" in words(page)


def test_the_list_names_the_record_and_the_text(desk, stale):
    shown = words(desk.get("/admin/translations/en/?state=stale&list=units"))
    assert "HR lead: stale" in shown
    assert "Nothing waits here." in words(desk.get("/admin/translations/nb/"))


def test_side_by_side_shows_what_changed_and_the_terms(desk, stale):
    page = desk.get("/admin/translations/units/hr/nn/")
    assert re.search(r"<ins>[^<]*hjelper", page.text)
    assert "<del>" in page.text
    assert "avdeling" in words(page).split("Terms", 1)[1]


def test_writing_the_translation_approves_it_and_says_who(desk, stale, editor):
    form = desk.get("/admin/translations/units/hr/nn/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields if not name.startswith("approve_")}
    data["lead"] = "Avdelinga hjelper direktoratet å tilsetje folk."
    assert desk.post("/admin/translations/units/hr/nn/", data).status_code == 302
    assert states("hr", "lead") == {"nb": State.ORIGINAL, "nn": State.APPROVED, "en": State.STALE}
    assert Unit.objects.get(pk="hr").lead_nn == data["lead"]
    published = ChangeSet.objects.applied()[0]
    assert (published.author, published.title) == (editor.username, "HR in Nynorsk")


def test_two_translators_of_one_record_take_nothing_back_unsaid(desk, stale):
    page = "/admin/translations/units/hr/nn/"
    opened_before = form_of(desk.get(page))
    send(desk, page, {**form_of(desk.get(page)), "lead": "Skriven av ei anna."})
    # Who only looked at the lead and wrote the body keeps the lead as it is now.
    send(desk, page, {**opened_before, "body": "Ny tekst."})
    unit = Unit.objects.get(pk="hr")
    assert (unit.lead_nn, unit.body_nn) == ("Skriven av ei anna.", "Ny tekst.")
    # Who wrote the lead too is told.
    answer = send(desk, page, {**opened_before, "lead": "Skriven av meg."})
    assert "Somebody has changed this translation while you wrote" in words(answer)
    assert Unit.objects.get(pk="hr").lead_nn == "Skriven av ei anna."


def test_ticking_approves_it_as_it_stands(desk, stale):
    form = desk.get("/admin/translations/units/hr/en/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    before = Unit.objects.get(pk="hr").lead_en
    desk.post("/admin/translations/units/hr/en/", {**data, "approve_lead": "on"})
    assert states("hr", "lead")["en"] == State.APPROVED
    assert Unit.objects.get(pk="hr").lead_en == before


def test_saving_untouched_changes_nothing(desk, stale):
    form = desk.get("/admin/translations/units/hr/en/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields if not name.startswith("approve_")}
    before = Unit.objects.values().get(pk="hr")
    desk.post("/admin/translations/units/hr/en/", data)
    assert Unit.objects.values().get(pk="hr") == before


def test_many_are_approved_at_once(desk, stale):
    (one,) = waiting("en")
    chosen = [f"units/hr/{one.seen}", "units/statistikk/0"]
    answer = desk.post("/admin/translations/en/", {"record": chosen}, follow=True)
    assert "1 text approved." in words(answer)
    assert states("hr", "lead")["en"] == State.APPROVED


def test_a_body_of_several_paragraphs_is_not_approved_untouched(desk, content):
    unit = Unit.objects.get(pk="miljo-og-helse")
    unit.lead_nb, unit.body_nb = NEW_LEAD, unit.body_nb + " Og mer."
    unit.save()
    address = "/admin/translations/units/miljo-og-helse/nn/"
    form = desk.get(address).context["form"]
    data = {n: form[n].value() or "" for n in form.fields if not n.startswith("approve_")}
    assert "\n" in data["body"]
    data["body"] = data["body"].replace("\n", "\r\n")
    desk.post(address, {**data, "lead": "Ny ingress."})
    assert states("miljo-og-helse", "lead")["nn"] == State.APPROVED
    assert states("miljo-og-helse", "body")["nn"] == State.STALE
    assert "\r" not in Unit.objects.get(pk="miljo-og-helse").body_nn


def test_an_original_that_changed_meanwhile_is_not_approved_unseen(desk, stale):
    form = desk.get("/admin/translations/units/hr/en/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    (one,) = waiting("en")
    Unit.objects.filter(pk="hr").update(lead_nb="Noe helt annet.")
    answer = desk.post("/admin/translations/units/hr/en/", {**data, "approve_lead": "on"})
    assert "changed while you read it" in words(answer)
    listed = desk.post("/admin/translations/en/", {"record": [f"units/hr/{one.seen}"]}, follow=True)
    assert "0 texts approved." in words(listed)
    assert states("hr", "lead")["en"] == State.STALE


@pytest.mark.parametrize("text", ["<b>html</b>", "bell\x07"])
def test_a_text_that_no_file_could_hold_is_refused(desk, content, text):
    form = desk.get("/admin/translations/units/hr/nn/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    answer = desk.post("/admin/translations/units/hr/nn/", {**data, "body": text})
    assert answer.status_code == 200
    assert "Take it out" in words(answer) or "Write Markdown" in words(answer)
    address = "/admin/directory/post/hr-avdelingsdirektor/change/"
    refused = send(desk, address, {**form_of(desk.get(address)), "title_nn": text})
    assert refused.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/admin/translations/xx/",
        "/admin/translations/units/hr/nb/",  # the original's own language
        "/admin/translations/people/jakob-linhave/nn/",
        "/admin/translations/nothing/hr/nn/",
        "/admin/translations/units/nobody/nn/",
    ],
)
def test_what_is_not_there_is_not_found(desk, address):
    assert desk.get(address).status_code == 404


def test_only_staff_may_look_and_only_editors_may_change(client, stale):
    assert client.get("/admin/translations/").status_code == 302
    sign_in(client, User.objects.create_user("reader", is_staff=True))
    assert "not change" in words(
        client.get("/admin/translations/units/hr/nn/", headers={"accept-language": "en"})
    )
    (one,) = waiting("nn")
    chosen = {"record": [f"units/hr/{one.seen}"]}
    assert client.post("/admin/translations/nn/", chosen).status_code == 403
    assert client.post("/admin/translations/units/hr/nn/", {"lead": "Skriv over"}).status_code == 403
    assert Unit.objects.get(pk="hr").lead_nn != "Skriv over"


def test_changing_an_original_in_the_admin_makes_exactly_its_translations_stale(desk, content):
    address = "/admin/directory/post/hr-avdelingsdirektor/change/"
    data = form_of(desk.get(address))
    assert send(desk, address, {**data, "title_nb": "direktør"}).status_code == 302
    post = Post.objects.get(pk="hr-avdelingsdirektor")
    assert {(t.field, t.language): t.state for t in texts(post)} == {
        ("title", "nb"): State.ORIGINAL,
        ("title", "nn"): State.STALE,
        ("title", "en"): State.STALE,
    }
    assert ReplacedOriginal.objects.get().text == "avdelingsdirektør"


def test_changing_original_and_translation_together_leaves_it_approved(desk, content):
    address = "/admin/directory/post/hr-avdelingsdirektor/change/"
    data = form_of(desk.get(address))
    send(desk, address, {**data, "title_nb": "direktør", "title_nn": "direktør"})
    post = Post.objects.get(pk="hr-avdelingsdirektor")
    assert {t.language: t.state for t in texts(post)} == {
        "nb": State.ORIGINAL,
        "nn": State.APPROVED,
        "en": State.STALE,
    }


def test_the_list_of_posts_can_be_narrowed_to_stale_ones(desk, content):
    Post.objects.filter(pk="hr-avdelingsdirektor").update(title_nb="direktør")
    page = desk.get("/admin/directory/post/?stale=en")
    assert [p.pk for p in page.context["cl"].result_list] == ["hr-avdelingsdirektor"]
