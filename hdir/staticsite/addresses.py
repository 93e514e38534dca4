"""Addresses of the site, and the files that their pages are in.

`/en/units/helfo` is in `en/units/helfo.html`: links to it work from any file server, from a folder below
another, and from a disk. What an address asks is part of the file's name: `/en/topics?page=2` is in
`en/topics-page-2.html`.
"""

import datetime
import hashlib
import posixpath
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from django.conf import settings

from hdir.opendata.files import file_called
from hdir.pages.dates import dated

_UNSAFE = re.compile(r"[^a-z0-9._-]+", re.I)
_LONGEST = 80  # letters of a question in a file's name
_DATE, _PAGE = "date", "page"
_FIRST_PAGE = (_PAGE, "1")  # which is the list itself
# What only a server can answer: forms, searches, and pages about what was before.
_NEEDS_A_SERVER = frozenset({"history", "report", "search"})
_FILES = re.compile(r"/static/.+|/sitemap(-\d+)?\.xml|/data/(SHA256SUMS|[^/]+\.[a-z]+)")
_DATA = "/data/"
# What is said of the files of /data/ is said of the latest ones.
_OF_THE_LATEST = frozenset({"/data/SHA256SUMS", "/data/manifest.json"})
_NOT_HERE = "not-in-this-copy"


@dataclass(frozen=True, order=True)
class Address:
    """A page of the site, whatever the date of the copy. `query` is in the order of its names."""

    path: str
    query: str = ""

    @property
    def ending(self) -> str:
        """What a file server takes the file for: ".html" for pages."""
        return posixpath.splitext(self.path)[1] or (".html" if _language_of(self.path) else "")

    @property
    def file(self) -> str:
        """The path of its file in the copy."""
        path = f"{self.path}index" if self.path.endswith("/") else self.path
        stem = path.removesuffix(self.ending).lstrip("/")
        return f"{stem}{self._asked_in_name()}{self.ending}"

    def _asked_in_name(self) -> str:
        if not self.query:
            return ""
        words = _UNSAFE.sub("-", self.query)
        # Two questions may differ in nothing but letters that names can't have, or only at their end.
        if len(words) > _LONGEST or re.sub(r"[=&]", "-", self.query) != words:
            words = f"{words[:_LONGEST]}-{hashlib.sha256(self.query.encode()).hexdigest()[:12]}"
        return f"-{words}"

    @property
    def without_page(self) -> str:
        """What it asks but for the number of the page."""
        return urlencode([pair for pair in _pairs(self.query) if pair[0] != _PAGE])


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _language_of(path: str) -> str:
    """The language of a page; "" for files."""
    first = path.split("/")[1]
    return first if first in dict(settings.LANGUAGES) else ""


def asked(address: Address, date: datetime.date | None) -> str:
    """The address to ask the site for, as of the date of the copy where that means something."""
    pairs = _pairs(address.query)
    if date and takes_date(address.path):
        pairs.append((_DATE, date.isoformat()))
    return f"{quote(address.path)}?{urlencode(pairs)}" if pairs else quote(address.path)


def takes_date(path: str) -> bool:
    """Whether what is at a path is of a date."""
    if path.startswith(_DATA):
        found = file_called(path.removeprefix(_DATA))
        return bool(found and found.dated)
    plain_or_drawn = posixpath.splitext(path)[1] in {"", ".svg"}
    return bool(_language_of(path)) and plain_or_drawn and dated(path)


def linked(link: str, page: Address, date: datetime.date | None) -> Address | None:
    """The address that a link on a page leads to, as far as it may be in the copy; None for other sites, for
    what needs a server, and for other dates than that of the copy."""
    parts = urlsplit(urljoin(f"{settings.SITE_URL}{page.path}?{page.query}", link))
    if not is_ours(f"{parts.scheme}://{parts.netloc}") or not may_be_copied(parts.path):
        return None
    pairs = _pairs(parts.query)
    of_date = dict(pairs).get(_DATE)
    if date and parts.path in _OF_THE_LATEST:
        return None
    rest = sorted(pair for pair in pairs if pair[0] != _DATE and pair != _FIRST_PAGE)
    if of_date and of_date != str(date):
        return None
    found = Address(parts.path, urlencode(rest))
    if date and not of_date and takes_date(page.path) and takes_date(parts.path):
        return None  # a page of a day that leads to the latest known
    return found


def worth_following(found: Address, page: Address) -> bool:
    """Whether a link is a reason to have something in the copy. Questions on top of questions aren't: there
    is no end of filters together. Further pages of a list are."""
    return not found.query or not page.query or found.without_page == page.without_page


def is_ours(link: str) -> bool:
    """Whether a link leads to this site, if it names any."""
    parts, own = urlsplit(link), urlsplit(settings.SITE_URL)
    return (parts.scheme, parts.netloc) in {("", ""), (own.scheme, own.netloc)}


def may_be_copied(path: str) -> bool:
    """Whether a file can hold what is at a path."""
    if language := _language_of(path):
        return path.removeprefix(f"/{language}").split("/")[1] not in _NEEDS_A_SERVER
    return bool(_FILES.fullmatch(path))


def not_here(page: Address) -> Address:
    """The page that says that something isn't in the copy, in the language of the page that leads there."""
    return Address(f"/{_language_of(page.path) or settings.LANGUAGE_CODE}/{_NOT_HERE}")


def relative(to: str, file: str) -> str:
    """A link from one file of the copy to another."""
    return quote(posixpath.relpath(to, posixpath.dirname(file) or "."))
