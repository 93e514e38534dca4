"""Two gunicorns on one PostgreSQL and one Redis, as two machines would be: an edit in one is seen in the
other, and nobody notices that one dies, or that Redis does."""

import shutil
import subprocess
from dataclasses import replace

import psycopg
import pytest

from tests.conftest import needs
from tests.databases import on_a_server, on_postgresql
from tests.operations.machines import Machine, ended, free_port, redis_on, until
from tests.static_files import collect_static


@pytest.fixture
def database(request):
    """The content in a PostgreSQL, whatever the other tests run on."""
    if on_postgresql():
        yield request.getfixturevalue("full_database")
        return
    try:
        with on_a_server("hdir_two_machines") as database:
            assert database.manage("migrate", "--verbosity", "0").returncode == 0
            assert database.manage("load_fixtures", "--apply").returncode == 0
            yield database
    except psycopg.OperationalError:
        needs(None, "PostgreSQL")


def cut_connections(url: str) -> None:
    """As a restart of PostgreSQL, or a firewall, does to all that are open."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_an_edit_on_one_machine_is_seen_on_the_other_and_each_may_die(database):
    needs(shutil.which("redis-server"), "redis-server")
    redis_port = free_port()
    shared = replace(database, also={"CACHE_URL": f"redis://127.0.0.1:{redis_port}/0"})
    collect_static(shared)
    with redis_on(redis_port) as redis_server:
        first, second = Machine(shared), Machine(shared)
        desk = shared.start("-m", "tests.benchmarks.publisher")
        with ended(first.process), ended(second.process), desk, ended(desk):

            def publish(name: str) -> None:
                desk.stdin.write(f"{name}\n")
                desk.stdin.flush()
                assert desk.stdout.readline().startswith("published")

            for machine in (first, second):
                until(machine.answers, 60, "a machine")
                assert "Named on the first day" not in machine.text()

            publish("Named on the first day")
            for machine in (first, second):
                until(lambda m=machine: "Named on the first day" in m.text(), 1, "an edit on the other")

            subprocess.run(["redis-cli", "-p", str(redis_port), "flushall"], check=True, capture_output=True)
            assert all("Named on the first day" in machine.text() for machine in (first, second))
            publish("Named after it was emptied")
            for machine in (first, second):
                until(lambda m=machine: "Named after it was emptied" in m.text(), 1, "an edit once emptied")

            redis_server.kill()
            redis_server.wait(10)
            assert all("Named after it was emptied" in machine.text() for machine in (first, second))
            assert all("Tobacco" in machine.text("/en/search?q=tobacco") for machine in (first, second))
            publish("Named without Redis")
            # Each learns it from the database now, which is asked once a second.
            for machine in (first, second):
                until(lambda m=machine: "Named without Redis" in m.text(), 5, "an edit without Redis")

            cut_connections(database.url)
            assert all(machine.status() == 200 for machine in (first, second))
            publish("Named after the connections were cut")
            for machine in (first, second):
                until(lambda m=machine: "the connections were cut" in m.text(), 5, "an edit after the cut")

            second.kill_worker()
            until(lambda: second.status() == 200, 60, "another worker")
            assert "the connections were cut" in second.text()

            first.process.kill()
            first.process.wait(10)
            assert "the connections were cut" in second.text()
            assert "Living" in second.text("/en/units")
