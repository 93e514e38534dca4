"""The date that a reader asks for: `?date=YYYY-MM-DD` on every page that shows dated content."""

import calendar
import datetime
import re

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from hdir.records.languages import LANGUAGES

# Older than any public health authority in Norway: an earlier day is a slip of the finger.
EARLIEST = datetime.date(1800, 1, 1)
# Reorganisations are planned, but not for longer ahead than this.
YEARS_AHEAD = 10

# Pages on which a date means nothing, by the first part of their address below the language: they show
# the same at any date, or name their dates themselves. Links to them, and on them, carry none. Documents
# are the same at any date too, but they lead on to what rests on them, so they pass the date on.
_UNDATED = frozenset(
    {
        "api",
        "changes.atom",
        "compare",
        "data",
        "gallery",
        "glossary",
        "history",
        "languages",
        "privacy",
        "report",
    }
)


class WrongDate(BadRequest):
    """What is written where a day should be is none that the site answers for.

    `parameter` is its name in the address; `meant` are the days that it may have been meant for, none if
    nobody can tell. As text it says what is wrong.
    """

    def __init__(self, reason: str, parameter: str, asked: str, meant: tuple[datetime.date, ...] = ()):
        super().__init__(reason)
        self.parameter = parameter
        self.asked = asked
        self.meant = meant


def today(now: datetime.datetime | None = None) -> datetime.date:
    """The day it is in Norway, where it begins an hour or two before the day of UTC does."""
    return timezone.localdate(now)


def latest(now: datetime.datetime | None = None) -> datetime.date:
    """The last day that the site answers for."""
    return datetime.date(today(now).year + YEARS_AHEAD, 12, 31)


def requested_date(request: HttpRequest, parameter: str = "date") -> datetime.date | None:
    """The day in the address, or None without one: the latest known state is then shown.

    Raises WrongDate (a page with status 400) for anything but one existing day that the site answers for.
    """
    asked = request.GET.get(parameter, "").strip()
    if not asked:
        return None
    try:
        day = datetime.date.fromisoformat(asked)
    except ValueError:
        day = None
    if day is None or day.isoformat() != asked:
        raise WrongDate(_reason(asked), parameter, asked, _meant(asked))
    if not EARLIEST <= day <= latest():
        reason = _("The site answers for days from %(first)s to %(last)s.") % {
            "first": EARLIEST.isoformat(),
            "last": latest().isoformat(),
        }
        raise WrongDate(reason, parameter, asked)
    return day


def _reason(asked: str) -> str:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", asked):
        return _("There is no such day. Write the date as 2017-01-31.")
    return _("Write the date as 2017-01-31.")


def _meant(asked: str) -> tuple[datetime.date, ...]:
    """The days that somebody may have meant: a year or a month by its first and last day."""
    if found := re.fullmatch(r"([0-9]{4})(?:[-./]?([0-9]{1,2}))?", asked):
        year, month = int(found[1]), int(found[2] or 0)
        ends = [_nearest(year, month or 1, 1), _nearest(year, month or 12, 31)]
    elif found := re.fullmatch(r"([0-9]{4})[-./ ]?([0-9]{1,2})[-./ ]?([0-9]{1,2})", asked):
        ends = [_nearest(int(found[1]), int(found[2]), int(found[3]))]
    elif found := re.fullmatch(r"([0-9]{1,2})[-./ ]+([0-9]{1,2})[-./ ]+([0-9]{4})", asked):
        ends = [_nearest(int(found[3]), int(found[2]), int(found[1]))]
    else:
        ends = []
    return tuple(dict.fromkeys(day for day in ends if day))


def _nearest(year: int, month: int, day: int) -> datetime.date | None:
    """The day, or the last of its month where the month is shorter; None for no day of the site."""
    if not (EARLIEST.year <= year <= latest().year and 1 <= month <= 12 and 1 <= day <= 31):  # noqa: PLR2004
        return None
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def dated(address: str) -> bool:
    """Whether a date means something on the page with this address or path."""
    _, _, below = address.partition("/")
    language, _, rest = below.partition("/")
    return language not in LANGUAGES or re.split(r"[/?#]", rest, maxsplit=1)[0] not in _UNDATED


def kept_date(request: HttpRequest | None) -> datetime.date | None:
    """The date that links on the page carry on: the requested one, and None for one that is no date.

    The page that says that a date is wrong must not lead on to more of itself, and a page without time
    doesn't say that it shows a day.
    """
    if request is None or not dated(request.path):
        return None
    try:
        return requested_date(request)
    except WrongDate:
        return None
