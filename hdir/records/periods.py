"""Time as the documents give it: a year, a month, a day, or unknown.

A date is kept as it is known ("2016", "2016-01", "2016-01-01"), never made more exact. Two generated
columns hold the bounds that a query can compare; text of this form sorts as time.
"""

import calendar
import datetime
import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils import formats
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE_PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z"
_YEAR, _MONTH = 4, 7


def validate_partial_date(value: str) -> None:
    """Raises ValidationError unless the value is a year, a month or an existing day (ISO 8601)."""
    if not re.match(PARTIAL_DATE_PATTERN, value) or value.startswith("0000"):  # the first year is 1
        raise ValidationError(_("Write a year, a month or a day: 2016, 2016-01 or 2016-01-31."))
    if len(value) > _MONTH:
        try:
            datetime.date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError(_("There is no such day.")) from error


@lru_cache(maxsize=4096)  # a comparison asks for the same few dates a hundred thousand times
def first_day(value: str) -> datetime.date:
    """The first day that a partial date can mean."""
    return datetime.date.fromisoformat(value + "-01-01"[len(value) - _YEAR :])


@lru_cache(maxsize=4096)
def last_day(value: str) -> datetime.date:
    """The last day that a partial date can mean."""
    if len(value) > _MONTH:
        return datetime.date.fromisoformat(value)
    if len(value) == _YEAR:
        return datetime.date(int(value), 12, 31)
    first = first_day(value)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def day_after(value: str) -> str:
    """The first day after a partial date; where only the year or month is known, that year or month.

    What was so until some day of 2015 became otherwise in 2015, as far as anybody knows.
    """
    if len(value) <= _MONTH:
        return value
    return _next_day(datetime.date.fromisoformat(value)).isoformat()


def _next_day(day: datetime.date) -> datetime.date:
    """The day after; the last day that dates can name has none but itself."""
    return day if day == datetime.date.max else day + datetime.timedelta(days=1)


def in_words(value: str | None) -> str:
    """A partial date as the reader's language writes it: "1. januar 2016", "January 2016", "2016"."""
    if not value:
        return pgettext("date", "unknown")
    if len(value) == _YEAR:
        return value
    if len(value) == _MONTH:
        return formats.date_format(first_day(value), "YEAR_MONTH_FORMAT")
    return formats.date_format(first_day(value), "DATE_FORMAT")


class PartialDateField(models.CharField):
    """A date of which perhaps only the year or month is known; None where it is unknown."""

    def __init__(self, *args, **kwargs):
        kwargs.update(max_length=10, null=True, blank=True)
        kwargs.setdefault("validators", [validate_partial_date])
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value):
        return super().get_prep_value(value) or None


def partial_date_check(field: str) -> models.CheckConstraint:
    """The form of a partial date, as a constraint of its table."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_is_date",
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__regex": PARTIAL_DATE_PATTERN}),
    )


def _bound(field: str, rest: str) -> models.GeneratedField:
    """Generated column: the field filled up to a whole day, NULL where the field is NULL.

    `rest` is what a year lacks. "-12-31" serves as the end of every month too: these columns are only
    compared, and no day of a month sorts after its 31st.
    """
    return models.GeneratedField(
        expression=models.Case(
            models.When(
                **{f"{field}__isnull": False},
                then=Concat(F(field), Substr(Value(rest), Length(F(field)) - (_YEAR - 1))),
            ),
            default=None,
            output_field=models.CharField(max_length=10),
        ),
        output_field=models.CharField(max_length=10, null=True),
        db_persist=True,
    )


class PeriodQuerySet(models.QuerySet):
    """Queries by time; the time is always an argument."""

    def at(self, date: datetime.date | None):
        """Leaves out what was certainly not yet, or certainly no longer, so on a date.

        Nothing is left out for None: without a date the latest known state is shown.
        """
        if date is None:
            return self
        day = date.isoformat()
        return self.filter(
            Q(begins__isnull=True) | Q(begins__lte=day), Q(ends__isnull=True) | Q(ends__gte=day)
        )


class Standing(enum.StrEnum):
    """What can be said of a fact on a date."""

    NOT_YET = "not-yet"
    KNOWN = "known"
    UNKNOWN = "unknown"
    ENDED = "ended"


class InTime:
    """What the bounds of a fact say about a date; `valid_from`, `valid_to` and `confirmed` are partial dates.

    Rows of the database have it (`Dated`), and plain records that are compared without one. A year or a
    month that is given as a bound belongs to the period.
    """

    valid_from: str | None
    valid_to: str | None
    confirmed: str | None

    @property
    def turns(self) -> Sequence[datetime.date]:
        """The last days of what is documented to have been otherwise before, the first one first.

        A unit that was renamed on a day existed on that day, whatever else is unknown of it.
        """
        return ()

    @property
    def period_in_words(self) -> str:
        """ "2014–2018", "from 1 January 2016", "until 2018", or "" where neither end is known."""
        if self.valid_from and self.valid_to:
            return f"{in_words(self.valid_from)}–{in_words(self.valid_to)}"
        if self.valid_from:
            return gettext("from %(date)s") % {"date": in_words(self.valid_from)}
        if self.valid_to:
            return gettext("until %(date)s") % {"date": in_words(self.valid_to)}
        return ""

    @property
    def documented(self) -> list[tuple[datetime.date, datetime.date]]:
        """The times, first and last day, for which the documents say that this was so.

        A documented period (a year given as its bound belongs to it), from a documented beginning or turn
        until the last confirmation or turn, and the day it is confirmed for.
        """
        confirmed = [(first_day(self.confirmed), last_day(self.confirmed))] if self.confirmed else []
        turns = self.turns
        if self.valid_from and self.valid_to:
            since, until = first_day(self.valid_from), last_day(self.valid_to)
        elif self.valid_from or turns:
            since = last_day(self.valid_from) if self.valid_from else turns[0]
            if self.valid_to:
                until = last_day(self.valid_to)
            else:
                day_after = [_next_day(turns[-1])] if turns else []
                until = max([*day_after, *(last for _first, last in confirmed)], default=datetime.date.min)
        else:
            return confirmed
        return [*confirmed, (since, until)] if since <= until else confirmed

    def known_at(self, date: datetime.date) -> bool:
        """Whether the documents say that this was so on the date.

        Otherwise it may have been so, and the page says that it is unknown.
        """
        return any(first <= date <= last for first, last in self.documented)

    def ended_by(self, date: datetime.date) -> bool:
        """Whether this was certainly over on the date."""
        return bool(self.valid_to) and last_day(self.valid_to or "") < date

    def ruled_out(self, date: datetime.date) -> Standing | None:
        """NOT_YET or ENDED where this was certainly not so on the date, else None."""
        if self.ended_by(date):
            return Standing.ENDED
        if self.valid_from and date < first_day(self.valid_from):
            return Standing.NOT_YET
        return None

    def standing(self, date: datetime.date) -> Standing:
        """What can be said of this on the date; what isn't known is never guessed."""
        return self.ruled_out(date) or (Standing.KNOWN if self.known_at(date) else Standing.UNKNOWN)


@dataclass(frozen=True)
class Span(InTime):
    """The bounds of a fact read alone, where whole rows would be too many."""

    valid_from: str | None
    valid_to: str | None
    confirmed: str | None
    turns: Sequence[datetime.date] = ()


class Dated(InTime, models.Model):
    """A fact that was true for a time.

    `valid_from` and `valid_to` (last day included) are unknown where the documents don't give them;
    `confirmed` is the date of the newest source that says it is so.
    """

    valid_from = PartialDateField(
        _("valid from"), help_text=_("First day, month or year. Empty means unknown.")
    )
    valid_to = PartialDateField(
        _("valid to"), help_text=_("Last day, month or year. Empty means unknown or still so.")
    )
    confirmed = PartialDateField(
        _("last confirmed"), help_text=_("The date of the newest source that says this.")
    )
    begins = _bound("valid_from", "-01-01")
    ends = _bound("valid_to", "-12-31")

    class Meta:
        abstract = True
        constraints = [
            partial_date_check("valid_from"),
            partial_date_check("valid_to"),
            partial_date_check("confirmed"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_begins_before_ends",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(begins__lte=F("ends")),
                violation_error_message=_("The period ends before it begins."),
            ),
        ]


def overlap(one: Dated, other: Dated) -> bool:
    """Whether two periods certainly share a day. What isn't known can't contradict anything."""
    if not (one.valid_from and other.valid_from):
        return not (one.valid_to or other.valid_to)
    later_start = max(last_day(one.valid_from), last_day(other.valid_from))
    ends = [first_day(p.valid_to) for p in (one, other) if p.valid_to]
    return not ends or later_start <= min(ends)
