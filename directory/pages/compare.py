"""The page that compares two dates. What differs is found in directory/comparison.py, without a database."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.comparison import (
    Comparison,
    Difference,
    EarlierRecord,
    HeadChange,
    Holding,
    Side,
    State,
    UnitRecord,
    What,
    compare,
)
from directory.dated_facts import DatedFact, dated_facts
from directory.models import ChangeEvent, EarlierState, Membership, Unit
from directory.pages.chart import kind_label
from hdir.pages.dates import today
from hdir.pages.documented import DocumentedDates
from hdir.records.languages import current_language

# So much of each part is shown on the page of all parts, and on a page of a part alone.
PREVIEW, PER_PAGE = 20, 100

_HEADINGS: dict[str, str | Promise] = {
    "began": pgettext_lazy("compare", "Began"),
    "ended": pgettext_lazy("compare", "Closed"),
    "passed": _("Began and closed in between"),
    "renamed": _("Changed name"),
    "moved": _("Moved in the chart"),
    "other-kind": _("Changed kind"),
    "heads": _("Leaders changed"),
    "facts-began": _("Responsibilities, laws, posts and texts that began"),
    "facts-ended": _("Responsibilities, laws, posts and texts that ended"),
    "undocumented-before": _("Not documented at the first date"),
    "undocumented-after": _("Not documented at the second date"),
    "undocumented-both": _("Documented at neither date"),
    "undocumented-heads": _("Leaders not documented at one of the dates"),
}
_UNDOCUMENTED = {
    "undocumented-before": (Side.BEFORE,),
    "undocumented-after": (Side.AFTER,),
    "undocumented-both": (Side.BEFORE, Side.AFTER),
}


@dataclass
class Entry:
    """One line of a part: a unit, with what became of it, of a post in it or of something that it has.

    A law that began or ended belongs to no unit.
    """

    unit: Unit | None
    fact: DatedFact | None = None
    difference: Difference | None = None
    parent_before: Unit | None = None
    parent_after: Unit | None = None
    before: list[Membership] = field(default_factory=list)
    after: list[Membership] = field(default_factory=list)
    between: list[Membership] = field(default_factory=list)
    perhaps_before: list[Membership] = field(default_factory=list)
    perhaps_after: list[Membership] = field(default_factory=list)

    @property
    def kind_before(self) -> str:
        state = self.difference and self.difference.before
        return kind_label(state.kind) if state else ""

    @property
    def kind_after(self) -> str:
        state = self.difference and self.difference.after
        return kind_label(state.kind) if state else ""

    @property
    def unsure(self) -> tuple[bool, bool]:
        """Whether it is unknown that the unit existed at the first date, and at the second."""
        unknown = self.difference.unknown if self.difference else ()
        return Side.BEFORE in unknown, Side.AFTER in unknown

    @property
    def somebody(self) -> Membership:
        """Anybody of the post, for its title."""
        return [*self.after, *self.before, *self.between, *self.perhaps_before, *self.perhaps_after][0]


@dataclass
class Part:
    """One part of the page: its name in the address, and as much of it as is shown."""

    name: str
    total: int
    entries: list[Entry]
    page: Page | None

    @property
    def heading(self) -> str | Promise:
        return _HEADINGS[self.name]

    @property
    def folded(self) -> bool:
        """Whether it says only what isn't known, and so is not in the way of what is."""
        return self.name.startswith("undocumented")

    @property
    def more(self) -> bool:
        return len(self.entries) < self.total and self.page is None


@dataclass
class ComparePage:
    """Two dates, the earlier one first, and what differs between them."""

    before: datetime.date
    after: datetime.date
    swapped: bool
    parts: list[Part]
    unchanged: int
    events: list[ChangeEvent]
    more_events: bool
    # The whole comparison, or one part of it.
    show: str = ""

    @property
    def differences(self) -> list[Part]:
        return [part for part in self.parts if not part.folded]

    @property
    def undocumented(self) -> list[Part]:
        return [part for part in self.parts if part.folded]

    @property
    def same(self) -> bool:
        """Whether the two dates are one."""
        return self.before == self.after

    @property
    def cited(self) -> list[Model | DatedFact]:
        """The records whose dates make the differences."""
        entries = [entry for part in self.differences for entry in part.entries]
        units = [entry.unit for entry in entries if entry.unit and not entry.fact]
        states = [state for unit in units for state in unit.earlier_states.all()]
        people = [m for entry in entries for m in (*entry.before, *entry.after, *entry.between)]
        facts = [entry.fact for entry in entries if entry.fact]
        return [*units, *states, *people, *facts, *self.events]


def chosen_dates(
    first: datetime.date | None, second: datetime.date | None, documented: DocumentedDates
) -> tuple[datetime.date, datetime.date]:
    """The two dates to compare where one or both aren't given.

    The first is then the day before the oldest date that the content speaks of, the second that of the
    chart, or the next after the first that the content speaks of, or today.
    """
    days = [choice.day for choice in documented.choices]
    chart = [choice.day for choice in documented.choices if choice.is_chart]
    if second is None:
        later = [day for day in [*chart, *days, today()] if first is None or day > first]
        second = later[0] if later else first or today()
    if first is None:
        earlier = [day - datetime.timedelta(days=1) for day in days]
        first = next((day for day in earlier if day < second), second - datetime.timedelta(days=365))
    return first, second


def compare_page(first: datetime.date, second: datetime.date, show: str, number: str | None) -> ComparePage:
    """What differs between two dates, in whatever order they are given.

    `show` is the name of one part to show alone, page by page; any other value shows all parts.
    """
    before, after = sorted((first, second))
    page = ComparePage(before, after, first > second, [], 0, [], False, show if show in _HEADINGS else "")
    if page.same:
        return page
    found = _comparison(before, after)
    page.unchanged = found.unchanged
    facts = dated_facts(before, after)
    listed = {name: all_of_it for name, all_of_it in _listed(found, *facts).items() if all_of_it}
    if page.show:
        alone = Paginator(listed.get(page.show, []), PER_PAGE).get_page(number)
        rows = _Rows(list(alone))
        page.parts = [Part(page.show, alone.paginator.count, [rows.entry(one) for one in alone], alone)]
        return page
    rows = _Rows([one for all_of_it in listed.values() for one in all_of_it[:PREVIEW]])
    for name, all_of_it in listed.items():
        entries = [rows.entry(one) for one in all_of_it[:PREVIEW]]
        page.parts.append(Part(name, len(all_of_it), entries, None))
    between = ChangeEvent.objects.filter(date__gt=before.isoformat(), date__lte=after.isoformat())
    events = list(between.in_order()[: PREVIEW + 1])
    page.events, page.more_events = events[:PREVIEW], len(events) > PREVIEW
    return page


def _listed(
    found: Comparison, began: Sequence[DatedFact], ended: Sequence[DatedFact]
) -> Mapping[str, Sequence["Listed"]]:
    """The differences and the units and posts that can't be compared, by part."""
    return {
        **{what.value: found.differences[what] for what in What},
        "heads": found.heads,
        "facts-began": began,
        "facts-ended": ended,
        **{name: found.undocumented.get(sides, []) for name, sides in _UNDOCUMENTED.items()},
        "undocumented-heads": found.undocumented_heads,
    }


def _comparison(before: datetime.date, after: datetime.date) -> Comparison:
    """Compares everything, in alphabetical order of the units. Three queries, of plain values.

    What was over before the first date, or began after the second, differs in nothing and isn't fetched.
    """

    def between(records: QuerySet) -> QuerySet:
        return records.filter(
            Q(begins__isnull=True) | Q(begins__lte=after.isoformat()),
            Q(ends__isnull=True) | Q(ends__gte=before.isoformat()),
        )

    earlier: dict[str, list[EarlierRecord]] = defaultdict(list)
    states = EarlierState.objects.order_by("unit", "until", "pk")
    for unit, until, *state in states.values_list(
        "unit", "until", "name_nb", "name_nn", "name_en", "kind", "parent"
    ):
        earlier[unit].append(EarlierRecord(until, _state(state)))
    units = between(Unit.objects.alphabetical(current_language())).values_list(
        "pk", "valid_from", "valid_to", "confirmed", "name_nb", "name_nn", "name_en", "kind", "parent"
    )
    memberships = (
        between(Membership.objects.all())
        .order_by("post__position", "post", "pk")
        .values_list("pk", "post", "post__unit", "person", "manner", "valid_from", "valid_to", "confirmed")
    )
    return compare(
        [
            UnitRecord(key, _state(state), since, until, confirmed, tuple(earlier.get(key, ())))
            for key, since, until, confirmed, *state in units
        ],
        [Holding(*values) for values in memberships],
        before,
        after,
    )


def _state(values: list) -> State:
    nb, nn, en, kind, parent = values
    return State((nb, nn, en), kind, parent)


# What a part lists: what became of a unit, of a post or of what a unit has, or the key of a unit that can't
# be compared.
Listed = Difference | HeadChange | DatedFact | str


def _unit_of(one: Listed) -> str | None:
    return one if isinstance(one, str) else one.unit


def _sides(change: HeadChange) -> tuple[tuple[Holding, ...], ...]:
    """The holdings of a change in the order of the fields of Entry."""
    return change.before, change.after, change.between, change.perhaps_before, change.perhaps_after


class _Rows:
    """The rows that the entries shown need. At most six queries, whatever their number."""

    def __init__(self, shown: list[Listed]):
        states = [s for one in shown if isinstance(one, Difference) for s in (one.before, one.after) if s]
        keys = {_unit_of(one) for one in shown} | {state.parent for state in states}
        self.units = Unit.objects.in_bulk([key for key in keys if key])
        prefetch_related_objects(list(self.units.values()), "earlier_states", "successors")
        changes = [one for one in shown if isinstance(one, HeadChange)]
        holdings = [h.key for change in changes for side in _sides(change) for h in side]
        self.memberships = Membership.objects.select_related("person", "post").in_bulk(holdings)

    def entry(self, one: Listed) -> Entry:
        """An entry with the rows that it speaks of."""
        entry = Entry(self.units.get(_unit_of(one) or ""), one if isinstance(one, DatedFact) else None)
        if isinstance(one, Difference):
            entry.difference = one
            entry.parent_before = self._parent(one.before)
            entry.parent_after = self._parent(one.after)
        elif isinstance(one, HeadChange):
            sides = [[self.memberships[h.key] for h in side] for side in _sides(one)]
            entry.before, entry.after, entry.between, entry.perhaps_before, entry.perhaps_after = sides
        return entry

    def _parent(self, state: State | None) -> Unit | None:
        return self.units.get(state.parent or "") if state else None
