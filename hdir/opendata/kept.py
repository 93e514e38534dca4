"""What is dear to make, kept in the cache for as long as the content stays as it is."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from hdir.changes.staging import is_imagined

T = TypeVar("T", str, bytes)


def kept(key: str, make: Callable[[], T], seconds: int | None) -> T:
    """What `make` makes, made once for a key that marks the state of the content; None keeps it for ever.

    In a preview of a draft everything is made anew and nothing kept: the next reader isn't to see the draft.
    """
    if is_imagined():
        return make()
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, timeout=seconds)
    return found
