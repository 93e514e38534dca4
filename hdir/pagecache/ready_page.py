"""A page made ready: its bytes in each encoding, and what a reader who has it already is told."""

import datetime
import gzip
import hashlib
import re

import brotli
from django.http import HttpRequest, HttpResponse
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
        self._bodies = {"": body}

    @classmethod
    def of(cls, response: HttpResponse, token: str, erasures: str, made: datetime.datetime) -> "ReadyPage":
        """Made from an answer that may be kept. A page says `Vary: Accept-Encoding` once it can."""
        patch_vary_headers(response, ["Accept-Encoding"])
        headers = {name: value for name, value in response.items() if name not in _OF_ONE_REQUEST}
        return cls(token, erasures, headers, response.content, made)

    @property
    def body(self) -> bytes:
        """The bytes as the view made them."""
        return self._bodies[""]

    @property
    def size(self) -> int:
        """Bytes that it takes, those still to be compressed guessed at a quarter."""
        return int(len(self.body) * 1.5) + 2000

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or 304 for a reader who has it: compressed, if the reader takes that."""
        encoding = self._encoding(request)
        headers = self.headers
        if encoding:
            # The bytes differ from those of the plain page, what they say doesn't: a weak tag says just that.
            tag = headers["ETag"].removeprefix("W/")
            headers = {**headers, "ETag": f"W/{tag}", "Content-Encoding": encoding}
            headers.pop("Repr-Digest", None)  # of the bytes as they were before
        body = self._encoded(encoding)
        whole = HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)
        whole.headers["Content-Length"] = str(len(body))
        if "HTTP_IF_NONE_MATCH" not in request.META and "HTTP_IF_MODIFIED_SINCE" not in request.META:
            return whole
        modified = parse_http_date_safe(headers.get("Last-Modified", ""))
        told = get_conditional_response(request, headers["ETag"], modified, whole) or whole
        if (
            told is not whole
        ):  # Django's 304 leaves out what lets scripts of other sites in, and keeps pages safe
            for name, value in headers.items():
                if not name.startswith("Content-") or name == "Content-Security-Policy":
                    told.headers[name] = value
        return told

    def _encoding(self, request: HttpRequest) -> str:
        if not _TEXT.match(self.headers.get("Content-Type", "")):
            return ""
        accepted = _accepted(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        return next((name for name in _COMPRESSORS if name in accepted), "")

    def _encoded(self, encoding: str) -> bytes:
        if encoding not in self._bodies:
            self._bodies[encoding] = _COMPRESSORS[encoding](self.body)
        return self._bodies[encoding]


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


def _accepted(header: str) -> set[str]:
    """The encodings that an Accept-Encoding header names and doesn't refuse (RFC 9110, section 12.5.3)."""
    named = (part.partition(";") for part in header.lower().split(","))
    return {name.strip() for name, _, weight in named if not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)}
