"""/healthz and /readyz, as a supervisor or a balancer asks them."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from directory.models import Unit
from hdir.operations import health


def test_the_process_is_well_without_a_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "no-store" in answer["Cache-Control"]


def test_it_is_ready_with_database_migrations_and_content(client, content):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "migrations": "ok", "content": "ok"}
    assert not answer.cookies


def test_without_a_database_it_is_not_ready(client, content):
    def refuse(*args, **kwargs):
        raise OperationalError("password authentication failed for user hdir")

    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "does not answer"}
    assert "password" not in answer.text


def test_with_migrations_to_be_run_it_is_not_ready(client, content):
    MigrationRecorder.Migration.objects.filter(app="corrections").delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "manage.py migrate" in answer.json()["migrations"]


def test_without_content_it_is_not_ready(client, content, monkeypatch):
    monkeypatch.setattr(health, "is_empty", lambda: not Unit.objects.filter(key="none").exists())
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "load_fixtures" in answer.json()["content"]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_they_are_only_read(client, content, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
