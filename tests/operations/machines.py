"""A gunicorn as on a machine of its own, and a Redis, for tests of what happens to them."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from tests.benchmarks.server import workers_of
from tests.databases import Database

PAGE = "/en/units/helfo"


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
        process.wait(60)  # what is being answered is answered first


class Machine:
    """A gunicorn of its own with one worker, on its own port. `handles`: how many files a process of it may
    have open at once."""

    def __init__(self, database: Database, handles: int | None = None):
        self.port = free_port()
        few = f"ulimit -n {handles} && " if handles else ""
        command = (
            f"{few}exec {shlex.quote(sys.executable)} -m gunicorn --config deploy/gunicorn.conf.py hdir.wsgi"
        )
        self.process = subprocess.Popen(
            ["sh", "-c", command],
            cwd=settings.BASE_DIR,
            env={**database.environment, "BIND": f"127.0.0.1:{self.port}", "WEB_CONCURRENCY": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def text(self, path: str = PAGE) -> str:
        """A page; raises OSError where there is none."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()

    def status(self, path: str = PAGE) -> int:
        """The status of an answer, 0 without one."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            return 0

    def kill_worker(self) -> None:
        """As the system does to whoever takes too much memory."""
        for worker in workers_of(self.process.pid):
            os.kill(worker, signal.SIGKILL)

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
