"""Ready pages that several processes share, where CACHE_URL gives them a cache to share."""

import hashlib
import logging

from django.conf import settings
from django.core.cache import cache

from hdir.pagecache.ready_page import ReadyPage
from hdir.release import release

logger = logging.getLogger(__name__)

_A_DAY = 86_400


def get(token: str, key: tuple[str, ...]) -> ReadyPage | None:
    """The page another process has made for this address and generation; None if there is none, or if what
    is there isn't what was put there."""
    if not settings.CACHE_IS_SHARED:
        return None
    name = _name(token, key)
    found = cache.get(name)
    if found is None:
        return None
    try:
        erasures, headers, body, made, checksum = found
        if checksum == _checksum(headers, body):
            return ReadyPage(token, erasures, headers, body, made)
    except (TypeError, ValueError, AttributeError):
        pass
    logger.warning("A page in the shared cache is damaged and is made again: %s", key[1])
    cache.delete(name)
    return None


def put(token: str, key: tuple[str, ...], page: ReadyPage) -> None:
    """Lets the other processes have a page."""
    if settings.CACHE_IS_SHARED:
        value = (page.erasures, page.headers, page.body, page.made, _checksum(page.headers, page.body))
        cache.set(_name(token, key), value, timeout=_A_DAY)


def _name(token: str, key: tuple[str, ...]) -> str:
    # The release, because two of them may run side by side while one replaces the other.
    told = "\n".join([release(), token, *key])
    return f"pages:{hashlib.sha256(told.encode()).hexdigest()}"


def _checksum(headers: dict[str, str], body: bytes) -> str:
    return hashlib.sha256(repr(sorted(headers.items())).encode() + body).hexdigest()
