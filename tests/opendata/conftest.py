"""The published schemas and vocabularies, and change sets as publication leaves them."""

import datetime

import pytest

from hdir.changes.models import Change, ChangeSet
from tests.conftest import STANDARDS, needs


@pytest.fixture
def standards():
    """The folder of published schemas."""
    needs(STANDARDS.is_dir(), "../shared/standards")
    return STANDARDS


@pytest.fixture
def no_history(content):
    """As if nothing had ever been published."""
    Change.objects.all()._raw_delete(using="default")
    ChangeSet.objects.update(reverts=None)
    ChangeSet.objects.all()._raw_delete(using="default")


@pytest.fixture
def publish(no_history):
    """Makes an applied change set of changes given as (model, key, action, before, after)."""

    def make(*changes, number=None, state="applied", title="En endring", **values):
        latest = ChangeSet.objects.latest_number() if state == "applied" else None
        applied = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC) if state == "applied" else None
        change_set = ChangeSet.objects.create(
            origin="admin",
            title=title,
            author="redaktor.hansen",
            approver="redaktor.olsen",
            comment="intern merknad",
            state=state,
            applied=applied,
            number=(number or latest + 1) if state == "applied" else None,
            **values,
        )
        for model, key, action, before, after in changes:
            Change.objects.create(
                change_set=change_set, model=model, key=key, action=action, before=before, after=after
            )
        return change_set

    return make
