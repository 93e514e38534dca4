"""What changed in a unit at a date: its name, what it was part of, its kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Model, prefetch_related_objects
from django.utils.translation import pgettext

from directory.comparison import Names, same_names
from directory.models import EarlierState, Unit
from directory.pages.chart import kind_label
from hdir.records.languages import LANGUAGES
from hdir.records.periods import day_after, last_day


def names_of(record: Model) -> Names:
    """The names of a unit or an earlier state in nb, nn and en."""
    found = [getattr(record, f"name_{code}") for code in LANGUAGES]
    return found[0], found[1], found[2]


@dataclass(frozen=True)
class Turn:
    """A unit before and after a dated change. `after` is the unit itself where nothing came later."""

    unit: Unit
    before: EarlierState
    after: EarlierState | Unit
    # What it was part of: None where no document says so, or where it is the top of the chart.
    parent_before: Unit | None = None
    parent_after: Unit | None = None

    @property
    def date(self) -> str:
        """From when it was otherwise, as exactly as it is known."""
        return day_after(str(self.before.until))

    @property
    def renamed(self) -> bool:
        return not same_names(names_of(self.before), names_of(self.after))

    @property
    def moved(self) -> bool:
        return self.before.parent_id != self.after.parent_id

    @property
    def other_kind(self) -> bool:
        return self.before.kind != self.after.kind

    @property
    def labels(self) -> list[str]:
        """What it was, in words: renamed, moved, of another kind."""
        kinds = (
            (self.renamed, pgettext("unit", "renamed")),
            (self.moved, pgettext("unit", "moved")),
            (self.other_kind, pgettext("unit", "changed kind")),
        )
        return [label for is_so, label in kinds if is_so]

    @property
    def kind_before(self) -> str:
        return kind_label(self.before.kind)

    @property
    def kind_after(self) -> str:
        return kind_label(self.after.kind)


def turns_of(unit: Unit, parents: dict[str, Unit]) -> list[Turn]:
    """The turns of a unit, the oldest first (prefetch `earlier_states`); `parents` by key."""
    states: list[EarlierState | Unit] = [
        *sorted(unit.earlier_states.all(), key=lambda state: last_day(state.until)),
        unit,
    ]
    return [
        Turn(unit, before, after, parents.get(before.parent_id or ""), parents.get(after.parent_id or ""))
        for before, after in pairwise(states)
        if isinstance(before, EarlierState)
    ]


def parents_of(units: Iterable[Unit]) -> dict[str, Unit]:
    """Whatever the units are or were part of, by key, each with its earlier states. Two queries."""
    keys = {unit.parent_id for unit in units}
    keys |= {state.parent_id for unit in units for state in unit.earlier_states.all()}
    parents = Unit.objects.in_bulk([key for key in keys if key])
    prefetch_related_objects(list(parents.values()), "earlier_states")
    return parents
