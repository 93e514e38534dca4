"""How many reports are taken in. Whoever asks is known by a keyed fingerprint that lives for an hour."""

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600
PER_READER, IN_ALL = 5, 200  # reports in an hour


def is_too_many(request: HttpRequest) -> bool:
    """Counts a report, and says whether it is one too many from this reader or from all."""
    limits = {_name(request): PER_READER, "reports-in-all": IN_ALL}
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
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:  # the last address is the one that our own proxy saw
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    mark = hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
    return f"reports-{mark[:32]}"
