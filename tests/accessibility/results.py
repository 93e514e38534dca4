"""What the accessibility statement says was tested, derived from what is tested.

    .venv/bin/python -m tests.accessibility.results

writes it down, with today's date: after a run of tests/accessibility without a fault.
"""

import datetime
import json
import re
from pathlib import Path

import axe_playwright_python

from tests.accessibility.pages import ADDRESSES, ADMIN, SIGNING_IN, WIDTHS, screens

STATEMENT = Path(__file__).resolve().parents[2] / "hdir" / "pages" / "accessibility.json"


def axe_version() -> str:
    """The version of axe that comes with the package."""
    script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
    found = re.search(r"axe v([0-9.]+)", script)
    assert found, "axe doesn't say which version it is"
    return found[1]


def coverage() -> dict:
    """What a run without a fault has shown."""
    desk = [*ADMIN, *SIGNING_IN]
    return {
        "axe": axe_version(),
        "pages": len(ADDRESSES),
        "desk_pages": len(desk),
        "checks": sum(len(screens(number)) for pages in (ADDRESSES, desk) for number in range(len(pages))),
        "violations": 0,
        "widths": list(WIDTHS),
    }


if __name__ == "__main__":
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    STATEMENT.write_text(json.dumps({"tested": today, **coverage()}, indent=2) + "\n", "utf-8")
