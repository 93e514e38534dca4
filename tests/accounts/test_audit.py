"""What happens to accounts is written down: who, what, when, and nothing more of anybody."""

import datetime
import io

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from hdir.accounts import audit
from hdir.accounts.models import KEPT, AuditEntry, Event
from hdir.client_address import fingerprint
from tests.accounts.conftest import PASSWORD, log_in
from tests.admin.browser import form_of
from tests.signing_in import code_of, with_app


def told(event=None) -> list[tuple[str, str, str, str]]:
    entries = AuditEntry.objects.order_by("pk")
    if event:
        entries = entries.filter(event=event)
    return list(entries.values_list("event", "account", "actor", "detail"))


def test_signing_in_and_failing_to(visitor, kari):
    secret = with_app(kari)
    AuditEntry.objects.all().delete()
    log_in(visitor, "wrong")
    log_in(visitor)
    visitor.post("/accounts/2fa/authenticate/", {"code": "000"})
    visitor.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert told() == [
        ("sign-in-failed", "kari", "", ""),
        ("code-failed", "kari", "", ""),
        ("signed-in", "kari", "kari", "password, totp"),
    ]


def test_a_password_typed_where_the_name_belongs_is_not_kept(visitor, kari):
    log_in(visitor, "kari", name="my-secret-password")
    assert told("sign-in-failed") == [("sign-in-failed", "", "", "")]


def test_too_many_failures_are_told_once(visitor, kari):
    for _time in range(9):
        log_in(visitor, "wrong")
    assert told(Event.TOO_MANY) == [("too-many", "kari", "", "")]
    assert len(told(Event.SIGN_IN_FAILED)) == 5


def test_factors(content, editor, committed):
    AuditEntry.objects.all().delete()
    editor.post("/accounts/2fa/recovery-codes/generate/")
    editor.post("/accounts/2fa/totp/deactivate/")
    call_command("reset_factors", "editor", stdout=io.StringIO())
    assert told() == [
        ("codes-renewed", "editor", "editor", ""),
        ("factor-removed", "editor", "editor", "totp"),
        ("factor-removed", "editor", "editor", "recovery_codes"),
        ("factors-reset", "editor", "manage.py", "0"),
    ]


def test_passwords_however_they_are_changed(kari):
    AuditEntry.objects.all().delete()
    kari.set_password("another-long-password")
    kari.save()
    # A better hash of the same password is no change of it.
    kari.password = make_password("another-long-password")
    kari.save(update_fields=["password"])
    kari.last_login = timezone.now()
    kari.save(update_fields=["last_login"])
    assert told() == [("password-changed", "kari", "manage.py", "")]


def test_invitations_and_roles(content, administrator):
    AuditEntry.objects.all().delete()
    editor, publisher = (Group.objects.get(name=name) for name in ("editor", "publisher"))
    administrator.post("/admin/auth/user/add/", {"username": "ny", "groups": [editor.pk]})
    page = f"/admin/auth/user/{User.objects.get(username='ny').pk}/change/"
    administrator.post(page, {**form_of(administrator.get(page)), "groups": [publisher.pk]})
    data = form_of(administrator.get(page))
    data.pop("is_active")
    administrator.post(page, {**data, "username": "nyere", "email": "nyere@example.org"})
    administrator.post(page.replace("change", "delete"), {"post": "yes"})
    assert told() == [
        ("added", "ny", "adam", "+is_staff"),
        ("roles-changed", "ny", "adam", "+editor"),
        ("invited", "ny", "adam", "link"),
        ("roles-changed", "ny", "adam", "-editor"),
        ("roles-changed", "ny", "adam", "+publisher"),
        ("changed", "nyere", "adam", "username: ny → nyere email -is_active"),
        ("removed", "nyere", "adam", ""),
    ]


def test_rights_also_those_of_roles_and_those_that_are_taken_all_at_once(kari):
    right = Permission.objects.get(codename="publish_own_changeset")
    role = Group.objects.get(name="editor")
    AuditEntry.objects.all().delete()
    kari.user_permissions.add(right)
    kari.user_permissions.clear()
    role.permissions.add(right)
    role.user_set.remove(kari)
    kari.groups.add(role)
    kari.groups.clear()
    role.delete()
    assert told() == [
        ("rights-changed", "kari", "manage.py", "+publish_own_changeset"),
        ("rights-changed", "kari", "manage.py", "-publish_own_changeset"),
        ("rights-changed", "", "manage.py", "editor: +publish_own_changeset"),
        ("roles-changed", "", "manage.py", "editor: -kari"),
        ("roles-changed", "kari", "manage.py", "+editor"),
        ("roles-changed", "kari", "manage.py", "-editor"),
        ("rights-changed", "", "manage.py", "-editor"),
    ]


def test_migrations_are_no_news(db):
    AuditEntry.objects.all().delete()
    Group.objects.get(name="editor").permissions.through.objects.filter(group__name="editor").delete()
    call_command("migrate", verbosity=0)
    assert Group.objects.get(name="editor").permissions.exists()
    assert told() == []


def test_the_owner_is_told_by_mail(kari, outbox, committed):
    kari.set_password("another-long-password")
    kari.save()
    call_command("reset_factors", "kari", stdout=io.StringIO())
    assert [sent.subject for sent in outbox] == [
        "Kontoen din: passord endret",
        "Kontoen din: all tofaktor fjernet",
    ]


def test_no_address_is_kept_and_places_are_told_apart_for_a_day(visitor, kari, monkeypatch):
    for address in ("192.0.2.1", "192.0.2.1", "198.51.100.7"):
        log_in(visitor, "wrong", REMOTE_ADDR=address)
    one, same, other = AuditEntry.objects.filter(event="sign-in-failed").order_by("pk")
    assert one.place == same.place != other.place
    assert len(one.place) == 6
    values = " ".join(str(value) for row in AuditEntry.objects.values_list() for value in row)
    assert "192.0.2" not in values
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert fingerprint("audit", tomorrow.isoformat(), "192.0.2.1")[:6] != one.place


def test_an_administrator_reads_the_log_and_nobody_writes_it(content, administrator, chief, visitor, kari):
    log_in(visitor, "wrong")
    page = administrator.get("/admin/accounts/auditentry/?q=kari")
    assert "wrong password or name" in page.text
    entry = AuditEntry.objects.filter(account="kari").latest("pk")
    for client in (administrator, chief):
        for what in ("add/", f"{entry.pk}/delete/"):
            assert client.post(f"/admin/accounts/auditentry/{what}", {"post": "yes"}).status_code == 403
        assert client.post(f"/admin/accounts/auditentry/{entry.pk}/change/", {}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
        client.post("/admin/accounts/auditentry/", chosen)
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_entries_are_forgotten_in_time_and_the_log_outlives_accounts(kari, client):
    client.force_login(kari)
    log_in(Client(), "wrong")
    kari.delete()
    old = audit.record(Event.SIGNED_IN, "somebody")
    AuditEntry.objects.filter(pk=old.pk).update(at=timezone.now() - datetime.timedelta(days=KEPT + 1))
    said = io.StringIO()
    call_command("forget_audit", stdout=said)
    assert said.getvalue() == "1 entries deleted.\n"
    assert AuditEntry.objects.filter(account="kari", event="sign-in-failed").exists()


def test_nothing_but_the_log_keeps_what_was_done_to_accounts(content, administrator, kari):
    page = f"/admin/auth/user/{kari.pk}/change/"
    administrator.post(
        "/admin/auth/user/add/",
        {"username": "ola", "email": "", "groups": Group.objects.get(name="editor").pk},
    )
    administrator.post(page, {**form_of(administrator.get(page)), "first_name": "Karianne"})
    assert ("changed", "kari", "adam", "first_name") in told(Event.CHANGED)
    administrator.post(f"/admin/auth/user/{kari.pk}/delete/", {"post": "yes"})
    assert told(Event.ADDED)[-1][1] == "ola"
    assert [account for _event, account, *_more in told(Event.REMOVED)] == ["kari"]
    assert not LogEntry.objects.exists()


def test_what_the_admin_noted_before_is_forgotten_in_the_same_time(kari):
    for days in (KEPT - 1, KEPT + 1):
        made = LogEntry.objects.create(user=kari, object_repr="ola", action_flag=CHANGE)
        LogEntry.objects.filter(pk=made.pk).update(action_time=timezone.now() - datetime.timedelta(days=days))
    call_command("forget_audit", stdout=io.StringIO())
    (left,) = LogEntry.objects.all()
    assert left.action_time > timezone.now() - datetime.timedelta(days=KEPT)


def test_the_command_takes_nothing_away_where_a_name_is_wrong(kari):
    with_app(kari)
    with pytest.raises(CommandError, match="No account is called nobody"):
        call_command("reset_factors", "kari", "nobody")
    with pytest.raises(CommandError, match="say --everybody"):
        call_command("reset_factors")
    assert kari.authenticator_set.count() == 2
    call_command("reset_factors", everybody=True, stdout=io.StringIO())
    assert kari.authenticator_set.count() == 0


def test_password_of_a_new_account_is_no_change_of_it(db):
    User.objects.create_user("ola", password=PASSWORD)
    assert told() == [("added", "ola", "manage.py", "")]
