"""The sitemap (sitemaps.org, protocol 0.9): every public page, each with its other languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from directory.models import ChangeEvent, Document, Law, Party, Person, Task, Topic, Unit
from hdir.pages.languages import written_in
from hdir.records.languages import FALLBACK, LANGUAGES
from hdir.records.models import Record
from strategy.models import FocusArea, GoalArea, Strategy

# What the protocol allows in one file is 50,000 addresses and 50 MB. Each page has one for each language, and
# an address comes with those of the other languages: 15,000 pages of the longest keys stay below both.
PAGES_A_FILE = 15_000

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_NAMES = (
    "home",
    "directory:organisation",
    "directory:units",
    "directory:leaders",
    "directory:about",
    "directory:responsible",
    "directory:tasks",
    "directory:topics",
    "directory:laws",
    "directory:parties",
    "directory:target-groups",
    "directory:partners",
    "directory:events",
    "directory:compare",
    "directory:documents",
    "glossary",
    "accessibility",
    "languages",
    "privacy",
    "data",
    "api-page",
)


@dataclass(frozen=True)
class _Kind:
    """Pages of which each record of a model has one: its own, or the view named."""

    model: type[Record]
    view: str = ""
    # Whether it is written in the languages that the record's text is in, or in all, as tables are.
    of_its_text: bool = True

    def address(self, record: Record) -> str:
        """The path of a record's page in the language in force."""
        return reverse(self.view, args=[record.pk]) if self.view else record.get_absolute_url()  # type: ignore[attr-defined]


_KINDS = (
    *map(
        _Kind, (Unit, Person, Task, Topic, Law, Party, ChangeEvent, Strategy, GoalArea, FocusArea, Document)
    ),
    _Kind(Strategy, "strategy:matrix", of_its_text=False),
    _Kind(Strategy, "strategy:booklet"),
    _Kind(Strategy, "strategy:compare", of_its_text=False),
)

Page = dict[str, str]  # language to path


def pages(first: int = 0, number: int | None = None) -> Iterator[Page]:
    """The paths of public pages by the languages that each is written in: all, or so many from the first on.

    Records before the first one are counted, not read.
    """
    end = None if number is None else first + number
    for name in _NAMES[first:end]:
        yield {language: _in(language, lambda name=name: reverse(name)) for language in LANGUAGES}
    before = len(_NAMES)
    for kind in _KINDS:
        if end is not None and before >= end:
            return
        records = kind.model._default_manager.order_by("pk")
        here = records[max(0, first - before) : None if end is None else end - before]
        before += records.count() if first or end is not None else 0
        for record in here.iterator():
            written = written_in(record) if kind.of_its_text else LANGUAGES
            yield {language: _in(language, partial(kind.address, record)) for language in written}


def _in(language: str, address) -> str:
    with override(language):
        return address()


def number_of_files() -> int:
    """How many files the pages fill, at least one. One query for each kind of page."""
    count = len(_NAMES) + sum(kind.model._default_manager.count() for kind in _KINDS)
    return max(1, -(-count // PAGES_A_FILE))


def sitemap(number: int = 1) -> bytes:
    """The nth file of pages, from 1."""
    first = (number - 1) * PAGES_A_FILE
    entries = "".join(map(_entries, pages(first, PAGES_A_FILE)))
    head = f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{entries}</urlset>\n'.encode()


def index() -> bytes:
    """The file that names the others, where one isn't enough."""
    parts = "".join(
        f"<sitemap><loc>{escape(settings.SITE_URL)}/sitemap-{number}.xml</loc></sitemap>\n"
        for number in range(1, number_of_files() + 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{_SITEMAP}">\n{parts}</sitemapindex>\n'
    ).encode()


def _entries(page: Page) -> str:
    """An entry for each language, each naming all of them and the one for readers of none."""
    addresses = {language: f"{settings.SITE_URL}{path}" for language, path in page.items()}
    default = next(addresses[code] for code in FALLBACK["nb"] if code in addresses)
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(address)}/>'
        for language, address in [*addresses.items(), ("x-default", default)]
    )
    return "".join(f"<url><loc>{escape(address)}</loc>{links}</url>\n" for address in addresses.values())
