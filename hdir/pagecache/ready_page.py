"""A page made ready: its bytes in each encoding, and what a reader who has it already is told."""

import datetime
import gzip
import hashlib
import re
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import ResponseHeaders
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe, quote_etag

_OK = 200
# What a cache may keep but must ask about each time: an edit is seen at the next request.
_CACHE_CONTROL = "public, no-cache"
# What was said to the reader whom the page was made for.
_OF_ONE_REQUEST = {"X-Request-ID"}
_TEXT = re.compile(r"text/|application/(?:[a-z0-9.+-]*\+)?(?:json|xml)|image/svg\+xml")
# A page is compressed once and sent many times; above these levels it takes longer to no use.
_COMPRESSORS = {
    "br": lambda body: brotli.compress(body, quality=9),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}


class _Checked(ResponseHeaders):
    """Headers that were checked when the page was kept: checking them again costs each answer a third of its
    time. Each answer has its own, for whoever changes them on the way out."""

    def __init__(self, checked: ResponseHeaders):
        self._store = dict(checked._store)  # type: ignore[attr-defined]


class ReadyPage:
    """A public answer, the same for every reader, with the generation that it was made under.

    `erasures` is the mark (hdir.pagecache.generation) that was in force then: under another one the page must
    not be shown, even if nothing newer can be made.
    """

    def __init__(
        self, token: str, erasures: str, headers: dict[str, str], body: bytes, made: datetime.datetime
    ):
        self.token = token
        self.erasures = erasures
        self.made = made
        self.headers = {"Cache-Control": _CACHE_CONTROL, **headers}
        self.headers.setdefault("ETag", quote_etag(hashlib.sha256(body).hexdigest()[:24]))
        self._text = bool(_TEXT.match(self.headers.get("Content-Type", "")))
        self.body = body  # as the view made it
        # What is sent, by the encoding: made when somebody asks for it first.
        self._sent: dict[str, tuple[ResponseHeaders, bytes]] = {}

    @classmethod
    def of(cls, response: HttpResponse, token: str, erasures: str, made: datetime.datetime) -> "ReadyPage":
        """Made from an answer that may be kept. A page says `Vary: Accept-Encoding` once it can."""
        patch_vary_headers(response, ["Accept-Encoding"])
        headers = {name: value for name, value in response.items() if name not in _OF_ONE_REQUEST}
        return cls(token, erasures, headers, response.content, made)

    @property
    def media_type(self) -> str:
        """What it is, without parameters: `text/turtle`."""
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def size(self) -> int:
        """Bytes that it takes, those still to be compressed guessed at a quarter."""
        return int(len(self.body) * 1.5) + 2000

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or 304 for a reader who has it: compressed, if the reader takes that."""
        headers, body = self._in(self._encoding(request))
        whole = HttpResponse(b"" if request.method == "HEAD" else body, content_type=headers["Content-Type"])
        whole.headers = _Checked(headers)
        return unless_known(request, whole)

    def _encoding(self, request: HttpRequest) -> str:
        return _best(request.META.get("HTTP_ACCEPT_ENCODING", "")) if self._text else ""

    def _in(self, encoding: str) -> tuple[ResponseHeaders, bytes]:
        """Headers and bytes in an encoding, "" for the page as it is."""
        if encoding not in self._sent:
            headers, body = dict(self.headers), self.body
            headers.setdefault("Content-Type", "application/octet-stream")
            if encoding:
                body = _COMPRESSORS[encoding](body)
                # The bytes differ from those of the plain page, what they say doesn't: a weak tag says
                # just that.
                tag = headers["ETag"].removeprefix("W/")
                headers |= {"ETag": f"W/{tag}", "Content-Encoding": encoding}
                headers.pop("Repr-Digest", None)  # of the bytes as they were before
            headers["Content-Length"] = str(len(body))
            self._sent[encoding] = ResponseHeaders(headers), body
        return self._sent[encoding]


def unless_known(request: HttpRequest, whole: HttpResponse) -> HttpResponse:
    """The answer, or 304 for a reader who has it."""
    if "HTTP_IF_NONE_MATCH" not in request.META and "HTTP_IF_MODIFIED_SINCE" not in request.META:
        return whole
    modified = parse_http_date_safe(whole.headers.get("Last-Modified", ""))
    told = get_conditional_response(request, whole.headers.get("ETag"), modified, whole) or whole
    if told is not whole:  # Django's 304 leaves out what lets scripts of other sites in, and keeps pages safe
        for name, value in whole.headers.items():
            if not name.startswith("Content-") or name == "Content-Security-Policy":
                told.headers[name] = value
    return told


def may_be_kept(response: HttpResponse, largest: int) -> bool:
    """Whether an answer is the same for every reader who asks for its address, and not too large to keep."""
    return (
        response.status_code == _OK
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and "no-store" not in response.get("Cache-Control", "")
        and "private" not in response.get("Cache-Control", "")
        and response.get("Vary", "Accept-Encoding").lower() == "accept-encoding"
        and len(response.content) <= largest
    )


@lru_cache(maxsize=64)  # browsers send a handful of different ones
def _best(header: str) -> str:
    """The encoding to send: one that an Accept-Encoding header names and doesn't refuse (RFC 9110, section
    12.5.3), "" for none."""
    named = (part.partition(";") for part in header.lower().split(","))
    accepted = {name.strip() for name, _, weight in named if not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)}
    return next((name for name in _COMPRESSORS if name in accepted), "")
