"""Killed at any moment, a load leaves the old content or the new, never something between."""

import json


def test_a_load_killed_at_any_point_leaves_the_old_content_or_the_new(empty_database):
    """200 random points, the edges of the commit among them, and 20 random moments."""
    ran = empty_database.run("-m", "tests.changes.killing", "200", "20", "4")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["problems"] == []
    assert found["old"] + found["new"] == 220
    assert found["killed"] >= 200
    # Both outcomes were there to be seen, and the load was one with many edits.
    assert min(found["old"], found["new"]) > 1
    assert min(found["edits"]) >= 40
