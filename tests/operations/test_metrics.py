"""/metrics as Prometheus reads it."""

import os
import re

import pytest
from django.db import OperationalError, connection

from directory.models import Unit
from hdir.backups.models import BackupMade
from hdir.corrections.models import Report

_SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="[^"]*",?)+)\})? (\d+(?:\.\d+)?)')


def numbers(text: str) -> dict[str, float]:
    """The samples by name and labels; fails on a line that is none, and on one without HELP and TYPE."""
    found, announced = {}, set()
    for line in text.splitlines():
        if line.startswith("#"):
            assert re.fullmatch(r"# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge))", line)
            announced.add(line.split()[2])
            continue
        name, labels, value = _SAMPLE.fullmatch(line).groups()
        assert name in announced
        found[f"{name}{{{labels}}}" if labels else name] = float(value)
    return found


@pytest.fixture
def asked(client, content, settings):
    settings.METRICS = True

    def ask() -> dict[str, float]:
        answer = client.get("/metrics")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        return numbers(answer.text)

    return ask


def test_it_is_off_unless_turned_on(client, content):
    assert client.get("/metrics").status_code == 404


def test_it_counts_content_and_what_waits(asked):
    before = asked()
    assert before['hdir_records{list="units"}'] == Unit.objects.count()
    assert before["hdir_database_up"] == 1
    assert before["hdir_last_load_timestamp_seconds"] > 1_700_000_000
    assert "hdir_last_backup_timestamp_seconds" not in before
    Report.objects.create(page="/en/", wrong="A name")
    BackupMade.objects.create(size=1)
    after = asked()
    assert after["hdir_reports_waiting"] == before["hdir_reports_waiting"] + 1
    assert after["hdir_last_backup_timestamp_seconds"] >= before["hdir_last_load_timestamp_seconds"]


def test_it_counts_requests_by_kind_and_status_of_this_process(asked, client):
    def count(kind, status):
        name = f'hdir_requests_made_total{{process="{os.getpid()}",kind="{kind}",status="{status}"}}'
        return asked().get(name, 0)

    for address, kind, status in [
        ("/en/about", "page", "2xx"),
        ("/en/none", "page", "4xx"),
        ("/api/v1/units/helfo", "api", "2xx"),
        ("/admin/", "admin", "3xx"),
        ("/robots.txt", "other", "2xx"),
    ]:
        before = count(kind, status)
        client.get(address)
        assert count(kind, status) - before == (2 if kind == "other" else 1)  # itself is other


def test_it_counts_ready_pages(asked, settings, client):
    settings.PAGE_CACHE_MB = 8
    name = f'hdir_page_cache_total{{process="{os.getpid()}",result="hits"}}'
    before = asked()[name]
    client.get("/en/about")
    client.get("/en/about")
    assert asked()[name] == before + 1


def test_without_a_database_it_says_so(asked):
    def refuse(*args, **kwargs):
        raise OperationalError("no connection")

    with connection.execute_wrapper(refuse):
        found = asked()
    assert found["hdir_database_up"] == 0
    assert not any(name.startswith("hdir_records") for name in found)
