"""Links with which somebody chooses a password: invited by an administrator, or asked for by mail."""

import datetime
import re
import threading
import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core import signing
from django.test import Client
from django.utils import timezone

from hdir.accounts import mails
from hdir.accounts.passwords import INVITATION, RESET, invite, whose
from tests.accounts.conftest import PASSWORD, log_in
from tests.signing_in import sign_in, with_app

ADD = "/admin/auth/user/add/"
NEW = {"new_password1": "many-more-words-here", "new_password2": "many-more-words-here"}


def path_in(text: str) -> str:
    return re.search(r"https?://[^/\s\"]+(/accounts/[^\s\"]+)", text)[1]


def asked(client, email):
    return client.post("/accounts/reset/", {"email": email})


# --- Invitations --------------------------------------------------------------------------------


def test_where_no_mail_goes_out_the_administrator_hands_the_link_over(content, administrator, visitor):
    editor = Group.objects.get(name="editor")
    page = administrator.post(ADD, {"username": "ny", "first_name": "Ny", "groups": [editor.pk]})
    assert "no-store" in page.headers["Cache-Control"]
    invited = User.objects.get(username="ny")
    assert (invited.is_staff, invited.has_usable_password()) == (True, False)
    assert list(invited.groups.all()) == [editor]
    link = path_in(page.text)
    assert "Your username is ny." in visitor.get(link).text
    answer = visitor.post(link, NEW, follow=True)
    assert answer.redirect_chain == [("/admin/", 302), ("/accounts/second-factor/", 302)]
    invited.refresh_from_db()
    assert invited.check_password(NEW["new_password1"])
    assert visitor.get(link).status_code == 302  # signed in, and on the way to a factor
    assert "doesn’t work any more" in Client(headers={"accept-language": "en"}).get(link).text


def test_with_mail_the_link_is_sent_and_shown_to_nobody(content, administrator, outbox, committed):
    page = administrator.post(ADD, {"username": "ny", "email": "ny@example.org"}, follow=True)
    assert "/accounts/invitation/" not in page.text
    assert "is on its way to ny@example.org" in page.text
    (sent,) = outbox
    assert sent.to == ["ny@example.org"]
    assert sent.subject == "Kontoen din i redaksjonen"
    assert whose(INVITATION, path_in(sent.body).split("/")[3]).username == "ny"


def test_a_newer_link_ends_the_older_one_and_the_password(visitor, kari):
    first, second = (path_in(invite(kari)) for _time in range(2))
    assert visitor.get(first).status_code == 404
    assert visitor.get(second).status_code == 200
    assert log_in(visitor).status_code == 200


def test_who_is_helped_keeps_their_second_factor(content, administrator, visitor, kari):
    with_app(kari)
    page = administrator.get(f"/admin/auth/user/{kari.pk}/invite/")
    assert "stops working" in page.text
    link = path_in(administrator.post(f"/admin/auth/user/{kari.pk}/invite/").text)
    assert visitor.post(link, NEW).url == "/accounts/2fa/authenticate/"


def test_a_password_that_is_easily_guessed_is_refused(visitor, kari):
    link = path_in(invite(kari))
    for bad in ("kari-kari", "12345678901234", "short", "password1234"):
        answer = visitor.post(link, {"new_password1": bad, "new_password2": bad})
        assert answer.status_code == 400, bad
        assert "errorlist" in answer.text
    assert visitor.get(link).status_code == 200  # looking and failing use nothing up


def test_a_link_is_nobodys_who_left_and_lasts_for_its_time(kari, monkeypatch):
    token = path_in(invite(kari)).split("/")[3]
    now = time.time()
    assert whose(INVITATION, token) == kari
    assert whose(RESET, token) is None
    monkeypatch.setattr(signing.time, "time", lambda: now + 8 * 86_400)
    assert whose(INVITATION, token) is None
    monkeypatch.setattr(signing.time, "time", lambda: now)
    User.objects.update(is_active=False)
    assert whose(INVITATION, token) is None


def test_a_link_signs_out_whoever_tries_it_in_a_browser_of_theirs(content, administrator, kari):
    link = path_in(invite(kari))
    administrator.post(link, NEW)
    assert administrator.session["_auth_user_id"] == str(kari.pk)


# --- Forgotten ----------------------------------------------------------------------------------


def test_a_forgotten_password_is_replaced_by_mail(visitor, kari, outbox, committed):
    assert asked(visitor, "KARI@example.org").url == "/accounts/reset/sent/"
    (sent,) = outbox
    assert "for the account kari" in sent.body
    assert log_in(Client()).status_code == 302  # the old one still works, but its sign-in ends the link
    asked(visitor, "kari@example.org")
    link = path_in(outbox[-1].body)
    assert visitor.get(path_in(sent.body)).status_code == 404
    assert visitor.post(link, NEW).status_code == 302
    assert visitor.get(link).status_code == 302
    assert Client().get(link).status_code == 404


def test_nobody_learns_from_answers_who_has_an_account(visitor, kari, outbox, committed, client):
    known = [asked(visitor, "kari@example.org"), visitor.get("/accounts/reset/sent/")]
    unknown = [asked(visitor, "nobody@example.org"), visitor.get("/accounts/reset/sent/")]
    assert len(outbox) == 1
    assert [(a.status_code, a.headers.get("Location")) for a in known] == [
        (a.status_code, a.headers.get("Location")) for a in unknown
    ]

    def shown(name):
        text = log_in(visitor, "wrong", name).text
        return re.sub(r'value="[^"]*"', "", text)

    User.objects.create_user("left", password=PASSWORD, is_active=False)
    assert shown("kari") == shown("nobody") == shown("left")
    # Not even to who knows the password that the account isn't in use any more.
    assert "The username or the password is wrong." in log_in(visitor, name="left").text


def test_nobody_learns_from_the_time_it_takes(visitor, kari, settings, monkeypatch):
    """Looking the address up and sending is done beside the answer."""
    settings.EMAIL_URL = "smtp://mail.example.org"
    put_off = []
    monkeypatch.setattr(mails, "later", put_off.append)
    asked(visitor, "kari@example.org")
    asked(visitor, "nobody@example.org")
    assert len(put_off) == 2


def test_mail_that_cannot_be_sent_is_written_down_and_hurts_nobody(caplog):
    def fails():
        raise ConnectionRefusedError("no mail server")

    before = set(threading.enumerate())
    mails.later(fails)
    for thread in set(threading.enumerate()) - before:
        thread.join()
    assert "couldn't be sent" in caplog.text


def test_nobody_is_flooded_with_mails(visitor, kari, outbox, committed):
    for number in range(5):
        visitor.post("/accounts/reset/", {"email": "kari@example.org"}, REMOTE_ADDR=f"192.0.2.{number}")
    assert len(outbox) == 3


def test_nobody_asks_for_hundreds_of_addresses(visitor, db, outbox):
    answers = [asked(visitor, f"somebody-{number}@example.org") for number in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [400]
    assert "Too many requests" in answers[-1].text


def test_links_lead_to_the_site_and_not_to_where_the_request_says(kari, settings, outbox, committed):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://hdir.example"
    Client().post("/accounts/reset/", {"email": "kari@example.org"}, headers={"host": "evil.example"})
    assert "https://hdir.example/accounts/reset/" in outbox[0].body
    assert "evil.example" not in outbox[0].body


def test_without_mail_the_page_says_whom_to_ask(visitor, kari, outbox, settings):
    settings.EMAIL_URL = ""
    page = visitor.get("/accounts/reset/")
    assert "Ask who administers the accounts" in page.text
    assert 'name="email"' not in page.text
    asked(visitor, "kari@example.org")
    assert outbox == []


# --- One's own ----------------------------------------------------------------------------------


def test_changing_the_password_needs_the_old_one_and_ends_other_sessions(content, editor):
    user = User.objects.get(username="editor")
    elsewhere = Client()
    elsewhere.force_login(user)
    wrong = {"oldpassword": "wrong", "password1": "many-more-words-here", "password2": "many-more-words-here"}
    assert "This isn’t your password." in editor.post("/accounts/password/", wrong).text
    right = {**wrong, "oldpassword": "editor-long-enough"}
    assert editor.post("/accounts/password/", right).url == "/accounts/2fa/"
    assert editor.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").url.startswith("/admin/login/")


def test_who_has_no_password_is_told_how_to_get_one(content, editor):
    user = User.objects.get(username="editor")
    user.set_unusable_password()
    user.save()
    sign_in(editor, user)
    for ask in (editor.get, editor.post):
        told = ask("/accounts/password/", follow=True)
        assert told.redirect_chain == [("/accounts/reset/", 302)]
        assert "Your account has no password yet." in told.text


def test_the_admins_own_page_for_it_leads_there(content, editor):
    assert editor.get("/admin/password_change/").url == "/accounts/password/"


def test_nobody_signs_up(visitor, db):
    for page in ("signup/", "email/", "password/set/", "confirm-email/"):
        assert visitor.get(f"/accounts/{page}").status_code == 404


def test_who_changes_how_they_sign_in_says_who_they_are_after_a_while(content, editor):
    # The app is older than its last use.
    Authenticator.objects.update(created_at=timezone.now() - datetime.timedelta(days=1))
    session = editor.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**records[0], "at": time.time() - 20 * 60}]
    session.save()
    for page in ("totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "webauthn/add/"):
        answer = editor.get(f"/accounts/2fa/{page}")
        assert answer.url.startswith("/accounts/reauthenticate/?next=")
    answer = editor.post(
        "/accounts/reauthenticate/",
        {"password": "editor-long-enough", "next": "/accounts/2fa/recovery-codes/"},
    )
    assert answer.url == "/accounts/2fa/recovery-codes/"
    assert editor.get(answer.url).status_code == 200


@pytest.mark.parametrize("token", ["x", "a:b:c", "."])
def test_what_is_no_link_of_ours_says_so(visitor, db, token):
    page = visitor.get(f"/accounts/invitation/{token}/")
    assert page.status_code == 404
    assert "The link doesn’t work any more" in page.text
