"""The whole tree of a date as keys alone: cheap enough to know all of it, however many units there are."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.chart.folds import Tree, weights
from directory.models import EarlierState, Unit
from hdir.records.periods import Span, last_day


@dataclass(frozen=True)
class Outline:
    """What stood below what on a date, and what can't be said of it."""

    tree: Tree
    # Where each unit stood; those on top are not in it.
    parents: dict[str, str]
    # Units that existed, but no document says below what.
    outside: list[str]
    size: int
    # Units that may or may not have existed on the date.
    unknown: int

    @classmethod
    def of(cls, date: datetime.date | None) -> "Outline":
        """The tree of a date, siblings in their order. One query, and one more for a date."""
        rows = list(
            Unit.objects.at(date)
            .in_order()
            .values_list("pk", "parent_id", "valid_from", "valid_to", "confirmed")
        )
        states = _earlier_states(date)
        then = _earlier_parents(states, date)
        keys = {row[0] for row in rows}
        parents: dict[str, str] = {}
        children: dict[str, list[str]] = defaultdict(list)
        roots, outside = [], []
        for key, latest_parent, *_dates in rows:
            parent = then.get(key, latest_parent)
            if parent in keys:
                parents[key] = parent
                children[parent].append(key)
            elif latest_parent is None:
                roots.append(key)
            else:
                outside.append(key)
        return cls(
            tree=Tree([*roots, *outside], children, weights([*roots, *outside], children)),
            parents=parents,
            outside=outside,
            size=len(rows),
            unknown=_unknown(((key, *dates) for key, _parent, *dates in rows), states, date),
        )


# Unit, until, parent of what units were before a dated rename or move.
_States = list[tuple[str, str, str | None]]


def _earlier_states(date: datetime.date | None) -> _States:
    if date is None:
        return []
    return list(EarlierState.objects.values_list("unit_id", "until", "parent_id"))


def _earlier_parents(states: _States, date: datetime.date | None) -> dict[str, str | None]:
    """Where units stood on a date that stand, or are called, otherwise now; None where that is unknown."""
    if date is None:
        return {}
    found = sorted((s for s in states if last_day(s[1]) >= date), key=lambda s: last_day(s[1]), reverse=True)
    return {unit: parent for unit, _until, parent in found}


def _unknown(units: Iterable[Sequence[str | None]], states: _States, date: datetime.date | None) -> int:
    """How many units the documents say nothing about on the date, by the key and three partial dates of
    each; a dated rename or move shows that a unit was there."""
    if date is None:
        return 0
    turns: dict[str | None, list[datetime.date]] = defaultdict(list)
    for unit, until, _parent in states:
        turns[unit].append(last_day(until))
    alike = Counter(
        Span(valid_from, valid_to, confirmed, tuple(sorted(turns.get(key, ()))))
        for key, valid_from, valid_to, confirmed in units
    )
    return sum(number for span, number in alike.items() if not span.known_at(date))
