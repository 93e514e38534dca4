"""A whole file: what readers are told of it, and its bytes."""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from hdir.opendata.edition import state
from hdir.opendata.kept import kept

Text = str | Promise
Build = Callable[[datetime.date | None], bytes]
# How long a file is kept that nobody asks for: those of a date could be asked for without end.
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
        """The bytes of the file; made once for a state of the content, then kept in the cache.

        They are the same whatever language the reader has.
        """

        def make() -> bytes:
            with override("en"):
                return self.build(date)

        return kept(f"opendata:file:{state()}:{self.name}:{date or ''}", make, _KEPT)


def sha256(content: bytes) -> str:
    """The checksum of a file, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
