"""Which generation of the content pages are made from: it changes with every publication.

On one machine it is a file beside the database, which costs a look at its size; on many it is a value in
Redis, which each process asks for four times a second (hdir.pagecache.watch). Asking the database at each
request would cost a fifth of the throughput, asking Redis half of it (docs/performance.md).
"""

import datetime
import logging
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from hdir.changes.models import ChangeSet
from hdir.pages.dates import today

logger = logging.getLogger(__name__)

_KEY = "pages:generation"
_ERASES = "!"


class Source(Protocol):
    """Where all processes learn of a new generation."""

    def mark(self) -> str:
        """A mark that differs from that of every other generation. Cheap: each request asks."""

    def number(self) -> int | None:
        """The number of the change set that was announced last; None if nobody knows any more."""

    def erasures(self) -> str:
        """A mark that changes when what was shown before must not be shown again, whatever is away."""

    def announce(self, number: int, *, erases: bool = False) -> None:
        """Begins a new generation, that of the change set with this number; `erases`: see `erasures`."""

    def refresh(self) -> None:
        """Asks whether others have begun a new generation, where `mark` can't afford to."""


class InFile:
    """One line for each publication: a file that only grows never has an earlier mark again.

    Where it can't be written, on a full disk for instance, each process keeps the line to itself: the watch
    of every process comes to the same.
    """

    def __init__(self, path: Path):
        self._path = path
        self._unwritten: list[str] = []
        # What was found last: its disk may be away for a while.
        self._last, self._lines_found = "", list[str]()

    def mark(self) -> str:
        try:
            found = self._path.stat()
        except OSError:  # or nobody has announced anything yet
            return f"{self._last}{''.join(self._unwritten)}"
        self._last = f"{found.st_ino}-{found.st_size}"
        return f"{self._last}{''.join(self._unwritten)}"

    def number(self) -> int | None:
        number = self._lines()[-1].rstrip(_ERASES) if self._lines() else ""
        return int(number) if number.isdigit() else None

    def erasures(self) -> str:
        return str(sum(line.endswith(_ERASES) for line in self._lines()))

    def announce(self, number: int, *, erases: bool = False) -> None:
        self._unwritten.append(f"{number}{_ERASES if erases else ''}\n")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="ascii") as file:
                file.writelines(self._unwritten)
            self._unwritten.clear()
        except OSError as error:
            logger.error("A publication can't be announced, other processes see it in a second: %s", error)

    def _lines(self) -> list[str]:
        with suppress(OSError):
            self._lines_found = self._path.read_text("ascii", errors="replace").split()
        return [*self._lines_found, *(line.strip() for line in self._unwritten)]

    def refresh(self) -> None:
        """Nothing to do: `mark` looks at the file itself."""


class InCache:
    """A value in the cache that all processes share. While that cache is away or emptied, the numbers that
    the watch reads from the database tell the generations apart."""

    def __init__(self) -> None:
        self._value = ""

    def mark(self) -> str:
        return self._value

    def number(self) -> int | None:
        number = self._value.split(":")[0]
        return int(number) if number.isdigit() else None

    def erasures(self) -> str:
        return self._value.rpartition(":")[2]

    def announce(self, number: int, *, erases: bool = False) -> None:
        self.refresh()
        mark = uuid.uuid4().hex
        # Of a value that was lost nobody knows what it had erased: then all of it may have been.
        self._value = f"{number}:{mark}:{mark if erases or not self._value else self.erasures()}"
        cache.set(_KEY, self._value, timeout=None)

    def refresh(self) -> None:
        found = cache.get(_KEY)
        if isinstance(found, str) and found:
            self._value = found


def chosen_source() -> Source:
    """The shared cache where there is one, else the file."""
    return InCache() if settings.CACHE_IS_SHARED else InFile(settings.GENERATION_FILE)


source: Source = chosen_source()


def token(now: datetime.datetime | None = None) -> str:
    """What a kept page must have been made under to be shown: pages say what is so today, so that a new day
    is a new generation too."""
    return f"{source.mark()} {today(now)}"


def publication(sender: object, change_set: ChangeSet, *, erases: bool = False, **kwargs: object) -> None:
    """Begins a new generation as soon as a publication is committed, before its author is answered.

    A process that is killed in between leaves it to the watch. An error here must not look like one of the
    publication, which has been done by then: it is logged.
    """
    number = change_set.number or 0
    transaction.on_commit(lambda: source.announce(number, erases=erases), robust=True)
