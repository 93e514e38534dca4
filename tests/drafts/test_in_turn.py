"""What others do between the moment when somebody presses a button and their turn: nothing of it is lost, and
nobody's right is judged by what was so before."""

import datetime
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.utils import timezone
from zeal import zeal_ignore

from directory.models import Topic, Unit
from hdir.changes.edits import Edit
from hdir.changes.models import ChangeSet, State
from hdir.changes.publication import turn
from hdir.drafts import due, intake, views, work
from hdir.drafts.due import publish_due
from tests.drafts.test_drafts import act, drafted, latest
from tests.drafts.test_packages import begin

NOW = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)
AN_HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def meanwhile(monkeypatch):
    """Lets something happen just before whoever waits in a module has their turn."""

    def happens(module, name, action):
        real = getattr(module, name)

        @contextmanager
        def waited(*args):
            monkeypatch.setattr(module, name, real)
            with zeal_ignore():
                action()
            with real(*args) as got:
                yield got

        monkeypatch.setattr(module, name, waited)

    return happens


def scheduled(editor):
    drafted(editor, lead_nb="Ny ingress.")
    change_set = latest()
    act(editor, change_set, "submit")
    work.approve(change_set, "ola", publish_at=timezone.now() + AN_HOUR)
    ChangeSet.objects.filter(pk=change_set.pk).update(publish_at=NOW)
    return ChangeSet.objects.get(pk=change_set.pk)


def test_what_is_put_off_in_the_last_moment_is_not_published(editor, meanwhile):
    change_set = scheduled(editor)
    later = ChangeSet.objects.filter(pk=change_set.pk)
    meanwhile(due, "locked", lambda: later.update(publish_at=NOW + AN_HOUR))
    assert list(publish_due(NOW)) == []
    change_set.refresh_from_db()
    assert change_set.state == State.APPROVED
    assert Unit.objects.get(pk="hr").lead_nb != "Ny ingress."
    assert [one.change_set for one in publish_due(NOW + AN_HOUR)] == [change_set]
    assert Unit.objects.get(pk="hr").lead_nb == "Ny ingress."


def test_what_was_approved_last_is_published_at_its_time(editor, meanwhile):
    change_set = scheduled(editor)

    def rewritten():
        now = Unit.objects.get(pk="hr").lead_nb
        edit = Edit(Unit, "hr", "change", {"lead_nb": now}, {"lead_nb": "Ordene som ble godkjent til slutt."})
        work.put(change_set, [edit], "editor")
        work.submit(change_set)
        work.approve(change_set, "ola", publish_at=timezone.now() + AN_HOUR)
        ChangeSet.objects.filter(pk=change_set.pk).update(publish_at=NOW)

    meanwhile(due, "locked", rewritten)
    list(publish_due(NOW))
    assert Unit.objects.get(pk="hr").lead_nb == "Ordene som ble godkjent til slutt."


def test_nobody_approves_what_they_have_just_rewritten_themselves(editor, publisher, meanwhile):
    drafted(editor, lead_nb="Fra redaktøren.", button="_submit")
    change_set = latest()

    def rewritten():
        now = Unit.objects.get(pk="hr").lead_nb
        edit = Edit(Unit, "hr", "change", {"lead_nb": now}, {"lead_nb": "Bare publisereren har lest dette."})
        work.put(change_set, [edit], "publisher")
        work.submit(change_set)

    meanwhile(views, "turn", rewritten)
    assert act(publisher, change_set, "approve").status_code == 403
    assert Unit.objects.get(pk="hr").lead_nb != "Bare publisereren har lest dette."


def test_what_a_colleague_puts_into_a_package_meanwhile_stays(editor, meanwhile):
    package = begin(editor)
    theirs = Edit(Topic, "sovnhelse", "add", {}, {"name_nb": "Søvnhelse"})
    meanwhile(intake, "turn", lambda: work.put(package, [theirs], "kari"))
    request = RequestFactory().post("/", {"_save": "1"})
    request.user, request.session = User.objects.get(username="editor"), editor.session
    now = Unit.objects.get(pk="hr").lead_nb
    mine = Edit(Unit, "hr", "change", {"lead_nb": now}, {"lead_nb": "Min ingress."})
    intake.save_edits(request, [mine], "Min")
    assert {change.key for change in package.changes.all()} == {"sovnhelse", "hr"}


def test_whoever_waited_sees_what_is_so_now(editor):
    drafted(editor, lead_nb="Ny ingress.")
    change_set = latest()
    with turn():
        work.discard(change_set, "editor")
    told = act(editor, change_set, "submit")
    assert "Somebody was quicker" in told.text
