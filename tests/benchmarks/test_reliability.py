"""The short version of tests.benchmarks.reliability, and what it counts."""

import argparse
import sys

import redis

from tests.benchmarks.reliability import REDIS, environment_of, percentile, run, staleness
from tests.databases import on_postgresql
from tests.static_files import collect_static

GENEROUS = 10  # seconds: this machine may be busy with other tests


def test_an_answer_is_stale_if_its_request_began_after_a_publication_that_it_lacks():
    published = [10.0, 20.0, 30.0]
    assert staleness(published, [(15.0, 0), (20.5, 1), (31.0, 2)]) == (0, [0.0, 0.0])
    # Half a second after the second, and two seconds after the third, somebody still got the first.
    assert staleness(published, [(20.5, 0), (32.0, 0)]) == (2, [12.0, 2.0])
    assert percentile([0.0, 1.0, 2.0, 3.0], 0.5) == 2.0
    assert percentile([], 0.5) == 0.0


def test_readers_get_no_error_and_nothing_old_while_edits_go_on(full_database):
    """Ten seconds, on the database at hand; with PostgreSQL two gunicorns and Redis, where that is there."""
    collect_static(full_database)
    machines, cache = 1, ""
    if on_postgresql():
        try:
            redis.Redis.from_url(REDIS).flushdb()
            machines, cache = 2, REDIS
        except redis.ConnectionError:
            print("without Redis", file=sys.stderr)
    chosen = argparse.Namespace(seconds=10, clients=32, every=2)
    found = run("here", environment_of(full_database.url, cache), machines, chosen)
    assert (found.server_errors, found.cut, found.other_statuses, found.errors_logged) == (0, 0, {}, 0)
    assert found.requests >= chosen.clients
    assert found.edits >= 1
    if cache:
        assert found.stale_max < GENEROUS
    else:  # each request looks at the file that publications are announced in
        assert found.stale_answers == 0
    assert len(found.memory) == 2 * machines
