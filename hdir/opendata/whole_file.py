"""A whole file: what readers are told of it, and its bytes."""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from hdir.opendata.edition import state
from hdir.opendata.kept import kept, kept_of_dates
from hdir.opendata.turns import last_turn

Text = str | Promise
Build = Callable[[datetime.date | None], bytes]
# How long a file is kept that nobody asks for.
_KEPT = 60 * 60 * 24


@dataclass(frozen=True)
class WholeFile:
    """A file below /data/, and what readers are told of it."""

    name: str
    media_type: str
    format: Text
    explanation: Text
    build: Build
    # Of a file in one language.
    language: str = ""
    # Whether ?date= gives it as of a day.
    dated: bool = True
    # How a file of a day names that day, word for word as in its bytes. None for what is only exported.
    day_in_words: Callable[[datetime.date], str] | None = None
    # The specification it follows.
    conforms_to: str = ""
    # What it is about: "organisation", "strategy" or "content".
    subject: str = "organisation"
    # Where it is, on the site and in an export.
    folder: str = "data"

    @property
    def path(self) -> str:
        """Where the file is below the site's address, and in an export."""
        return f"{self.folder}/{self.name}"

    @property
    def address(self) -> str:
        """The absolute address of the file."""
        return f"{settings.SITE_URL}/{self.path}"

    @property
    def language_name(self) -> str:
        """The file's language in its own words, "" for a file in all of them."""
        return dict(settings.LANGUAGES).get(self.language, "")

    def content(self, date: datetime.date | None = None) -> bytes:
        """The bytes of the file; made once for a state of the content, then kept.

        They are the same whatever language the reader has. Of the days between two turns of the content the
        file is made once: but for the words that name the day, it is the same for all of them.
        """
        mark = state()
        if date is None or not self.dated:
            return kept(f"opendata:file:{mark}:{self.name}", lambda: self._made(None), _KEPT)
        if self.day_in_words is None:
            return self._made(date)
        day = last_turn(date, mark)
        made = kept_of_dates(f"{mark} {self.name} {day}", lambda: self._made(day))
        with override("en"):
            return made.replace(self.day_in_words(day).encode(), self.day_in_words(date).encode(), 1)

    def _made(self, date: datetime.date | None) -> bytes:
        with override("en"):
            return self.build(date)


def sha256(content: bytes) -> str:
    """The checksum of a file, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
