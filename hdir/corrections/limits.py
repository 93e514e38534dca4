"""How many reports are taken in. Whoever asks is known by a keyed fingerprint that lives for an hour.

Each hour of the clock is counted for itself: a clock that is put back begins another count, where what ends
at a moment of its own would shut readers out until the clock has come there again.
"""

import time

from django.core.cache import cache
from django.http import HttpRequest

from hdir.client_address import address_of, fingerprint

HOUR = 3600
PER_READER, IN_ALL = 5, 200  # reports in an hour


def is_too_many(request: HttpRequest) -> bool:
    """Counts a report, and says whether it is one too many from this reader or from all."""
    hour = int(time.time()) // HOUR
    limits = {f"{_name(request)}-{hour}": PER_READER, f"reports-in-all-{hour}": IN_ALL}
    # Both are counted, whatever the first says.
    counts = {name: _count(name) for name in limits}
    return any(counts[name] > limit for name, limit in limits.items())


def _count(name: str) -> int:
    cache.add(name, 0, HOUR)
    try:
        return cache.incr(name)
    except ValueError:  # it ended in between
        return 1


def _name(request: HttpRequest) -> str:
    return f"reports-{fingerprint('reports', address_of(request))[:32]}"
