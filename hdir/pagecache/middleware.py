"""The outermost middleware: readers get pages that are ready, everybody else goes on inwards."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hdir.opendata.negotiation import admits
from hdir.pagecache import generation, shared
from hdir.pagecache.away import as_it_was
from hdir.pagecache.flights import Flights
from hdir.pagecache.ready_page import ReadyPage, may_be_kept, unless_known
from hdir.pagecache.store import Store
from hdir.pagecache.watch import watch

logger = logging.getLogger(__name__)

# What staff carries, and who has just been told something: their pages are their own.
_PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")
_OURS_ALONE = ("/admin/", "/accounts/", "/static/", "/healthz", "/readyz", "/metrics")
_BELOW_A_LANGUAGE = tuple(f"/{code}" for code, _name in settings.LANGUAGES)
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_SERVER_ERROR = 500
_LARGEST_SHARE = 8  # one page never takes more than this part of the room
_SERVED = {"hits": 0, "misses": 0, "as it was": 0}


class PageCache:
    """Keeps public pages in memory, in each process as many as PAGE_CACHE_MB holds.

    Addresses with a question (`?date=`, filters, searches) and data have a room of their own, so that no
    number of questions, and no large file, pushes out the pages themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        half = settings.PAGE_CACHE_MB * 1_000_000 // 2
        self.plain: Store[ReadyPage] = Store(half)
        self.others: Store[ReadyPage] = Store(half)
        self._flights: Flights[ReadyPage] = Flights()
        self._largest = half // _LARGEST_SHARE

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._largest or not is_readers(request):
            return self.get_response(request)
        watch.begin()
        store = self.others if request.META.get("QUERY_STRING") or _is_data(request) else self.plain
        key = address_of(request)
        token = generation.token()
        kept = store.get(key)
        if kept is not None and kept.token == token and _is_wanted(kept, request):
            _SERVED["hits"] += 1
            return as_it_was(kept, request, watch.away_since) if watch.away_since else kept.answer(request)
        return self._made(request, store, key, token, kept)

    def _made(self, request, store, key, token: str, before: ReadyPage | None) -> HttpResponse:
        """The page made now. What can't be made now is shown as it was, if it ever was."""
        _SERVED["misses"] += 1
        unkept: list[HttpResponse] = []
        erasures = generation.source.erasures()

        def make() -> ReadyPage | None:
            found = shared.get(token, key)
            if found is None or not _is_wanted(found, request):
                response = _asked_without_conditions(self.get_response, request)
                if not may_be_kept(response, self._largest):
                    unkept.append(response)
                    return None
                found = ReadyPage.of(response, token, erasures, timezone.now())
                shared.put(token, key, found)
            store.put(key, found, found.size)
            return found

        page, mine = self._flights.share((key, token), make)
        if page is not None and (mine or _is_wanted(page, request)):
            return page.answer(request)
        # What can't be kept was asked for without conditions, too.
        response = unless_known(request, unkept[0]) if mine else self.get_response(request)
        if before is not None and response.status_code >= _SERVER_ERROR:
            if before.erasures != generation.source.erasures():
                return response  # what it says may have been taken out for good
            _SERVED["as it was"] += 1
            logger.warning("%s couldn't be made again and is shown as it was", request.path)
            return as_it_was(before, request, before.made)
        return response


def served() -> dict[str, int]:
    """How many requests of this process were answered from what was kept, how many had to be made, and how
    many couldn't be made again."""
    return dict(_SERVED)


def is_readers(request: HttpRequest) -> bool:
    """Whether a request is one that the same answer serves whoever asks."""
    return (
        request.method in {"GET", "HEAD"}
        and not request.path_info.startswith(_OURS_ALONE)
        and "HTTP_AUTHORIZATION" not in request.META
        and not hasattr(request, "urlconf")  # a static copy's pages have addresses of their own
        and "HTTP_RANGE" not in request.META
        and not any(name in request.META.get("HTTP_COOKIE", "") for name in _PERSONAL)
        and _is_for_us(request)
    )


def _is_for_us(request: HttpRequest) -> bool:
    """Whether the host is ours: one that isn't gets no page, kept or not."""
    try:
        return bool(request.get_host())
    except DisallowedHost:
        return False


def _is_data(request: HttpRequest) -> bool:
    """Whether an address stands outside the languages."""
    return not request.path_info.startswith(_BELOW_A_LANGUAGE)


def _is_wanted(page: ReadyPage, request: HttpRequest) -> bool:
    """Whether a reader accepts data of the kind that is kept. Who doesn't is answered from within: by a
    refusal, or by the same where the address has nothing else. Pages are sent to whoever asks."""
    return not _is_data(request) or admits(request.META.get("HTTP_ACCEPT", ""), page.media_type)


def address_of(request: HttpRequest) -> tuple[str, ...]:
    """What tells answers apart. No header of the reader's does: each value of one would be another page.

    Not the host, under whatever name and port of ours it is asked: all addresses in answers are SITE_URL's.
    Not what is accepted either: an answer that says `Vary: Accept` isn't kept, and whether a reader accepts
    what is kept is looked at each time.
    """
    return (
        "https" if request.is_secure() else "http",
        request.path_info,
        request.META.get("QUERY_STRING", ""),
    )


def _asked_without_conditions(get_response, request: HttpRequest) -> HttpResponse:
    """The whole answer, whatever the reader has already: it is kept for others too."""
    conditions = {name: request.META.pop(name) for name in _CONDITIONS if name in request.META}
    try:
        return get_response(request)
    finally:
        request.META.update(conditions)
