"""From the public pages to the desk, and what somebody is told who may not go there."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.signing_in import sign_in


@pytest.mark.parametrize("page", ["/nb/units/hr", "/en/units/hr", "/nb/", "/nb/organisation"])
def test_readers_see_no_way_in_and_their_answers_may_be_kept_by_caches(client, content, page):
    plain = client.get(page)
    assert "/admin/" not in plain.text
    assert "Cookie" not in plain.headers.get("Vary", "")
    assert not plain.cookies
    # Somebody whose session is over sees the same.
    over = Client(headers={"cookie": "sessionid=none-such"}).get(page)
    assert over.content == plain.content


def test_an_editor_finds_the_form_of_the_record_on_its_page(editor):
    shown = editor.get("/nb/units/hr")
    assert 'href="/admin/directory/unit/hr/change/"' in shown.text
    assert "Cookie" in shown["Vary"]
    assert "/admin/directory/" not in editor.get("/nb/organisation").text
    assert "desk-bar" not in editor.get("/nb/units/nobody").text


def test_without_the_right_there_is_no_way_in(content):
    client = Client()
    sign_in(client, User.objects.create_user("guest", is_staff=True))
    assert "/admin/" not in client.get("/nb/units/hr").text


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Du har ikke tilgang til dette"), ("nn", "Du har ikkje tilgang til dette"),
     ("en", "You may not do this")],
)  # fmt: skip
def test_who_may_not_is_told_in_their_language(editor, language, words):
    answer = editor.get("/admin/conflicts/", headers={"accept-language": language})
    assert answer.status_code == 403
    assert words in answer.text
    assert f'<html lang="{language}">' in answer.text
    assert 'href="/admin/"' in answer.text


def test_a_form_without_its_protection_says_what_to_do(content):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert answer.status_code == 403
    assert "last siden på nytt" in answer.text
