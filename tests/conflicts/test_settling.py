"""Conflicts between files and staff, settled in the admin with a click for each field."""

import pytest

from directory.models import Membership, Unit
from hdir.changes.models import Baseline, ChangeSet
from hdir.changes.shell import publishing
from tests.admin.browser import choose, form_of
from tests.drafts.test_drafts import act
from tests.fixtures.conftest import files, load

__all__ = ["files", "load"]

PAGE = "/admin/conflicts/"
NAME = "directory.unit/hr/name_en"


@pytest.fixture
def conflict(content, load, files):
    """Staff says People, the files say Human resources."""
    with publishing("Redaksjonen", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.name_en = "People"
        unit.save()
    files.change("units", "hr", name_en="Human resources")
    assert load(files.folder, apply=True).code == 3
    return files


def test_all_three_values_stand_side_by_side(conflict, publisher):
    shown = publisher.get(PAGE).text.replace("<ins>", "").replace("</ins>", "").replace("<del>", "")
    for value in ("People", "Human resources", "HR"):
        assert value in shown
    assert "/admin/conflicts/" in publisher.get("/admin/").text


@pytest.mark.parametrize(
    ("side", "text", "result", "published"),
    [
        ("ours", "", "People", False),
        ("theirs", "", "Human resources", True),
        ("edited", "Staff and people", "Staff and people", True),
    ],
)
def test_settled_with_a_click(conflict, publisher, chief, load, side, text, result, published):
    number = ChangeSet.objects.latest_number()
    # Who may not publish alone sends a text of their own for approval, see below.
    choose(chief if side == "edited" else publisher, PAGE, {NAME: side, f"{NAME}/text": text})
    assert Unit.objects.get(pk="hr").name_en == result
    assert (ChangeSet.objects.latest_number() > number) is published
    assert load(conflict.folder).code == 0
    assert "There are none." in publisher.get(PAGE).text
    # The next time the file moves, it is compared with what was settled.
    conflict.change("units", "hr", name_en="Human resources" if side == "theirs" else "HR")
    assert load(conflict.folder).code == (0 if side == "theirs" else 3)


def test_a_text_of_a_publishers_own_is_read_by_somebody_else_before_it_is_published(
    conflict, publisher, chief, load
):
    shown = choose(publisher, PAGE, {NAME: "edited", f"{NAME}/text": "Staff and people"})
    assert "waits for somebody else’s approval" in shown.text
    assert Unit.objects.get(pk="hr").name_en == "People"  # what staff published stays in force
    draft = ChangeSet.objects.open().get()
    assert (draft.state, draft.author) == ("submitted", "publisher")
    assert "There are none." in publisher.get(PAGE).text
    assert act(publisher, draft, "approve").status_code == 403
    act(chief, draft, "approve")
    assert Unit.objects.get(pk="hr").name_en == "Staff and people"
    assert load(conflict.folder).code == 0


def test_a_choice_holds_for_what_was_shown(conflict, publisher, load):
    shown = form_of(publisher.get(PAGE))
    conflict.change("units", "hr", name_en="Personnel")
    assert load(conflict.folder, apply=True).code == 3
    answer = publisher.post(PAGE, {**shown, NAME: "theirs"})
    assert "It has changed since you opened this page" in answer.text
    assert "Personnel" in answer.text
    assert Unit.objects.get(pk="hr").name_en == "People"
    choose(publisher, PAGE, {NAME: "theirs"})
    assert Unit.objects.get(pk="hr").name_en == "Personnel"


def test_nothing_chosen_settles_nothing(conflict, publisher):
    assert "Choose for at least one conflict." in publisher.post(PAGE, {}).text
    assert Baseline.objects.disputed().count() == 1


def test_a_third_text_that_can_not_be_is_refused_beside_its_field(conflict, publisher):
    shown = choose(publisher, PAGE, {NAME: "edited", f"{NAME}/text": "<script>x</script>"})
    assert "errorlist" in shown.text
    assert Unit.objects.get(pk="hr").name_en == "People"


def test_editors_may_not_settle(conflict, editor):
    assert editor.get(PAGE).status_code == 403


def test_a_removal_that_staff_keeps_or_accepts(content, publisher, load, files):
    with publishing("Endret", author="kari"):
        membership = Membership.objects.get(pk="hr-jannicke-hexum")
        membership.valid_from = "2016"
        membership.save()
    files.remove("memberships", "hr-jannicke-hexum")
    assert load(files.folder, apply=True).code == 3
    choose(publisher, PAGE, {"directory.membership/hr-jannicke-hexum/": "ours"})
    assert Membership.objects.filter(pk="hr-jannicke-hexum").exists()
    assert load(files.folder, apply=True).code == 0


def test_a_removal_that_staff_accepts(content, publisher, load, files):
    with publishing("Endret", author="kari"):
        membership = Membership.objects.get(pk="hr-jannicke-hexum")
        membership.valid_from = "2016"
        membership.save()
    files.remove("memberships", "hr-jannicke-hexum")
    assert load(files.folder, apply=True).code == 3
    choose(publisher, PAGE, {"directory.membership/hr-jannicke-hexum/": "theirs"})
    assert not Membership.objects.filter(pk="hr-jannicke-hexum").exists()
    assert load(files.folder, apply=True).code == 0


def test_a_record_that_staff_removed_comes_back_as_the_file_has_it(content, publisher, load, files):
    with publishing("Bort", author="kari"):
        Membership.objects.get(pk="hr-jannicke-hexum").delete()
    files.change("memberships", "hr-jannicke-hexum", manner="acting")
    assert load(files.folder, apply=True).code == 3
    choose(publisher, PAGE, {"directory.membership/hr-jannicke-hexum/": "theirs"})
    assert Membership.objects.get(pk="hr-jannicke-hexum").manner == "acting"
    assert load(files.folder, apply=True).code == 0
