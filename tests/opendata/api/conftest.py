"""Asks the API as its readers do."""

import pytest
from django.utils import timezone

from hdir.changes.models import Change, ChangeSet, Origin, State
from hdir.records.registry import content_models


@pytest.fixture
def ask(client, content):
    """What the API answers, parsed; the status must be the expected one."""

    def asked(address, status=200, **query):
        response = client.get(f"/api/v1/{address}", query)
        assert response.status_code == status, response.content[:500]
        return response.json()

    return asked


@pytest.fixture
def walk(client, content):
    """Every page of a list from an address on, by following `next`."""

    def walked(address):
        while address:
            page = client.get(address.replace("http://localhost:8000", "")).json()
            yield page
            address = page["next"]

    return walked


@pytest.fixture
def publish(no_history):
    """Makes a change set that is applied, with changes given as (model, key, action, before, after)."""

    def published(*changes, number=1, applied=None, **values):
        values = {"title": "New names", "origin": Origin.ADMIN, "author": "Kari Hemmelig", **values}
        change_set = ChangeSet.objects.create(
            state=State.APPLIED, number=number, applied=applied or timezone.now(), **values
        )
        for model, key, action, before, after in changes:
            Change.objects.create(
                change_set=change_set, model=model, key=key, action=action, before=before, after=after
            )
        return change_set

    return published


@pytest.fixture
def no_content(no_history):
    """Nothing in the tables."""
    for model in reversed(content_models()):
        for field in model._meta.many_to_many:
            through = field.remote_field.through
            through._default_manager.all()._raw_delete(using="default")
        model._default_manager.all()._raw_delete(using="default")
