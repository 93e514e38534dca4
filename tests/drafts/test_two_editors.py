"""Two people edit the same record: nobody's work is silently overwritten."""

import pytest

from directory.models import Post, Unit
from hdir.changes.models import ChangeSet, State
from hdir.changes.shell import publishing
from tests.admin.browser import form_of, send
from tests.drafts.test_drafts import PAGE, act, latest


def meanwhile(**fields):
    with publishing("Meanwhile", author="ola"):
        unit = Unit.objects.get(pk="hr")
        for name, value in fields.items():
            setattr(unit, name, value)
        unit.save()


def test_changes_of_different_fields_are_both_kept_and_told(writer):
    seen = form_of(writer.get(PAGE))
    meanwhile(lead_en="Somebody else’s lead.")
    answer = send(writer, PAGE, {**seen, "lead_nb": "Min ingress.", "_save": "1"})
    assert answer.status_code == 302
    unit = Unit.objects.get(pk="hr")
    assert (unit.lead_nb, unit.lead_en) == ("Min ingress.", "Somebody else’s lead.")
    assert "Others changed something here while you were writing" in writer.get(PAGE).text


def test_changes_of_the_same_field_are_shown_side_by_side_and_nothing_is_lost(writer):
    seen = form_of(writer.get(PAGE))
    meanwhile(lead_nb="Den andres ingress.")
    answer = send(writer, PAGE, {**seen, "lead_nb": "Min ingress.", "lead_en": "Mine.", "_save": "1"})
    draft = latest()
    assert answer.url == f"/admin/change-sets/{draft.pk}/"
    assert Unit.objects.get(pk="hr").lead_nb == "Den andres ingress."
    shown = writer.get(answer.url).text
    assert "Den andres" in shown
    assert "Nothing is lost" in shown
    act(writer, draft, "settle", **{"directory.unit/hr/lead_nb": "theirs"})
    act(writer, draft, "approve")
    unit = Unit.objects.get(pk="hr")
    assert (unit.lead_nb, unit.lead_en) == ("Min ingress.", "Mine.")
    assert ChangeSet.objects.get(pk=draft.pk).state == State.APPLIED


@pytest.mark.parametrize("button", ["_draft", "_submit"])
def test_a_draft_that_clashes_when_it_is_saved_says_where_and_is_not_sent(editor, button):
    seen = form_of(editor.get(PAGE))
    meanwhile(lead_nb="Den andres ingress.")
    answer = send(editor, PAGE, {**seen, "lead_nb": "Min ingress.", button: "1"})
    draft = latest()
    assert (answer.url, draft.state) == (f"/admin/change-sets/{draft.pk}/", State.DRAFT)
    shown = editor.get(answer.url).text
    mark = "directory.unit/hr/lead_nb"
    assert f'<a href="{answer.url}#{mark}">HR: Lead – Bokmål</a>' in shown
    assert f'id="{mark}"' in shown
    assert "Sent for approval" not in shown
    assert "Nothing yet" not in shown


def test_a_row_that_somebody_removed_meanwhile_stays_away(writer):
    seen = form_of(writer.get(PAGE))
    post = Post.objects.filter(unit="hr", memberships__isnull=False).first()
    with publishing("Meanwhile", author="ola"):
        for membership in post.memberships.all():
            membership.delete()
        post.delete()
    answer = send(writer, PAGE, {**seen, "lead_nb": "Min ingress.", "_save": "1"})
    assert answer.status_code == 302
    assert Unit.objects.get(pk="hr").lead_nb == "Min ingress."
    assert not Post.objects.filter(pk=post.pk).exists()


def test_a_record_that_somebody_removed_meanwhile_comes_back_only_if_asked(chief):
    with publishing("New", author="ola"):
        Unit.objects.create(key="ny", kind="section", parent_id="hr", name_nb="Ny", sources=[])
    page = "/admin/directory/unit/ny/change/"
    seen = form_of(chief.get(page))
    with publishing("Gone", author="ola"):
        Unit.objects.get(pk="ny").delete()
    answer = send(chief, page, {**seen, "name_nb": "Ny og bedre", "_save": "1"})
    draft = latest()
    assert answer.url == f"/admin/change-sets/{draft.pk}/"
    assert not Unit.objects.filter(pk="ny").exists()
    act(chief, draft, "settle", **{"directory.unit/ny/": "theirs"})
    act(chief, draft, "approve")
    assert Unit.objects.get(pk="ny").name_nb == "Ny og bedre"


def test_a_form_without_the_number_is_taken_as_just_shown(writer):
    seen = form_of(writer.get(PAGE))
    seen.pop("_seen")
    assert send(writer, PAGE, {**seen, "lead_nb": "Min ingress.", "_save": "1"}).status_code == 302
    assert Unit.objects.get(pk="hr").lead_nb == "Min ingress."


def test_nonsense_in_the_number_is_no_error(writer):
    seen = form_of(writer.get(PAGE))
    for nonsense in ("x", "-1", "9" * 40, "٣"):
        answer = send(
            writer, PAGE, {**seen, "_seen": nonsense, "lead_nb": f"Ingress {nonsense}", "_save": "1"}
        )
        assert answer.status_code == 302
