"""Limits hold whoever of several processes is asked, without anything that they share but the database."""

import http.client
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlencode

from django.conf import settings

from hdir.corrections.limits import PER_READER
from tests.databases import Database
from tests.operations.machines import ended, free_port, until


def send(port: int, sender: str = "127.0.0.1") -> int:
    """The status of a report sent by a connection of its own: any of the processes may take it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(sender, 0))
    form = urlencode({"wrong": "Noe er feil.", "page": "/nb/units/hr"})
    connection.request("POST", "/nb/report", form, {"Content-Type": "application/x-www-form-urlencoded"})
    status = connection.getresponse().status
    connection.close()
    return status


@contextmanager
def several_processes(database: Database) -> Iterator[int]:
    """The port of a gunicorn that answers."""
    assert database.manage("collectstatic", "--noinput", "--verbosity", "0").returncode == 0
    port = free_port()
    own = {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "3", "CACHE_URL": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "hdir.wsgi"],
        cwd=settings.BASE_DIR,
        env=database.environment | own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def answers() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    with ended(process):
        until(answers, 60, "gunicorn")
        yield port


def test_reports_are_counted_together_by_all_processes_of_a_machine(empty_database):
    with several_processes(empty_database) as port:
        statuses = [send(port) for _time in range(PER_READER + 7)]
    assert statuses.count(302) == PER_READER
    assert statuses.count(429) == 7
    assert empty_database.rows("SELECT count(*) FROM corrections_report") == [(PER_READER,)]


def test_senders_at_the_same_time_are_each_counted_and_what_is_refused_counts_for_nobody_else(empty_database):
    senders = [f"127.0.0.{number}" for number in range(1, 9)]
    with several_processes(empty_database) as port, ThreadPoolExecutor(16) as many:
        at_once = many.map(lambda sender: send(port, sender), senders * 2 * PER_READER)
        assert Counter(at_once) == {302: len(senders) * PER_READER, 429: len(senders) * PER_READER}
    counted = dict(empty_database.rows("SELECT name, number FROM corrections_reportcount"))
    assert counted.pop("all") == len(senders) * PER_READER
    assert list(counted.values()) == [2 * PER_READER] * len(senders)
