"""What the page about the data lists: every file by subject, the feeds, the API, and the terms."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hdir.opendata.edition import LICENCE, LICENCE_NAME, Edition
from hdir.opendata.files import whole_files
from hdir.opendata.whole_file import WholeFile

_HEADINGS: dict[str, str | Promise] = {
    "organisation": _("The organisation"),
    "strategy": _("The strategy"),
    "content": _("All content"),
    "catalogue": _("The catalogue"),
}


@dataclass(frozen=True)
class DataPage:
    """The files by subject, and what is true of all of them."""

    groups: list[tuple[str | Promise, str, list[WholeFile]]]
    edition: Edition
    licence: str = LICENCE
    licence_name: str = LICENCE_NAME

    @classmethod
    def of(cls) -> "DataPage":
        """A fixed number of queries, whatever the number of records."""
        files = whole_files()
        groups = [
            (heading, subject, [file for file in files if file.subject == subject])
            for subject, heading in _HEADINGS.items()
        ]
        return cls([group for group in groups if group[2]], Edition.current())

    @property
    def contact(self) -> str:
        """Where to report a mistake or a weakness."""
        return contact()


def contact() -> str:
    """Where to write to those who run the site; "" where they have named nobody."""
    named = settings.SECURITY_CONTACT
    return "" if named.startswith(settings.SITE_URL) else named
