"""Two gunicorns on one PostgreSQL and one Redis, as two machines would be: an edit in one is seen in the
other, and nobody notices that one dies, or that Redis does."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from django.conf import settings

from tests.conftest import needs
from tests.databases import Database, on_a_server, on_postgresql

PAGE = "/en/units/helfo"
# A process of its own that publishes each name it is told, as the admin of any machine does.
PUBLISH = """
import sys
from hdir.changes.shell import publishing
from directory.models import Unit
for line in sys.stdin:
    with publishing("A new name", author="test"):
        unit = Unit.objects.get(pk="helfo")
        unit.name_en = line.strip()
        unit.save()
    print("published", flush=True)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(true, seconds: float, what: str) -> float:
    """Waits until something is so; how long that took, in seconds."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, f"{what}: not within {seconds} s"
        time.sleep(0.02)
    return time.monotonic() - began


@contextmanager
def ended(process: subprocess.Popen) -> Iterator[subprocess.Popen]:
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


class Machine:
    """A gunicorn of its own, on its own port."""

    def __init__(self, database: Database):
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "hdir.wsgi"],
            cwd=settings.BASE_DIR,
            env={**database.environment, "BIND": f"127.0.0.1:{self.port}", "WEB_CONCURRENCY": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def text(self, path: str = PAGE) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.read().decode()

    def answers(self) -> bool:
        try:
            return bool(self.text("/readyz"))
        except OSError:
            return False


@contextmanager
def redis_on(port: int) -> Iterator[subprocess.Popen]:
    """A Redis of the test's own, empty."""
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with ended(subprocess.Popen(command, stdout=subprocess.DEVNULL)) as process:

        def there() -> bool:
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        until(there, 10, "Redis")
        yield process


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


def test_an_edit_on_one_machine_is_seen_on_the_other_and_each_may_die(database):
    needs(shutil.which("redis-server"), "redis-server")
    redis_port = free_port()
    shared = replace(database, also={"CACHE_URL": f"redis://127.0.0.1:{redis_port}/0"})
    assert shared.manage("collectstatic", "--noinput", "--verbosity", "0").returncode == 0
    with redis_on(redis_port) as redis_server:
        first, second = Machine(shared), Machine(shared)
        desk = shared.start("manage.py", "shell", "-v0", "-c", PUBLISH)
        with ended(first.process), ended(second.process), desk, ended(desk):

            def publish(name: str) -> None:
                desk.stdin.write(f"{name}\n")
                desk.stdin.flush()
                assert desk.stdout.readline() == "published\n"

            for machine in (first, second):
                until(machine.answers, 20, "a machine")
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

            first.process.kill()
            first.process.wait(10)
            assert "Named without Redis" in second.text()
            assert "Living" in second.text("/en/units")
