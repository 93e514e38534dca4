"""Limits hold whoever of several processes is asked, without anything that they share but the database."""

import http.client
import subprocess
import sys
import time
from urllib.parse import urlencode

from django.conf import settings

from hdir.corrections.limits import PER_READER
from tests.operations.test_two_machines import ended, free_port


def send(port: int) -> int:
    """The status of a report sent by a connection of its own: any of the processes may take it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    form = urlencode({"wrong": "Noe er feil.", "page": "/nb/units/hr"})
    connection.request("POST", "/nb/report", form, {"Content-Type": "application/x-www-form-urlencoded"})
    status = connection.getresponse().status
    connection.close()
    return status


def test_reports_are_counted_together_by_all_processes_of_a_machine(empty_database):
    assert empty_database.manage("collectstatic", "--noinput", "--verbosity", "0").returncode == 0
    port = free_port()
    own = {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "3", "CACHE_URL": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "hdir.wsgi"],
        cwd=settings.BASE_DIR,
        env=empty_database.environment | own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with ended(process):
        for _time in range(600):
            try:
                first = send(port)
                break
            except OSError:
                time.sleep(0.1)
        statuses = [first, *(send(port) for _time in range(PER_READER + 6))]
    assert statuses.count(302) == PER_READER
    assert statuses.count(429) == 7
    assert empty_database.rows("SELECT count(*) FROM corrections_report") == [(PER_READER,)]
