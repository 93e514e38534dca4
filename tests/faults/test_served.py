"""What readers notice, through a real gunicorn, of a database that is away or slow, of a worker that is
killed and of files that can't be opened: nothing, or a page as it was that says since when."""

import socket
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.databases import on_postgresql
from tests.operations.machines import PAGE, Machine, ended, until
from tests.static_files import collect_static

AS_IT_WAS = "You see this page as it was on"
NEVER_ASKED = "/en/units/hr"


@pytest.fixture
def machine(full_database):
    """A gunicorn on the content."""
    collect_static(full_database)
    machine = Machine(full_database)
    with ended(machine.process):
        until(machine.answers, 60, "a machine")
        yield machine


@contextmanager
def away(url):
    """The database can't be reached: its disk or its server is gone."""
    if not on_postgresql():
        folder = Path(url.removeprefix("sqlite:///")).parent
        gone = folder.with_name(f"{folder.name}-gone")
        folder.rename(gone)
        yield
        gone.rename(folder)
        return
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as other:
        other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        yield
        other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def test_pages_are_served_while_the_database_is_away_and_a_killed_worker_is_replaced(full_database, machine):
    assert AS_IT_WAS not in machine.text()
    with away(full_database.url):
        until(lambda: AS_IT_WAS in machine.text(), 30, "the notice")
        assert "Helfo" in machine.text()
        assert [machine.status(path) for path in (NEVER_ASKED, "/healthz", "/readyz")] == [503, 200, 503]
    until(lambda: AS_IT_WAS not in machine.text(), 30, "the notice gone")
    assert machine.status(NEVER_ASKED) == 200
    machine.kill_worker()
    until(lambda: machine.status() == 200, 60, "another worker")


@contextmanager
def slow(url):
    """Questions about units aren't answered for as long as somebody else has their table to himself."""
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE directory_unit IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


def test_pages_that_are_ready_wait_for_no_slow_database(full_database, machine):
    if not on_postgresql():
        pytest.skip("readers of SQLite wait for nobody")
    assert machine.status() == 200
    answers = []
    with slow(full_database.url):
        waiting = threading.Thread(target=lambda: answers.append(machine.status(NEVER_ASKED)))
        waiting.start()
        waiting.join(1)
        assert waiting.is_alive()
        assert "Helfo" in machine.text()
        assert answers == []
    waiting.join(60)
    assert answers == [200]


def test_a_machine_whose_files_are_all_open_answers_again_when_they_are_closed(full_database):
    collect_static(full_database)
    machine = Machine(full_database, handles=40)
    with ended(machine.process):
        until(machine.answers, 60, "a machine")
        assert machine.status() == 200
        with closing_all(socket.create_connection(("127.0.0.1", machine.port), 5) for _number in range(60)):
            pass
        until(lambda: machine.status() == 200, 60, "an answer")
        assert machine.status(NEVER_ASKED) == 200
        assert machine.process.poll() is None


@contextmanager
def closing_all(connections):
    """Many readers who ask for nothing, and leave."""
    opened = list(connections)
    for connection in opened:
        connection.sendall(f"GET {PAGE} HTTP/1.1\r\n".encode())  # and never the rest
    yield
    for connection in opened:
        with closing(connection):
            pass
