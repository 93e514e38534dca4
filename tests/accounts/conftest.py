"""People who sign in, and the mail that they get."""

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.db import transaction
from django.test import Client

from hdir.accounts import mails
from tests.desk import chief, editor, publisher
from tests.signing_in import sign_in

__all__ = ["chief", "editor", "publisher"]

PASSWORD = "several-words-that-fit"


@pytest.fixture
def committed(monkeypatch):
    """What waits for the end of a transaction is done at once, within the request, as outside of tests."""
    monkeypatch.setattr(transaction, "on_commit", lambda action, **_options: action())


@pytest.fixture
def kari(db):
    """An editor who has a password and no second factor yet."""
    user = User.objects.create_user("kari", "kari@example.org", PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    return user


@pytest.fixture
def visitor(db):
    """A browser in which nobody is signed in, in English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def administrator(db):
    """A client of somebody in the group administrator, who reads English."""
    user = User.objects.create_user("adam", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="administrator"))
    client = Client(headers={"accept-language": "en"})
    sign_in(client, user)
    return client


@pytest.fixture
def outbox(settings, monkeypatch):
    """Mail is set up, and is sent before the answer, so that a test can look at it."""
    settings.EMAIL_URL = "smtp://mail.example.org"
    monkeypatch.setattr(mails, "later", lambda action: action())
    return mail.outbox


def log_in(client, password=PASSWORD, name="kari", **more):
    return client.post("/accounts/login/", {"login": name, "password": password}, **more)
