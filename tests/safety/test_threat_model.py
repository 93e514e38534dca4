"""The page about threats names tests, and these are there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MODEL = (ROOT / "docs/threat-model.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w./:]+)`", MODEL)))


@pytest.mark.parametrize("named", NAMED)
def test_a_test_that_is_named_exists(named):
    path, _, name = named.partition("::")
    found = ROOT / path
    assert found.exists()
    tests = [found] if found.is_file() else list(found.rglob("test_*.py"))
    assert any(re.search(r"^def test_", test.read_text("utf-8"), re.M) for test in tests)
    if name:
        assert re.search(rf"^def {name}\(", found.read_text("utf-8"), re.M)


def test_every_threat_has_one():
    rows = [line for line in MODEL.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 10
    for row in rows:
        assert "`tests/" in row.split("|")[4], row


def test_it_stays_one_page():
    assert len(MODEL.split()) < 900


def test_how_to_report_is_said_where_people_look():
    said = (ROOT / "SECURITY.md").read_text("utf-8")
    assert "security.txt" in said
    assert "SECURITY_CONTACT" in said
    for linked in re.findall(r"\]\(([\w./-]+)", said):
        assert (ROOT / linked).exists(), linked
