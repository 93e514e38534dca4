"""The public site as files: every page that links lead to, then the links between them."""

import datetime
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from hdir.changes.models import ChangeSet
from hdir.opendata import sitemap
from hdir.opendata.files import whole_files
from hdir.staticsite.addresses import Address, asked, is_ours, linked, not_here, relative, worth_following
from hdir.staticsite.links import feed_with_files, links_in, page_with_files, sitemap_with_files
from hdir.staticsite.site import Site

HTML, ATOM, CSS, XML = "text/html", "application/atom+xml", "text/css", "application/xml"
_OK, _GONE = 200, {404, 410}
_REDIRECTS = range(300, 400)


class CopyError(Exception):
    """Nothing was copied, and why."""


@dataclass(frozen=True)
class Copied:
    """How many files there are, and which addresses pages lead to in vain."""

    files: int
    missing: list[str]


def copy_site(
    folder: Path, date: datetime.date | None = None, progress: Callable[[int], None] = lambda number: None
) -> Copied:
    """Writes the site into a new or empty folder, beside its place until it is whole.

    The same content, day and release give the same files. `progress` is told the number of pages after each.
    Raises CopyError, also where somebody published meanwhile, and OSError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CopyError(f"{folder} isn't empty: name a new folder.")
    before = ChangeSet.objects.latest_number()
    with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=f".{folder.name}.") as made:
        whole = Path(made) / "site"
        copy = _Copy(whole, date)
        copy.gather(progress)
        copy.link()
        if ChangeSet.objects.latest_number() != before:
            raise CopyError("Something was published meanwhile, and the copy would be of both. Run it again.")
        whole.replace(folder)
    return Copied(len(copy.files) + 1, sorted(copy.missing))


class _Copy:
    """A copy in the making: `files` by address with their media type, `moved` addresses that lead on."""

    def __init__(self, folder: Path, date: datetime.date | None):
        self.folder = folder
        self.date = date
        self.files: dict[Address, str] = {}
        self.moved: dict[Address, Address | None] = {}
        self.missing: set[str] = set()
        self._site = Site()

    def gather(self, progress: Callable[[int], None]) -> None:
        """Asks the site for everything, and writes it down as it is."""
        waiting = [(address, "") for address in self._starts()]
        seen = {address for address, _from in waiting}
        while waiting:
            address, leading_here = waiting.pop()
            for found in self._ask(address, leading_here):
                if found not in seen:
                    seen.add(found)
                    waiting.append((found, address.path))
            progress(len(self.files))

    def _starts(self) -> Iterator[Address]:
        for page in sitemap.pages():
            yield from map(Address, page.values())
        for code, _name in settings.LANGUAGES:
            yield not_here(Address(f"/{code}/"))
        yield Address("/sitemap.xml")
        for file in whole_files():
            yield Address(f"/data/{file.name}")

    def _ask(self, address: Address, leading_here: str) -> Iterator[Address]:
        """Writes one file; the addresses that it leads to."""
        answer = self._site.ask(asked(address, self.date))
        if answer.status in _REDIRECTS:
            self.moved[address] = self._linked(answer.location, address)
            if target := self.moved[address]:
                yield target
        elif answer.status in _GONE:
            if leading_here:
                self.missing.add(f"{address.path} (from {leading_here})")
        elif answer.status != _OK:
            raise CopyError(f"{asked(address, self.date)} answers {answer.status}.")
        else:
            self._write(address.file, answer.body)
            self.files[address] = answer.media_type
            if answer.media_type in {HTML, ATOM, CSS, XML}:
                for link in links_in(answer.media_type, answer.body.decode()):
                    found = self._linked(link, address)
                    if found and worth_following(found, address):
                        yield found

    def _linked(self, link: str, page: Address) -> Address | None:
        return linked(urldefrag(link).url, page, self.date)

    def link(self) -> None:
        """Makes links lead to files, and writes the page that leads to the languages."""
        for address, media_type in self.files.items():
            if media_type in {HTML, ATOM, XML}:
                path = self.folder / address.file
                path.write_text(self._relinked(address, media_type, path.read_text("utf-8")), "utf-8")
        start = render_to_string("staticsite/choose_language.html", {"languages": settings.LANGUAGES})
        self._write("index.html", start.encode())

    def _relinked(self, address: Address, media_type: str, text: str) -> str:
        if media_type == XML:
            return sitemap_with_files(text, lambda link: self._file(link, address))

        def leads(link: str) -> str | None:
            if link.startswith("#") or not is_ours(urljoin(settings.SITE_URL, link)):
                return link
            fragment = urlsplit(link).fragment
            file = self._file(link, address)
            return file and relative(file, address.file) + (f"#{fragment}" if fragment else "")

        if media_type == ATOM:
            return feed_with_files(text, leads)
        return page_with_files(text, leads, relative(not_here(address).file, address.file))

    def _file(self, link: str, page: Address) -> str | None:
        """The file that a link leads to; None if it isn't in the copy."""
        found = self._linked(link, page)
        while found in self.moved:
            found = self.moved.get(found) if found else None
        return found.file if found in self.files and found else None

    def _write(self, file: str, content: bytes) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
