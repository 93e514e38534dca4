"""The page that sets two editions of the strategy side by side."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest
from django.db.models import F, Prefetch
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from hdir.pages.trail import Crumb
from hdir.records.languages import LANGUAGES
from hdir.records.models import Record
from strategy.editions import Change, Item, Pair, compare
from strategy.models import FocusArea, GoalArea, Strategy

WORDS: dict[Change, str | Promise] = {
    Change.KEPT: pgettext_lazy("in a later edition", "as before"),
    Change.RENAMED: pgettext_lazy("in a later edition", "new name"),
    Change.MOVED: pgettext_lazy("in a later edition", "in another goal area"),
    Change.NEW: pgettext_lazy("in a later edition", "new"),
    Change.GONE: pgettext_lazy("in a later edition", "no longer there"),
}


@dataclass
class Compared:
    """A goal area or focus area in both editions, what became of it, and the focus areas below it."""

    old: GoalArea | FocusArea | None
    new: GoalArea | FocusArea | None
    changes: tuple[Change, ...]
    below: list["Compared"] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """What became of it, in words."""
        return [str(WORDS[change]) for change in self.changes]

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self.changes == (Change.KEPT,)


@dataclass(frozen=True)
class ComparisonPage:
    """Two editions of a strategy; one alone where there is no other."""

    strategy: Strategy
    others: list[Strategy]
    older: Strategy
    newer: Strategy | None
    goal_areas: list[Compared]

    @classmethod
    def of(cls, key: str, other: str) -> "ComparisonPage":
        """The edition with another, by its key; with "" the one before it, else the one after it.

        Three queries. Raises Http404 where there is no such strategy, BadRequest where the other one isn't
        another edition of it.
        """
        strategy: Strategy = get_object_or_404(Strategy.objects.select_related("unit"), pk=key)
        editions = list(
            Strategy.objects.filter(unit=strategy.unit_id).order_by(
                F("begins").asc(nulls_first=True), "position", "pk"
            )
        )
        others = [edition for edition in editions if edition.pk != key]
        at = [edition.pk for edition in editions].index(key)
        if other:
            second = next((edition for edition in others if edition.pk == other), None)
            if second is None:
                raise BadRequest(_("There is no such other edition of the strategy."))
        else:
            second = editions[at - 1] if at else next(iter(others), None)
        if second is None:
            return cls(strategy, [], strategy, None, [])
        older, newer = (strategy, second) if at < editions.index(second) else (second, strategy)
        return cls(strategy, others, older, newer, _compared(older, newer))

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """How many focus areas each change happened to."""
        found: dict[Change, int] = defaultdict(int)
        for goal_area in self.goal_areas:
            for focus_area in goal_area.below:
                for change in focus_area.changes:
                    found[change] += 1
        return [(str(WORDS[change]), found[change]) for change in Change if found[change]]

    @property
    def trail(self) -> list[Crumb]:
        """Where the page stands."""
        return [Crumb(record=self.strategy), Crumb(label=_("Editions compared"))]

    @property
    def sources(self) -> list[Record]:
        """The records whose sources the page gives."""
        return [self.older, *([self.newer] if self.newer else [])]


def _compared(older: Strategy, newer: Strategy) -> list[Compared]:
    areas: dict[str, list[GoalArea]] = defaultdict(list)
    found = GoalArea.objects.filter(strategy__in=[older.pk, newer.pk]).order_by("position", "pk")
    focus_areas = FocusArea.objects.order_by("position", "pk")
    for area in found.prefetch_related(Prefetch("focus_areas", focus_areas)):
        areas[area.strategy_id].append(area)
    old, new = areas[older.pk], areas[newer.pk]
    goals = compare(map(_item, old), map(_item, new))
    pairs = compare(_items_below(old), _items_below(new), goals)
    goal_area = {area.pk: area for area in (*old, *new)}
    focus_area = {area.pk: area for goal in (*old, *new) for area in goal.focus_areas.all()}
    rows = [
        Compared(goal_area.get(pair.old or ""), goal_area.get(pair.new or ""), pair.changes) for pair in goals
    ]
    row_of = {area.pk: row for row in rows for area in (row.old, row.new) if area}
    for pair in pairs:
        compared = Compared(focus_area.get(pair.old or ""), focus_area.get(pair.new or ""), pair.changes)
        row_of[_home(pair, focus_area)].below.append(compared)
    return rows


def _home(pair: Pair, focus_areas: dict[str, FocusArea]) -> str:
    """The goal area that a pair of focus areas is listed under: the later one, where it is still there."""
    return focus_areas[pair.new or pair.old or ""].goal_area_id


def _items_below(goal_areas: list[GoalArea]) -> list[Item]:
    return [_item(area) for goal_area in goal_areas for area in goal_area.focus_areas.all()]


def _item(area: GoalArea | FocusArea) -> Item:
    """The area with all its names, that of its original language first."""
    languages = [area.origin, *(code for code in LANGUAGES if code != area.origin)]
    names = [getattr(area, f"name_{code}") or "" for code in languages]
    if isinstance(area, GoalArea):
        return Item.of(area.pk, names)
    others = [
        line for code in languages for line in (getattr(area, f"other_names_{code}") or "").splitlines()
    ]
    return Item.of(area.pk, [*names, *others], area.goal_area_id)
