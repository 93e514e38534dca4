"""What drafts were to do with a redacted person goes; the rest of them can still be published."""

import datetime
import io

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from directory.models import Membership, Person, Unit
from hdir.changes.models import Change, ChangeSet, State
from tests.desk import chief, editor
from tests.drafts.test_drafts import act

__all__ = ["chief", "editor"]

KEY = "otto-christian-ro"
TO_HR = (
    "directory.membership",
    "hr-otto-christian-ro",
    "add",
    {"post": "hr-avdelingsdirektor", "person": KEY},
)
RENAMED = ("directory.unit", "hr", "change", {"name_nb": "Menneskene"})


def package(*changes, **fields):
    """A package of the editor's that does these."""
    fields = {"origin": "admin", "title": "Ny leder", "author": "editor", "is_package": True, **fields}
    change_set = ChangeSet.objects.create(**fields)
    for model, key, action, after in changes:
        before = {"name_nb": Unit.objects.get(pk=key).name_nb} if action == "change" else {}
        Change.objects.create(
            change_set=change_set, model=model, key=key, action=action, before=before, after=after
        )
    return change_set


def after(client, change_set, action):
    """How far the change set has come once somebody has pressed a button of its page."""
    assert act(client, change_set, action).status_code == 200
    change_set.refresh_from_db()
    return change_set.state


def redact():
    call_command("redact_person", KEY, reason="Personen ba om det", stdout=io.StringIO())


def test_what_is_left_of_a_package_is_sent_and_published(editor, chief):
    made = package(TO_HR, RENAMED)
    redact()
    assert [change.key for change in made.changes.all()] == ["hr"]
    assert after(editor, made, "submit") == State.SUBMITTED
    assert after(chief, made, "approve") == State.APPLIED
    assert Unit.objects.get(pk="hr").name_nb == "Menneskene"
    assert not Membership.objects.filter(post="hr-avdelingsdirektor", person__key=KEY).exists()


def test_a_form_that_was_open_meanwhile_brings_the_name_back_into_no_text(editor):
    made = package(("directory.unit", "hr", "change", {"lead_nb": "Spør Otto Christian Rø."}))
    redact()
    # As the form that still has the name leaves it.
    made.changes.update(after={"lead_nb": "Spør Otto Christian Rø om alt."})
    page = act(editor, made, "submit")
    assert "This name was taken out for good." in page.text
    made.refresh_from_db()
    assert made.state == State.DRAFT


def test_one_that_did_nothing_else_stays_and_is_empty(editor):
    made = package(TO_HR)
    redact()
    made.refresh_from_db()
    assert (made.state, made.changes.count()) == (State.DRAFT, 0)
    assert "redacted-" not in editor.get(reverse("drafts:one", args=[made.pk])).text


def test_what_was_approved_is_looked_at_again(editor):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    made = package(TO_HR, RENAMED, state=State.APPROVED, approver="chief", publish_at=tomorrow)
    other = package(RENAMED, state=State.APPROVED, approver="chief", publish_at=tomorrow)
    redact()
    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.state, made.approver, made.publish_at) == (State.DRAFT, "", None)
    assert (other.state, other.publish_at) == (State.APPROVED, tomorrow)
    page = editor.get(reverse("drafts:one", args=[made.pk])).text
    assert "Et navn er tatt ut for godt" in page


def test_one_that_was_discarded_can_be_taken_up_and_sent(editor):
    made = package(TO_HR, RENAMED, state=State.REJECTED)
    redact()
    assert after(editor, made, "take-up") == State.DRAFT
    assert after(editor, made, "submit") == State.SUBMITTED


def test_what_was_published_keeps_its_place_in_the_log(content):
    with_him = Person.objects.get(pk=KEY).memberships.count()
    made = package(TO_HR, state=State.APPLIED, applied=timezone.now(), number=9_000)
    redact()
    (change,) = made.changes.all()
    assert (change.action, change.after, with_him) == ("add", {}, 1)
    assert change.key.startswith("redacted-")
