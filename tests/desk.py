"""People of the editorial desk, logged in."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from tests.signing_in import sign_in


def _logged_in(name: str, **rights) -> Client:
    user = User.objects.create_user(name, password=f"{name}-long-enough", is_staff=True, **rights)
    user.groups.set(Group.objects.filter(name=name))
    client = Client(headers={"accept-language": "en"})
    sign_in(client, user)
    return client


@pytest.fixture
def editor(content):
    """A client of somebody in the group editor, who reads English."""
    return _logged_in("editor")


@pytest.fixture
def publisher(content):
    """A client of somebody in the group publisher, who reads English."""
    return _logged_in("publisher")


@pytest.fixture
def writer(content):
    """A client of an editor who may publish alone, and reads English."""
    client = _logged_in("editor")
    user = User.objects.get(username="editor")
    user.user_permissions.add(Permission.objects.get(codename="publish_own_changeset"))
    return client


@pytest.fixture
def chief(content):
    """A client of a superuser, who reads English."""
    return _logged_in("chief", is_superuser=True)
