"""Connections to PostgreSQL that processes which serve keep: few, whole, and given back at the end."""

import psycopg
import pytest

from tests.conftest import needs
from tests.databases import POSTGRESQL, on_a_server

# What a process does that serves: it loads the site as gunicorn does, then asks in several requests.
PRELUDE = """
import threading
import hdir.wsgi
from django.core.signals import request_finished, request_started
from django.db import connection

def number():
    request_started.send(None, environ={})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found = cursor.fetchone()[0]
    request_finished.send(None)
    return found

"""


@pytest.fixture
def database():
    """A database on PostgreSQL with nothing in it, whatever the other tests run on."""
    try:
        with on_a_server("hdir_pool_of_tests") as database:
            yield database
    except psycopg.OperationalError:
        needs(None, "PostgreSQL")


def said(ran) -> list[str]:
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.split()


def test_loading_the_site_connects_to_nothing_so_that_it_may_fork(database):
    script = PRELUDE + "print(connection.pool.closed, connection.connection)"
    assert said(database.run("-c", script)) == ["True", "None"]


def test_requests_use_the_same_connection_one_after_the_other(database):
    script = PRELUDE + "print(len({number() for _time in range(9)}))"
    (made,) = said(database.run("-c", script))
    assert int(made) <= 2  # one that it began with, and one that the first request didn't wait for


def test_many_threads_share_few_connections(database):
    database.also["DATABASE_POOL"] = "2"
    script = (
        PRELUDE
        + """
found, lock = [], threading.Lock()
def ask():
    for _time in range(20):
        one = number()
        with lock:
            found.append(one)
threads = [threading.Thread(target=ask) for _thread in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(found), len(set(found)) <= 2)
"""
    )
    assert said(database.run("-c", script)) == ["160", "True"]


def test_a_server_that_was_restarted_is_noticed_by_nobody(database):
    script = PRELUDE + "first = number(); print(first, flush=True); input(); print(first != number())"
    process = database.start("-c", script)
    try:
        assert process.stdout.readline().strip().isdigit()
        with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True) as server:
            ended = server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [database.url.rpartition("/")[2]],
            ).fetchall()
        assert ended
        assert set(ended) == {(True,)}
    finally:
        out, _err = process.communicate("\n", timeout=60)
    assert out.split() == ["True"]
    assert process.returncode == 0


def test_a_server_that_is_away_is_told_as_a_fault_of_the_database(database):
    """Which pages then answer with 503, or as they were (hdir/pages/errors.py)."""
    database.also["DATABASE_POOL"] = "2"
    script = (
        PRELUDE
        + """
from django.db import OperationalError
connection.settings_dict["PORT"] = "1"
try:
    number()
except OperationalError:
    print("away")
"""
    )
    ran = database.run("-c", script)
    assert ran.stdout.split() == ["away"]


def test_commands_and_a_pool_of_none_make_one_connection_and_close_it(database):
    script = "print(connection.pool, len({number() for _time in range(3)}))"
    database.also["DATABASE_POOL"] = "0"
    assert said(database.run("-c", PRELUDE + script)) == ["None", "3"]
    del database.also["DATABASE_POOL"]
    shell = database.manage("shell", "-v0", "-c", "from django.db import connection; print(connection.pool)")
    assert said(shell) == ["None"]
