"""The pages of accounts: in three languages, kept by nobody, with the same protection as all others."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core.checks import run_checks

from hdir.accounts.adapters import SecondFactorAdapter
from hdir.accounts.passwords import invite
from tests.accounts.conftest import log_in
from tests.signing_in import code_of, sign_in, with_app

ENTRANCE = ["login/", "reset/", "reset/sent/", "inactive/", "invitation/x/"]
SETTING_UP = ["second-factor/", "2fa/totp/activate/", "2fa/webauthn/add/", "logout/", "reauthenticate/"]
OWN = [
    "2fa/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/webauthn/keys/{key}/edit/",
    "2fa/webauthn/keys/{key}/remove/",
    "2fa/webauthn/reauthenticate/",
    "2fa/reauthenticate/",
    "reauthenticate/",
    "password/",
    "logout/",
]
# Words that are the same in English and Norwegian, and what isn't ours to say.
SAME = {"Code", "PIN", "JavaScript"}


@pytest.fixture
def everything(kari, outbox):
    """What makes every page say all that it can say, by the person that it is shown to."""

    def pages(client) -> dict[str, str]:
        shown = {path: client.get(f"/accounts/{path}").text for path in ENTRANCE}
        shown["invitation"] = client.get(invite(kari).removeprefix(settings.SITE_URL)).text
        kari.set_password("several-words-that-fit")
        kari.save()
        log_in(client)
        shown |= {path: client.get(f"/accounts/{path}").text for path in SETTING_UP}
        with_app(kari)
        client.post("/accounts/logout/")
        log_in(client)
        shown["authenticate"] = client.get("/accounts/2fa/authenticate/").text
        key = Authenticator.objects.create(user=kari, type="webauthn", data={"name": "Min", "credential": {}})
        sign_in(client, kari)
        for path in OWN:
            shown[path] = client.get(f"/accounts/{path.format(key=key.pk)}").text
        return shown

    return pages


def words_of(page: str) -> set[str]:
    main = re.search(r"<main.*?</main>", page, re.S)[0]
    main = re.sub(r"<(script|option)[^>]*>.*?</\1>", " ", main, flags=re.S)
    return {
        " ".join(text.split()) for text in re.findall(r">([^<]+)<", main) if re.search("[A-Za-z]{3}", text)
    }


def test_no_line_of_any_page_is_left_in_english(client, everything, monkeypatch):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.begin_authentication", lambda user=None: {})
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.begin_registration", lambda user, _p: {})
    shown = {}
    for language in ("en", "nb", "nn"):
        client.cookies["django_language"] = language
        shown[language] = everything(client)
        assert all(f'<html lang="{language}"' in page for page in shown[language].values())
        Authenticator.objects.all().delete()
        client.logout()
    for language in ("nb", "nn"):
        for path, page in shown[language].items():
            same = words_of(page) & words_of(shown["en"][path])
            left = {
                words for words in same if not re.fullmatch(r"kari|(: )?Min|[\d\sA-Z]+|.*WebAuthn.*", words)
            }
            assert left - SAME == set(), (language, path)


def test_nothing_is_kept_found_or_run(client, everything, monkeypatch):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.begin_authentication", lambda user=None: {})
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.begin_registration", lambda user, _p: {})
    for path, page in everything(client).items():
        assert "<style" not in page, path
        assert " style=" not in page, path
        assert not re.search(r"\son\w+=", page), path
        scripts = re.findall(r"<script([^>]*)>", page)
        assert all("src=" in script or 'type="application/json"' in script for script in scripts), path
        assert '<meta name="robots" content="noindex">' in page, path
        assert "printed-address" not in page, path
    answer = client.get("/accounts/2fa/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert client.get("/accounts/nothing/").headers["X-Robots-Tag"] == "noindex"


def test_the_language_is_switched_where_the_address_has_none(visitor, db):
    page = visitor.get("/accounts/login/?next=/admin/")
    assert '<input type="hidden" name="next" value="/accounts/login/?next=/admin/">' in page.text
    back = visitor.post("/i18n/setlang/", {"language": "nn", "next": "/accounts/login/?next=/admin/"})
    assert back.url == "/accounts/login/?next=/admin/"
    assert "Brukarnamn" in visitor.get(back.url).text


def test_nobody_is_led_to_another_site(visitor, kari):
    answer = visitor.post(
        "/accounts/login/?next=https://evil.example/",
        {"login": "kari", "password": "several-words-that-fit", "next": "https://evil.example/"},
    )
    assert answer.url == "/admin/"


def test_secrets_of_second_factors_are_stored_encrypted(kari):
    secret = with_app(kari)
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored
    assert SecondFactorAdapter().decrypt(stored) == secret


def test_with_another_secret_key_codes_are_refused_and_nothing_breaks(visitor, kari, settings):
    secret = with_app(kari)
    settings.SECRET_KEY = "another-one"
    log_in(visitor)
    answer = visitor.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert answer.status_code == 200
    assert "The code is wrong" in answer.text


def test_the_file_of_recovery_codes_has_what_the_page_has(content, editor):
    page = editor.get("/accounts/2fa/recovery-codes/").text
    file = editor.get("/accounts/2fa/recovery-codes/download/")
    assert re.findall(r"<code>(\d{8})</code>", page) == re.findall(r"^\d{8}$", file.text, re.M)
    assert 'filename="recovery-codes.txt"' in file.headers["Content-Disposition"]


def test_readers_get_no_cookie_and_no_way_in(client, content):
    page = client.get("/en/")
    assert "/accounts/" not in page.text
    assert not client.cookies


def test_passkeys_are_of_this_host_and_named_after_the_site(client, kari):
    log_in(client)
    page = client.get("/accounts/2fa/webauthn/add/")
    assert '"rp": {"name": ' in page.text
    assert '"id": "testserver"' in page.text


def test_settings_fit(db):
    assert run_checks() == []


def test_accounts_of_readers_need_no_factor(visitor, db):
    User.objects.create_user("reader", password="several-words-that-fit")
    assert log_in(visitor, name="reader").url == "/admin/"
    assert visitor.get("/admin/", follow=True).status_code == 403
