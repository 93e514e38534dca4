"""Answers with data: whole files, records, feeds and cards, each with its terms in its headers."""

import base64
import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from hdir.opendata.api.freshness import content_version
from hdir.opendata.api.problems import ApiProblem, not_allowed, told
from hdir.opendata.edition import LICENCE, state
from hdir.records.languages import LANGUAGES

View = Callable[..., HttpResponseBase]
_ALLOWED = "GET, HEAD, OPTIONS"


def for_programs(view: View) -> View:
    """Makes a view one of data: read-only whoever asks, and its ApiProblems are told as documents."""

    @csrf_exempt  # nothing can be written here, so that 405 is a better answer than 403
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": _ALLOWED})
        if request.method not in ("GET", "HEAD"):
            response = told(request, not_allowed(request))
            response["Allow"] = _ALLOWED
            return response
        try:
            return view(request, *args, **kwargs)
        except ApiProblem as problem:
            return told(request, problem)

    return wrapped


def data(content: bytes, media_type: str, language: str = "") -> HttpResponse:
    """Data with its licence and its checksum (RFC 9530), in one language or in all."""
    # Most tools take text without a charset for ASCII or Latin-1; JSON is UTF-8 by definition.
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    response = HttpResponse(content, content_type=f"{media_type}{charset}")
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    response["Content-Language"] = language or ", ".join(LANGUAGES)
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    response["Link"] = (
        f'<{LICENCE}>; rel="license", <{settings.SITE_URL}/data/catalog.ttl>; rel="describedby"; '
        'type="text/turtle"'
    )
    return response


def fresh(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponseBase:
    """304 where the reader has the answer already, else the answer that `make` makes, marked. Two queries.

    What the request asks for must be known to be right and there, else a reader who once had it never
    learns that it is gone.
    """
    etag = _etag(request)
    modified = content_version().modified
    seconds = int(modified.timestamp()) if modified else None
    response: HttpResponseBase = get_conditional_response(request, etag, seconds) or make()
    response["ETag"] = etag
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    # Caches ask each time whether it is still so.
    response["Cache-Control"] = "public, no-cache"
    return response


def _etag(request: HttpRequest) -> str:
    """Changes with the content; the same for an address as long as the content is the same."""
    asked = f"{state()} {request.get_full_path()}"
    return f'"{hashlib.sha256(asked.encode()).hexdigest()[:24]}"'
