"""What each request leaves behind that an answer is made for: an id, a line in the log, a count.

Pages that are ready are answered further out, at no such cost; the page cache counts them itself.
"""

import logging
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from hdir.operations.logs import request_id

logger = logging.getLogger("hdir.requests")

HEADER = "X-Request-ID"
# What a proxy in front may call a request; anything else could forge lines of the log.
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")
# Asked every few seconds, or once for each page: a line for each would hide the others.
_UNTOLD = ("/healthz", "/readyz", "/metrics", "/static/")

# Links that are sent by mail carry their secret in the path.
_WITH_SECRETS = "/accounts/"

_counts: Counter[tuple[str, str]] = Counter()
_lock = threading.Lock()


def kind_of(path: str) -> str:
    """What an address is for: "page", "api", "admin", or "other" (files, permanent addresses, health)."""
    first = path.split("/", 2)[1]
    if first in {"api", "admin"}:
        return first
    return "page" if not first or first in dict(settings.LANGUAGES) else "other"


def made() -> dict[tuple[str, str], int]:
    """How many answers this process has made, by kind and by class of status ("2xx")."""
    with _lock:
        return dict(_counts)


def identified_requests(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware. Takes X-Request-ID from a proxy where it is well-formed, and answers with it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.headers.get(HEADER, "")
        identifier = asked if _WELL_FORMED.match(asked) else uuid.uuid4().hex
        request_id.set(identifier)
        began = time.perf_counter()
        response = get_response(request)
        _tell(request, response.status_code, round((time.perf_counter() - began) * 1000))
        response[HEADER] = identifier
        return response

    return middleware


@receiver(request_finished)
def _forget(**kwargs: object) -> None:
    # Not when the middleware is left: Django logs errors of a request further out.
    request_id.set("")


def _tell(request: HttpRequest, status: int, milliseconds: int) -> None:
    path = request.path_info
    with _lock:
        _counts[kind_of(path), f"{status // 100}xx"] += 1
    level = logging.DEBUG if path.startswith(_UNTOLD) else logging.INFO
    if path.startswith(_WITH_SECRETS):
        path = f"{_WITH_SECRETS}…"
    fields = {"method": request.method, "path": path, "status": status, "ms": milliseconds}
    logger.log(level, "%s %s %s %s ms", request.method, path, status, milliseconds, extra={"fields": fields})
