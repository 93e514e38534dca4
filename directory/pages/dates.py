"""What can't be said of a date."""

import datetime
from collections.abc import Iterable

from hdir.records.periods import Dated


def unknown(records: Iterable[Dated], date: datetime.date | None) -> int:
    """How many of the records the documents neither confirm nor rule out on a date; 0 without one."""
    return sum(not record.known_at(date) for record in records) if date else 0
