"""What is dear to make, kept for as long as the content stays as it is."""

import threading
import zlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from hdir.changes.staging import is_imagined
from hdir.pagecache.store import Store

T = TypeVar("T", str, bytes)

# In each process one is made at a time: several would take every core from the pages, and who waits mostly
# wants what is being made. What is made may need another of its kind, hence the same thread may enter again.
_ONE_AT_A_TIME = threading.RLock()
# Files of dates, compressed, in bytes of this process: of what can be asked for without end only so much.
_OF_DATES: Store[bytes] = Store(16_000_000)


def kept(key: str, make: Callable[[], T], seconds: int | None) -> T:
    """What `make` makes, made once for a key that marks the state of the content; None keeps it for ever.

    In a preview of a draft everything is made anew and nothing kept: the next reader isn't to see the draft.
    """
    if is_imagined():
        return make()
    if (found := cache.get(key)) is not None:
        return found
    with _ONE_AT_A_TIME:
        if (found := cache.get(key)) is None:
            found = make()
            cache.set(key, found, timeout=seconds)
    return found


def kept_of_dates(key: str, make: Callable[[], bytes]) -> bytes:
    """The same for what is made of a date, which there are many of: kept in this process, as much as there is
    room for, and not in the cache, from which it would push out what everybody asks for."""
    if is_imagined():
        return make()
    if (packed := _OF_DATES.get(key)) is None:
        with _ONE_AT_A_TIME:
            if (packed := _OF_DATES.get(key)) is None:
                packed = zlib.compress(make())
                _OF_DATES.put(key, packed, len(packed))
    return zlib.decompress(packed)
