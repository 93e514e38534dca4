"""move_to, as an operator runs it: from the tests' database to another one, and to PostgreSQL."""

import psycopg
import pytest

from tests.conftest import needs
from tests.databases import Database, a_database, on_a_server
from tests.static_files import collect_static


@pytest.fixture
def elsewhere(tmp_path):
    """Another database of the same make, empty."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with a_database(folder) as database:
        yield database


@pytest.fixture
def on_another_server():
    """An empty database on PostgreSQL, whatever the tests run on."""
    try:
        with on_a_server("hdir_moved") as database:
            yield database.url
    except psycopg.OperationalError:
        needs(None, "PostgreSQL")


def test_content_history_and_accounts_are_there(full_database, elsewhere):
    account = (
        "from django.contrib.auth.models import Group, User\n"
        "User.objects.create_user('kari', password='x').groups.set(Group.objects.all())"
    )
    ran = full_database.run("manage.py", "shell", "-c", account)
    assert ran.returncode == 0, ran.stderr
    ran = full_database.manage("move_to", elsewhere.url)
    assert ran.returncode == 0, ran.stderr
    assert "checksum the same" in ran.stdout
    for query in (
        "SELECT username, password FROM auth_user",
        "SELECT count(*) FROM auth_user_groups",
        "SELECT number, title FROM changes_changeset ORDER BY number",
        "SELECT key, name_nn FROM directory_unit ORDER BY key",
    ):
        assert elsewhere.rows(query) == full_database.rows(query)
    plan = elsewhere.manage("load_fixtures")
    assert plan.returncode == 0, plan.stdout
    # New rows find free numbers.
    ran = elsewhere.run("manage.py", "shell", "-c", account.replace("kari", "ola"))
    assert ran.returncode == 0, ran.stderr


def test_a_database_that_has_content_is_left_alone(full_database, elsewhere):
    assert full_database.manage("move_to", elsewhere.url).returncode == 0
    ran = full_database.manage("move_to", elsewhere.url)
    assert (ran.returncode, "has content already" in ran.stderr) == (1, True)


def test_a_database_that_is_not_there_is_said_so(full_database):
    ran = full_database.manage("move_to", "postgres://nobody:nothing@127.0.0.1:1/nowhere")
    assert (ran.returncode, "The other database refuses" in ran.stderr) == (1, True)
    assert "Traceback" not in ran.stderr


def test_from_this_make_to_postgresql_and_the_site_stands_there(full_database, on_another_server):
    # As an operator does whose password should not stand in the list of processes.
    moving = full_database.start("manage.py", "move_to", "-")
    _out, err = moving.communicate(f"{on_another_server}\n", timeout=300)
    assert moving.returncode == 0, err
    there = Database(on_another_server)
    assert there.manage("load_fixtures").returncode == 0
    collect_static(there)
    page = there.run(
        "manage.py", "shell", "-c",
        "from django.test import Client\n"
        "print(Client(headers={'host': 'localhost'}).get('/en/search?q=tobacco').text)",
    )  # fmt: skip
    assert "Levekår og helse" in page.stdout or "Living Conditions" in page.stdout, page.stderr
