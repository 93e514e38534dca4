"""No public page costs more than fifteen queries, and none costs a query for each of what it shows.

Every pattern of addresses is asked for in every form (tests/addresses.py), with the real content and again
with three times as much made-up content grafted onto it, while nothing is kept in the cache.
"""

import re
from itertools import count, cycle

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Unit
from hdir.records.registry import content_models
from tests.addresses import Address, asked_in_every_form
from tests.benchmarks.content import Rows, write
from tests.benchmarks.content import content as made_up

MOST = 15
TIMES = 3
# A page that shows a kind of relation that it had none of before, or filters that a short list doesn't need,
# takes a query more for each of these; never one for each record.
FURTHER = 1

# What tells of the whole content reads each kind of record: whole files, and what names the version of the
# data, which is a checksum of everything. It is kept until the content changes. Tables come in batches.
_OF_EVERYTHING = re.compile(
    r"(whole-file|checksums|manifest|sitemap|sitemap-part|data|changes-feed|unit-changes-feed|unit-card"
    r"|record-turtle|record-json-ld|api:root|api:openapi|api:.*-csv|api:.*-csv-metadata)\Z"
)

# Which relations of the made-up records lead to real ones, every other time.
_GRAFTED = {
    "posts": {"unit": "units"},
    "responsibilities": {"unit": "units", "topic": "topics"},
    "law-roles": {"unit": "units", "law": "laws"},
    "relations": {"unit": "units", "party": "parties"},
    "contributions": {"focus_area": "focus-areas"},
    "focus-areas": {"goal_area": "goal-areas"},
}


def grafted(rows: Rows) -> Rows:
    """Every other record belongs to a real one, and the topmost unit stands below the directorate."""
    keys = {
        model.list_name: list(model._default_manager.values_list("pk", flat=True))
        for model in content_models()
    }
    for list_name, relations in _GRAFTED.items():
        for field, target in relations.items():
            real = cycle(sorted(keys[target]))
            for number, key in zip(count(), rows[list_name], strict=False):
                if number % 2 == 0:
                    rows[list_name][key][field] = next(real)
    rows["units"]["units-000000"].update(parent="helsedirektoratet", kind="department", position=99)
    return rows


def queries_of(client, addresses: list[Address]) -> dict[str, int]:
    """How many queries each address takes while nothing is kept."""
    found, failed = {}, {}
    for address in addresses:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address.path)
            answer.getvalue()
        found[address.path] = len(captured)
        if answer.status_code not in (200, 302, 303):
            failed[address.path] = answer.status_code
    assert failed == {}
    return found


@pytest.fixture
def addresses(content) -> list[Address]:
    """Every public address in every form, but for what tells of everything."""
    return [one for one in asked_in_every_form() if not _OF_EVERYTHING.match(one.name)]


def test_no_page_takes_more_than_15_queries_however_much_content_there_is(client, addresses, tmp_path):
    before = queries_of(client, [one for one in addresses if "?" not in one.path])
    files = write(tmp_path, grafted(made_up(TIMES * Unit.objects.count())))
    with_something = [str(file) for file in files if file.read_text("utf-8").strip() != "[]"]
    call_command("load_fixtures", *with_something, apply=True, verbosity=0)
    after = queries_of(client, addresses)
    assert {path: n for path, n in [*before.items(), *after.items()] if n > MOST} == {}
    grown = {path: (n, after[path]) for path, n in before.items() if after[path] > n + FURTHER}
    assert grown == {}
