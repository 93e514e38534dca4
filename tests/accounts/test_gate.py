"""Staff without a second factor: they get to one, and to nothing else."""

import datetime
import re
import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from zeal import zeal_ignore

from directory.models import Unit
from hdir.changes.edits import edit_between
from hdir.changes.models import ChangeSet, State
from hdir.changes.snapshot import snapshot
from hdir.drafts.work import start
from tests.accounts.conftest import PASSWORD, log_in
from tests.admin.browser import form_of, send
from tests.signing_in import code_of, sign_in, with_app

SET_UP = "/accounts/second-factor/"


def paths_of(resolver, before="") -> set[str]:
    """All addresses below a resolver, with something in place of what varies."""
    found = set()
    for pattern in resolver.url_patterns:
        path = before + str(pattern.pattern).lstrip("^").rstrip("$").removesuffix(r"\Z")
        found |= paths_of(pattern, path) if hasattr(pattern, "url_patterns") else {path}
    return found


def addresses(root: str) -> list[str]:
    values = [
        (r"<int:\w+>", "1"),
        (r"\(\?P<kind>[^)]*\)", "reset"),
        (r"\(\?P<[^)]*\)", "x"),
        (r"<[^>]*>", "hr"),
    ]
    found = []
    for path in paths_of(get_resolver()):
        if path.startswith(root):
            for pattern, value in values:
                path = re.sub(pattern, value, path)  # noqa: PLW2901 - step by step
            found.append(f"/{path}")
    return sorted(found)


def test_every_address_of_the_desk_leads_to_a_second_factor_and_to_nothing_else(content, visitor, kari):
    log_in(visitor)
    desk = addresses("admin/")
    assert len(desk) > 100
    for address in desk:
        for ask in (visitor.get, visitor.post):
            answer = ask(address)
            assert (answer.status_code, answer.headers.get("Location")) == (302, SET_UP), address


def test_of_the_pages_of_accounts_only_those_that_lead_to_one_open(visitor, kari):
    log_in(visitor)
    opened = [path for path in addresses("accounts/") if visitor.get(path).headers.get("Location") != SET_UP]
    assert opened == [
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/logout/",
        "/accounts/reauthenticate/",
        SET_UP,
    ]


def test_public_pages_are_those_of_any_reader(content, visitor, kari, client):
    log_in(visitor)
    assert "desk-bar" not in visitor.get("/en/units/hr").text
    assert visitor.get("/en/units/hr").status_code == 200
    sign_in(visitor, kari)
    assert "desk-bar" in visitor.get("/en/units/hr").text


def test_drafts_are_not_seen_before_it(content, visitor, kari):
    unit = Unit.objects.get(pk="hr")
    edit = edit_between(Unit, "hr", snapshot(unit), {**snapshot(unit), "lead_nb": "Bare et utkast."})
    draft = start("Utkast", "ola", [edit])
    page = f"/admin/change-sets/{draft.pk}/preview/nb/units/hr"
    log_in(visitor)
    assert "Bare et utkast." not in visitor.get(page, follow=True).text
    sign_in(visitor, kari)
    assert "Bare et utkast." in visitor.get(page).text


def test_the_first_sign_in_goes_from_password_to_factor_to_recovery_codes_to_the_desk(
    content, visitor, committed
):
    call_command("createsuperuser", username="chief", email="", interactive=False)
    chief = User.objects.get(username="chief")
    chief.set_password(PASSWORD)
    chief.save()
    asked = visitor.get("/admin/", follow=True)
    assert asked.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"
    data = {"login": "chief", "password": PASSWORD, "next": "/admin/"}
    arrived = visitor.post("/accounts/login/", data, follow=True)
    assert arrived.redirect_chain == [("/admin/", 302), (SET_UP, 302)]
    # Nobody who has just signed in is asked for the password again.
    page = visitor.get("/accounts/2fa/totp/activate/")
    secret = re.search(r'class="secret">(\w+)', page.text)[1]
    done = visitor.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    codes = visitor.get(done.url)
    assert len(re.findall(r"<code>\d{8}</code>", codes.text)) == 10
    assert 'href="/admin/"' in codes.text
    assert visitor.get("/admin/").status_code == 200


def test_with_a_factor_the_code_is_asked_for_before_anybody_is_signed_in(content, visitor, kari):
    secret = with_app(kari)
    assert log_in(visitor).url == "/accounts/2fa/authenticate/"
    assert visitor.get("/admin/").status_code == 302
    assert visitor.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert visitor.get("/admin/").status_code == 302
    assert visitor.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).url == "/admin/"
    assert visitor.get("/admin/").status_code == 200


def test_a_code_of_the_app_opens_once(visitor, kari):
    code = code_of(with_app(kari))
    log_in(visitor)
    assert visitor.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    visitor.post("/accounts/logout/")
    log_in(visitor)
    again = visitor.post("/accounts/2fa/authenticate/", {"code": f"{code[:3]} {code[3:]}"})
    assert "was used before" in again.text


def test_a_recovery_code_opens_once(content, visitor, kari):
    with_app(kari)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[3]
    log_in(visitor)
    assert visitor.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert visitor.get("/admin/").status_code == 200
    visitor.post("/accounts/logout/")
    log_in(visitor)
    assert visitor.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200


def test_a_session_without_factor_of_who_has_one_is_asked_for_it(content, visitor, kari):
    secret = with_app(kari)
    visitor.force_login(kari)
    asked = visitor.get("/admin/directory/unit/")
    assert asked.url == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Fdirectory%2Funit%2F"
    assert "With your password" not in visitor.get(asked.url).text
    answer = visitor.post("/accounts/2fa/reauthenticate/", {"code": code_of(secret), "next": "/admin/"})
    assert answer.url == "/admin/"
    assert visitor.get("/admin/").status_code == 200


def test_who_has_only_a_passkey_is_asked_for_that(visitor, kari):
    Authenticator.objects.create(user=kari, type="webauthn", data={"name": "key", "credential": {}})
    visitor.force_login(kari)
    assert visitor.get("/admin/").url.startswith("/accounts/2fa/webauthn/reauthenticate/?next=")


def test_a_sign_in_lasts_for_a_working_day_and_no_longer(content, visitor, kari):
    sign_in(visitor, kari)
    Authenticator.objects.update(created_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    session = visitor.session
    (record,) = session[AUTHENTICATION_METHODS_SESSION_KEY]
    for hours, status in ((11, 200), (13, 302)):
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{**record, "at": time.time() - hours * 3600}]
        session.save()
        assert visitor.get("/admin/").status_code == status


def test_a_new_factor_does_not_open_sessions_from_before_the_old_ones_were_taken_away(content, kari, visitor):
    sign_in(visitor, kari)
    call_command("reset_factors", "kari", verbosity=0)
    assert visitor.get("/admin/").url == SET_UP
    with_app(kari)
    assert "/accounts/2fa/reauthenticate/" in visitor.get("/admin/").url


def test_who_takes_their_last_factor_away_sets_up_another(content, visitor, kari):
    sign_in(visitor, kari)
    assert visitor.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert visitor.get("/admin/").url == SET_UP


@pytest.mark.parametrize("name", ["set-up", "mfa_index"])
def test_nobody_is_asked_to_set_up_anything_who_isnt_signed_in(visitor, name):
    page = {"set-up": SET_UP, "mfa_index": "/accounts/2fa/"}[name]
    assert visitor.get(page).url == f"/accounts/login/?next={page}"


# --- Who was writing ----------------------------------------------------------------------------

FORM = "/admin/directory/unit/hr/change/"
HERE = "http://testserver"


@pytest.fixture
def strict():
    """A browser that keeps Django's protection of forms, as a real one does."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en", "origin": HERE})


def signs_in(client, secret: str, steps: int = 0) -> None:
    for address, said in (
        ("/accounts/login/", {"login": "kari", "password": PASSWORD}),
        ("/accounts/2fa/authenticate/", {"code": code_of(secret, steps)}),
    ):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(address).text)[1]
        answer = client.post(address, {**said, "csrfmiddlewaretoken": token})
        assert answer.status_code == 302


def written(client) -> dict:
    return {**form_of(client.get(FORM)), "lead_nb": "Skrevet før lunsj.", "_draft": "1"}


def test_what_was_written_when_the_sign_in_ended_is_kept_and_sent_afterwards(content, strict, kari):
    secret = with_app(kari)
    signs_in(strict, secret)
    form = written(strict)
    strict.cookies.pop(settings.SESSION_COOKIE_NAME)
    kept = send(strict, FORM, form)
    assert kept.status_code == 403
    assert "You are not signed in any more" in kept.text
    assert 'href="/admin/"' in kept.text
    assert form_of(kept)["lead_nb"] == ["Skrevet før lunsj."]
    # In a new window; the protection of the kept form is then an old one.
    signs_in(strict, secret, steps=1)
    again = send(strict, FORM, form_of(kept))
    assert again.status_code == 403
    assert "You have signed in since the form was shown" in again.text
    done = send(strict, FORM, form_of(again))
    assert done.status_code == 302
    (change,) = ChangeSet.objects.get(state=State.DRAFT).changes.all()
    assert change.after["lead_nb"] == "Skrevet før lunsj."


def test_what_was_written_is_kept_when_the_working_day_of_a_sign_in_is_over(content, visitor, kari):
    sign_in(visitor, kari)
    Authenticator.objects.update(created_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    form = written(visitor)
    session = visitor.session
    (record,) = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{**record, "at": time.time() - 13 * 3600}]
    session.save()
    kept = send(visitor, FORM, form)
    assert kept.status_code == 403
    assert form_of(kept)["lead_nb"] == ["Skrevet før lunsj."]


def test_of_what_another_site_sends_nothing_is_kept(content, strict, kari):
    signs_in(strict, with_app(kari))
    form = {**written(strict), "csrfmiddlewaretoken": "wrong"}
    with zeal_ignore():
        for origin in ("https://evil.example", "null"):
            answer = strict.post(FORM, form, headers={"origin": origin})
            assert answer.status_code == 403
            assert "Skrevet" not in answer.text


def test_passwords_are_written_into_no_page(visitor, db):
    answer = visitor.post("/admin/auth/user/add/", {"username": "x", "password1": "secret-words"})
    assert "secret-words" not in answer.text
    assert answer.status_code == 302
