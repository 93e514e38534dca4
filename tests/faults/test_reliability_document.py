"""docs/reliability.md names tests that exist."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

TEXT = (Path(settings.BASE_DIR) / "docs" / "reliability.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_is_named_exists(file, name):
    tree = ast.parse((Path(settings.BASE_DIR) / file).read_text("utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_fault_says_which_test_shows_it():
    faults = TEXT.partition("## Faults")[2].partition("\n## ")[0]
    rows = [line.split(" | ") for line in faults.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 20
    for row in rows:
        assert "`tests/" in row[-1] or row[-1].startswith("the same"), row[0]
