"""What differs between the organisation of two dates. Pure: records in, differences out, no database.

Only what the documents bear out is a difference: a documented beginning, end or turn between the dates, or
two documented states that don't agree. Where a state isn't documented at a date, that is said instead.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from hdir.records.periods import InTime, Standing, day_after, last_day

_ORDINARY = "ordinary"


class Side(StrEnum):
    """One of the two dates."""

    BEFORE = "before"
    AFTER = "after"


class What(StrEnum):
    """What became of a unit."""

    BEGAN = "began"
    ENDED = "ended"
    PASSED = "passed"  # began after the first date and ended before the second
    RENAMED = "renamed"
    MOVED = "moved"
    OTHER_KIND = "other-kind"


# A name in nb, nn and en; None or "" where it isn't given.
Names = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class State:
    """What a unit is called, what it is and what it is part of (a key; None is unknown, or the top)."""

    names: Names
    kind: str
    parent: str | None


@dataclass(frozen=True)
class EarlierRecord:
    """What a unit was until a partial date, the last day included."""

    until: str
    state: State


@dataclass(frozen=True)
class UnitRecord(InTime):
    """A unit: its latest known state, its period, and what it was before."""

    key: str
    state: State
    valid_from: str | None = None
    valid_to: str | None = None
    confirmed: str | None = None
    earlier: tuple[EarlierRecord, ...] = ()

    @property
    def turns(self) -> Sequence[datetime.date]:
        return sorted(last_day(record.until) for record in self.earlier)

    def states(self) -> list[tuple[str | None, State]]:
        """Every state in the order of time, each with its `until`; that of the latest is None."""
        earlier = sorted(self.earlier, key=lambda record: last_day(record.until))
        return [*((record.until, record.state) for record in earlier), (None, self.state)]

    def state_at(self, date: datetime.date) -> State:
        """What it was on the date, whether it is documented that it existed or not."""
        return next(state for until, state in self.states() if until is None or date <= last_day(until))


@dataclass(frozen=True)
class Holding(InTime):
    """Somebody in a post of a unit, in a manner (ordinary, constituted, acting), for a time."""

    key: str
    post: str
    unit: str
    person: str
    manner: str = _ORDINARY
    valid_from: str | None = None
    valid_to: str | None = None
    confirmed: str | None = None

    @property
    def role(self) -> tuple[str, str]:
        """Who holds the post and how, whatever the record."""
        return self.person, self.manner


@dataclass(frozen=True)
class Difference:
    """What became of a unit. `dates` are the partial dates that the documents give for it.

    For an end they are the last day, for everything else the first day that it was otherwise. `unknown`
    are the sides at which it isn't documented that the unit existed.
    """

    what: What
    unit: str
    before: State | None
    after: State | None
    dates: tuple[str, ...] = ()
    unknown: tuple[Side, ...] = ()


@dataclass(frozen=True)
class HeadChange:
    """Who held a post and who holds it: other people, or the same in another manner.

    `perhaps_before` and `perhaps_after` may or may not have held the post on that date; `between` came
    after the first date and left before the second.
    """

    post: str
    unit: str
    before: tuple[Holding, ...]
    after: tuple[Holding, ...]
    between: tuple[Holding, ...] = ()
    perhaps_before: tuple[Holding, ...] = ()
    perhaps_after: tuple[Holding, ...] = ()

    @property
    def emptied(self) -> bool:
        """Whether the documents name nobody any more."""
        return not (self.after or self.perhaps_after)


@dataclass
class Comparison:
    """All differences between two dates, and what can't be compared."""

    differences: dict[What, list[Difference]] = field(default_factory=lambda: {what: [] for what in What})
    heads: list[HeadChange] = field(default_factory=list)
    # Keys of units without a documented difference, by the sides at which they aren't documented.
    undocumented: dict[tuple[Side, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    # Posts without a documented change whose holders aren't documented at one of the dates.
    undocumented_heads: list[HeadChange] = field(default_factory=list)
    unchanged: int = 0


def compare(
    units: Iterable[UnitRecord],
    holdings: Iterable[Holding],
    before: datetime.date,
    after: datetime.date,
) -> Comparison:
    """The differences between two dates, the first not later than the second, in the order of the input.

    Holdings of a unit that isn't among the units are left out.
    """
    found = Comparison()
    by_key = {}
    for unit in units:
        by_key[unit.key] = unit
        _compare_unit(found, unit, before, after)
    posts: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        if holding.unit in by_key:
            posts[holding.post].append(holding)
    for post, held in posts.items():
        _compare_post(found, post, held, by_key[held[0].unit], (before, after))
    return found


def _compare_unit(found: Comparison, unit: UnitRecord, before: datetime.date, after: datetime.date) -> None:
    then, now = unit.standing(before), unit.standing(after)
    if then == Standing.ENDED or now == Standing.NOT_YET:
        return
    old, new = unit.state_at(before), unit.state_at(after)
    unknown = tuple(
        side for side, standing in ((Side.BEFORE, then), (Side.AFTER, now)) if standing == Standing.UNKNOWN
    )

    def add(what: What, *dates: str | None) -> None:
        exact = tuple(date for date in dates if date)
        found.differences[what].append(
            Difference(
                what,
                unit.key,
                None if then == Standing.NOT_YET else old,
                None if now == Standing.ENDED else new,
                exact,
                unknown,
            )
        )

    if then == Standing.NOT_YET:
        if now == Standing.ENDED:
            add(What.PASSED, unit.valid_from, unit.valid_to)
        else:
            add(What.BEGAN, unit.valid_from)
        return
    differs = False
    for what, same in (
        (What.RENAMED, lambda one, other: same_names(one.names, other.names)),
        (What.MOVED, lambda one, other: one.parent == other.parent),
        (What.OTHER_KIND, lambda one, other: one.kind == other.kind),
    ):
        if not same(old, new):
            differs = True
            add(what, *_turning_dates(unit, before, after, same))
    if now == Standing.ENDED:
        add(What.ENDED, unit.valid_to)
    elif unknown and not differs:
        found.undocumented[unknown].append(unit.key)
    elif not differs:
        found.unchanged += 1


def same_names(one: Names, other: Names) -> bool:
    """Whether two states have one name. One that is given in one of them only says nothing."""
    return all(a == b for a, b in zip(one, other, strict=True) if a and b)


def _turning_dates(unit: UnitRecord, before: datetime.date, after: datetime.date, same) -> list[str]:
    """The dates between the two from which it was otherwise, as exactly as they are known."""
    states = unit.states()
    return [
        day_after(until)
        for (until, state), (_until, following) in pairwise(states)
        if until and before <= last_day(until) < after and not same(state, following)
    ]


def _compare_post(
    found: Comparison,
    post: str,
    held: list[Holding],
    unit: UnitRecord,
    dates: tuple[datetime.date, datetime.date],
) -> None:
    before, after = dates
    # Nobody leads a unit that isn't there, whatever is unknown of their own time.
    not_there = unit.ruled_out(before), unit.ruled_out(after)
    standings = [
        (
            holding,
            not_there[0] or holding.standing(before),
            not_there[1] or holding.standing(after),
        )
        for holding in held
    ]

    if all(then == now == Standing.KNOWN for _holding, then, now in standings):
        return

    def those(then: Standing | None, now: Standing | None) -> tuple[Holding, ...]:
        return tuple(h for h, t, n in standings if (then is None or t == then) and (now is None or n == now))

    change = HeadChange(
        post,
        unit.key,
        before=those(Standing.KNOWN, None),
        after=those(None, Standing.KNOWN),
        between=those(Standing.NOT_YET, Standing.ENDED),
        perhaps_before=those(Standing.UNKNOWN, None),
        perhaps_after=those(None, Standing.UNKNOWN),
    )
    came_or_left = any(
        (then == Standing.NOT_YET or now == Standing.ENDED) and then != now for _h, then, now in standings
    )
    if (came_or_left and not _same_roles(change)) or _another_ordinary_head(change):
        found.heads.append(change)
    elif change.perhaps_before or change.perhaps_after:
        found.undocumented_heads.append(change)


def _same_roles(change: HeadChange) -> bool:
    """Whether the same people hold the post in the same manner, by new records."""
    if change.between or change.perhaps_before or change.perhaps_after:
        return False
    return {h.role for h in change.before} == {h.role for h in change.after}


def _another_ordinary_head(change: HeadChange) -> bool:
    """Whether one person is documented as the ordinary holder at the first date, another at the second.

    A post has one ordinary holder at a time (directory/rules.py), so the first has left, whenever it was.
    """
    old = {h.person for h in change.before if h.manner == _ORDINARY}
    new = {h.person for h in change.after if h.manner == _ORDINARY}
    return bool(old and new and not old & new)
