"""The days on which what is so may become otherwise: from one to the next, all days have the same content."""

import bisect
import datetime
from collections.abc import Iterator

from django.db.models import F, QuerySet

from hdir.opendata.kept import kept
from hdir.records.periods import PartialDateField, first_day, last_day
from hdir.records.registry import content_models

_KEPT = 60 * 60 * 24
_A_DAY = datetime.timedelta(days=1)


def last_turn(date: datetime.date, mark: str) -> datetime.date:
    """The first day of the time that a date lies in, during which nothing begins, ends or becomes otherwise.

    `mark` is that of the content (hdir.opendata.edition.state). The first day of all where nothing is known
    to have happened before the date.
    """
    turns = kept(f"opendata:turns:{mark}", lambda: " ".join(map(str, _turns())), _KEPT).split()
    place = bisect.bisect_right(turns, date.isoformat())
    return datetime.date.fromisoformat(turns[place - 1]) if place else datetime.date.min


def _turns() -> list[datetime.date]:
    """The turns of the whole content, in order. One query.

    Of each date in it the first and last day that it can mean, and the days after these: whatever compares a
    day with a date (before, until, within) says the same of all days from one of them to the next.
    """
    found = set()
    for value in _dates():
        for day in (first_day(value), last_day(value)):
            found |= {day, day + _A_DAY} if day < datetime.date.max else {day}
    return sorted(found)


def _dates() -> Iterator[str]:
    columns: list[QuerySet] = [
        QuerySet(model).order_by().exclude(**{field.name: None}).values_list(F(field.name))
        for model in content_models()
        for field in model._meta.fields
        if isinstance(field, PartialDateField)
    ]
    return (value for (value,) in columns[0].union(*columns[1:]))
