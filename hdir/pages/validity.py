"""What can be said of one record at a date."""

import datetime
from dataclasses import dataclass

from hdir.pages.dates import today
from hdir.records.periods import Dated, Standing


@dataclass(frozen=True)
class Validity:
    """What is known about a record on a date; without a date, about its latest known state today."""

    record: Dated
    date: datetime.date | None
    today: datetime.date

    @property
    def state(self) -> Standing:
        """The record's standing on the date.

        Without a date nothing is unknown: the page shows what was last known, and says when that was.
        """
        if self.date is not None:
            return self.record.standing(self.date)
        return self.record.ruled_out(self.today) or Standing.KNOWN


def validity_of(record: Dated, date: datetime.date | None) -> Validity:
    """The validity of a record as a reader of today sees it."""
    return Validity(record, date, today())
