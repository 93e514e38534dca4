"""The frame around every address that programs ask: open to any site's scripts, errors as problem documents,
and no address so long that a server on the way would answer for us."""

import re

from django.conf import settings
from django.http import HttpRequest
from django.utils.cache import patch_vary_headers

from hdir.opendata.api.parameters import LONGEST_ADDRESS
from hdir.opendata.api.problems import MEDIA_TYPE, TOO_LONG, problem_for

_FOR_PROGRAMS = re.compile(r"^/(api|data)/|^/sitemap[^/]*\.xml\Z|\.(atom|vcf)\Z")
# Permanent URIs are asked by people too, who get pages, also of what went wrong.
_NEGOTIATED = re.compile(r"^/id/|^/data/[a-z]+\Z")
_ERROR = 400
_SERVER_ERROR = 500
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Last-Modified, Link, Repr-Digest",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    # Conditional requests from scripts need these; a day is as long as browsers remember it.
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def is_for_programs(path: str) -> bool:
    """Whether an address is one of data, whose errors are told as data too."""
    return bool(_FOR_PROGRAMS.search(path))


def data_frame(get_response):
    """Wraps the addresses of data, those that don't exist included."""

    def middleware(request: HttpRequest):
        of_programs = is_for_programs(request.path_info)
        if not of_programs and not _NEGOTIATED.match(request.path_info):
            return get_response(request)
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            response = problem_for(request, TOO_LONG.status)
        else:
            response = get_response(request)
        if of_programs:
            response = _told(request, response)
        if response.headers.get("Content-Type", "") == MEDIA_TYPE:
            response.headers["Content-Language"] = "en"
            response.headers["Cache-Control"] = "no-store"
        told_all = {**_CORS, **_PREFLIGHT} if request.method == "OPTIONS" else _CORS
        for name, value in told_all.items():
            response.headers[name] = value
        if _NEGOTIATED.match(request.path_info):
            patch_vary_headers(response, ["Accept", "Accept-Language"])
        else:
            _dont_vary_by_language(response)
        return response

    return middleware


def _told(request: HttpRequest, response):
    """The answer, or the problem that stands for an error that nobody has put into words for programs."""
    told = response.headers.get("Content-Type", "") == MEDIA_TYPE
    # A developer is better served by Django's page with the traceback.
    is_traceback = settings.DEBUG and response.status_code >= _SERVER_ERROR
    if response.status_code < _ERROR or told or is_traceback:
        return response
    problem = problem_for(request, response.status_code)
    if allowed := response.headers.get("Allow"):
        problem.headers["Allow"] = allowed
    return problem


def _dont_vary_by_language(response) -> None:
    """Takes back what LocaleMiddleware says of every address without language: these answers don't depend
    on what the browser asks for, and a cache needs to keep only one."""
    kept = [
        name for name in response.headers.get("Vary", "").split(", ") if name.lower() != "accept-language"
    ]
    if any(kept):
        response.headers["Vary"] = ", ".join(kept)
    else:
        response.headers.pop("Vary", None)
