"""Which unit answers for an entry: the first of those that have it, unless the question says more."""

import datetime
import json
from dataclasses import dataclass

from hdir.search.ranking import Candidate


@dataclass(frozen=True)
class Answering:
    """What a question says of who answers: the date it asks about, its words, and the key of the division
    within which it asks ("": anywhere)."""

    date: datetime.date | None = None
    words: frozenset[str] = frozenset()
    division: str = ""

    def units(self, candidate: Candidate) -> list[str]:
        """The keys of the units that have a record, the one that answers for it first.

        Without those that certainly hadn't it on the date. Who has the paragraph that was asked for comes
        before who has to do with another part of the law.
        """
        day = self.date.isoformat() if self.date else None
        found = [
            (bool(self.division) and division != self.division, self.words.isdisjoint(parts), unit)
            for unit, begins, ends, division, *parts in json.loads(candidate.holders)
            if not day or ((not begins or begins <= day) and (not ends or ends >= day))
        ]
        # Sorting keeps the order of equal ones.
        return list(dict.fromkeys(unit for *_order, unit in sorted(found, key=lambda one: one[:2])))

    def unit(self, candidate: Candidate) -> str | None:
        """The key of the unit that answers for a record; None where none does."""
        return next(iter(self.units(candidate)), None)
