"""What was measured, part by part, in a file: a part can be measured alone and the document made anew."""

import datetime
import json
from pathlib import Path
from typing import Any

from tests.benchmarks.machine import busy, machine, versions

FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "performance.json"


def read(file: Path = FILE) -> dict[str, Any]:
    """By part, database and size: when and with what it was measured, and what was found."""
    return json.loads(file.read_text("utf-8")) if file.exists() else {}


def keep(part: str, database: str, size: str, found: Any, file: Path = FILE) -> None:
    """Puts what was found in place of what was found before for the same part, database and size."""
    kept = read(file)
    kept.setdefault(part, {}).setdefault(database, {})[size] = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "busy": busy(),
        "found": _rounded(found),
    }
    file.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def _rounded(value: Any) -> Any:
    """Numbers as exactly as they were measured, and no more."""
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return round(value, 4) if isinstance(value, float) else value
