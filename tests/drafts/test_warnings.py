"""What a draft's page says before it is published; none of it is in the way."""

from directory.models import Membership, Unit
from hdir.changes.edits import edit_between
from hdir.changes.models import State
from hdir.changes.snapshot import snapshot
from hdir.drafts.page import change_set_page
from hdir.drafts.warnings import Warning
from hdir.drafts.work import start


def unit_edit(**values):
    unit = Unit.objects.get(pk="hr")
    return edit_between(Unit, "hr", snapshot(unit), {**snapshot(unit), **values})


def warnings_about(user, *edits) -> list[Warning]:
    return change_set_page(start("Utkast", "kari", edits), user).warnings


def test_a_text_that_isnt_translated_anew_is_told_with_a_way_to_its_field(admin_user, content):
    told = warnings_about(admin_user, unit_edit(lead_nb="Ny ingress."))
    assert [(one.name, one.place) for one in told] == [
        ("HR", "directory.unit/hr#lead_nn"),
        ("HR", "directory.unit/hr#lead_en"),
    ]


def test_what_the_draft_doesnt_touch_is_not_told(admin_user, content):
    assert warnings_about(admin_user, unit_edit(position=9)) == []


def test_a_record_without_source_is_told(admin_user, content):
    (told,) = warnings_about(admin_user, unit_edit(sources=None))
    assert told.place == "directory.unit/hr#sources-0-document"


def test_links_that_lead_nowhere_are_told_and_others_not(admin_user, content):
    text = "[en](/nb/units/juss) [to](/nn/units/finnes-ikke) [tre](/nb/tull) [fire](https://example.org/x)"
    told = warnings_about(admin_user, unit_edit(body_nb=text, body_nn=text, body_en=text))
    dead = [one.message.rpartition(" ")[2] for one in told if "leads nowhere" in one.message]
    assert sorted(dead) == ["/nb/tull"] * 3 + ["/nn/units/finnes-ikke"] * 3


def test_two_people_in_a_post_at_once_are_told(admin_user, content):
    held = Membership.objects.get(post="miljo-og-helse-avdelingsdirektor")
    values = {**snapshot(held), "person": "bente-moe", "manner": "acting", "valid_from": "2026-01-01"}
    (told,) = warnings_about(admin_user, edit_between(Membership, "miljo-og-helse-bente-moe", None, values))
    assert "Bente Moe" in told.message
    assert held.person.name in told.message


def test_the_page_shows_them_and_lets_it_be_published(chief, content):
    draft = start("Utkast", "kari", [unit_edit(lead_nb="Ny ingress.")])
    page = f"/admin/change-sets/{draft.pk}/"
    assert "Look at this before it is published" in chief.get(page).text
    answer = chief.post(page, {"action": "work", "record": "directory.unit/hr#lead_nn"})
    assert answer.url == "/admin/directory/unit/hr/change/#id_lead_nn"
    chief.post(page, {"action": "approve"})
    draft.refresh_from_db()
    assert draft.state == State.APPLIED
