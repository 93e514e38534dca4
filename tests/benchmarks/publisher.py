"""Publishes what it is told, as the admin of any machine does: `python -m tests.benchmarks.publisher`.

Reads the English names that Helfo is to have, a line each; when one is published it says so, with the moment
by the clock that all processes of a machine share (time.monotonic).
"""

import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hdir.settings")

import django

django.setup()

from django.db import connection  # noqa: E402

from directory.models import Unit  # noqa: E402
from hdir.changes.shell import publishing  # noqa: E402


def main() -> None:
    for line in sys.stdin:
        with publishing("A new name", author="test"):
            unit = Unit.objects.get(pk="helfo")
            unit.name_en = line.strip()
            unit.save()
        print("published", time.monotonic(), flush=True)
        connection.close()  # as after each request of the admin


if __name__ == "__main__":
    main()
