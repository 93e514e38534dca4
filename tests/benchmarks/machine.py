"""What was measured with: the machine, without its name or paths, and the versions of what ran on it."""

import os
import platform
from pathlib import Path

_KILOBYTES = 1024**2  # in a gigabyte


def machine() -> dict[str, str]:
    """Cores, processor and memory."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
        "processor": _line_of("/proc/cpuinfo", "model name") or platform.processor() or "unknown",
        "memory": f"{_memory():.0f} GB",
    }


def versions() -> dict[str, str]:
    """Python, Django and the database that is in use."""
    import django
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            name = "PostgreSQL"
        else:
            cursor.execute("SELECT sqlite_version()")
            name = "SQLite"
        version = cursor.fetchone()[0].split()[0]
    return {"Python": platform.python_version(), "Django": django.__version__, name: version}


def busy() -> float:
    """How many processes wanted to run on average while it was measured; beyond the cores, others did."""
    return round(os.getloadavg()[1], 1)


def _memory() -> float:
    said = _line_of("/proc/meminfo", "MemTotal") or "0"
    return int(said.split()[0]) / _KILOBYTES


def _line_of(path: str, name: str) -> str:
    """What a file of the system says behind a name."""
    if not Path(path).exists():
        return ""
    for line in Path(path).read_text("utf-8").splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return ""
