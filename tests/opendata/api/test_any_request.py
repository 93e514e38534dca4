"""Schemathesis asks the running API what its description allows, and what it forbids."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.conftest import needs

SEED = "20170101"


@pytest.mark.parametrize("part", ["api", "figures", "changes"])
def test_no_request_finds_a_failure(live_server, transactional_db, settings, tmp_path, part):
    """Three parts, which between them have every kind of address, field and parameter; the others are made
    by the same code. All of it: leave out --include-tag (a quarter of an hour)."""
    program = Path(sys.executable).with_name("schemathesis")
    needs(program.exists(), "schemathesis")
    call_command("load_fixtures", apply=True, verbosity=0)
    settings.SITE_URL = live_server.url
    ran = subprocess.run(
        [
            program, "run", f"{live_server.url}/api/v1/openapi.json", "--url", live_server.url,
            "--include-tag", part, "--max-examples", "3", "--seed", SEED, "--generation-deterministic",
            "--workers", "1", "--no-color",
        ],
        cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-6000:]
    assert "❌" not in ran.stdout
