"""What the strategy's pages show, gathered in a fixed number of queries."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, F, Prefetch, Q
from django.shortcuts import get_object_or_404

from directory.pages.dates import unknown
from hdir.pages.trail import Crumb
from hdir.records.models import Record
from strategy.models import Basis, Contribution, FocusArea, GoalArea, Strategy
from strategy.paging import SHOWN, contributions_page, goal_areas_page


def contributions_at(date: datetime.date | None):
    """Contributions at a date, each with its unit and that unit's earlier names; those of a strategy that
    wasn't in force too, as the plan has them."""
    return (
        Contribution.objects.as_planned_at(date)
        .in_units_at(date)
        .select_related("unit")
        .prefetch_related("unit__earlier_states")
        .order_by("position", "pk")
    )


def counted(date: datetime.date | None):
    """Focus areas, each with how many contributions it has at a date (`carried_by`)."""
    those = Contribution.objects.as_planned_at(date).in_units_at(date).values("pk")
    return FocusArea.objects.annotate(carried_by=Count("contributions", filter=Q(contributions__in=those)))


def carried(date: datetime.date | None):
    """Focus areas, each with its `first` contributions at a date, and how many are left out (`left_out`)."""
    first = Prefetch("contributions", contributions_at(date)[:SHOWN], to_attr="first")
    return counted(date).annotate(left_out=F("carried_by") - SHOWN).prefetch_related(first)


def unknown_in(strategy: Strategy, contributions: Iterable[Contribution], date: datetime.date | None) -> int:
    """How many of a strategy's contributions may or may not have been made on a date: none of them while it
    was certainly not in force, which its pages say."""
    return 0 if date and strategy.ruled_out(date) else unknown(contributions, date)


@dataclass(frozen=True)
class StrategyPage:
    """A strategy with its goal areas, their focus areas, and how many units carry each."""

    strategy: Strategy
    page: Page
    date: datetime.date | None

    @classmethod
    def of(cls, key: str, date: datetime.date | None, number: str | None = None) -> "StrategyPage":
        """Raises Http404 where there is no such strategy."""
        strategy: Strategy = get_object_or_404(Strategy.objects.select_related("unit"), pk=key)
        return cls(strategy, goal_areas_page(key, number, counted(date)), date)

    @property
    def goal_areas(self) -> list[GoalArea]:
        """The goal areas that stand on the page, in order."""
        return list(self.page.object_list)

    @property
    def focus_area_count(self) -> int:
        """How many focus areas the goal areas have together."""
        return sum(len(area.focus_areas.all()) for area in self.goal_areas)

    @property
    def trail(self) -> list[Crumb]:
        """Where the page stands."""
        return [Crumb(record=self.strategy)]

    @property
    def texts(self) -> list[tuple[Record, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        return [(area, name) for area in self.goal_areas for name in ("name", "lead")]

    @property
    def sources(self) -> list[Record]:
        """The records whose sources the page gives."""
        return [self.strategy, *self.goal_areas]


@dataclass(frozen=True)
class GoalAreaPage:
    """A goal area with its texts, and its focus areas with the units that carry them."""

    goal_area: GoalArea
    focus_areas: list[FocusArea]
    date: datetime.date | None

    @classmethod
    def of(cls, key: str, date: datetime.date | None) -> "GoalAreaPage":
        """Raises Http404 where there is no such goal area."""
        return cls(
            get_object_or_404(GoalArea.objects.select_related("strategy"), pk=key),
            list(carried(date).filter(goal_area=key).order_by("position", "pk")),
            date,
        )

    @property
    def unknown(self) -> int:
        """How many of the contributions on the page may or may not have been made on the date."""
        first = [c for area in self.focus_areas for c in area.first]  # type: ignore[attr-defined]
        return unknown_in(self.goal_area.strategy, first, self.date)

    @property
    def trail(self) -> list[Crumb]:
        """Where the page stands."""
        return [Crumb(record=self.goal_area.strategy), Crumb(record=self.goal_area)]

    @property
    def texts(self) -> list[tuple[Record, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        return [(area, "name") for area in self.focus_areas]

    @property
    def sources(self) -> list[Record]:
        """The records whose sources the page gives."""
        return [self.goal_area, *self.focus_areas]


@dataclass(frozen=True)
class FocusAreaPage:
    """A focus area with the units that carry it: on what basis, why, and what it rests on."""

    focus_area: FocusArea
    page: Page
    siblings: list[FocusArea]
    date: datetime.date | None

    @classmethod
    def of(cls, key: str, date: datetime.date | None, number: str | None = None) -> "FocusAreaPage":
        """Raises Http404 where there is no such focus area."""
        focus_area: FocusArea = get_object_or_404(
            FocusArea.objects.select_related("goal_area__strategy"), pk=key
        )
        contributions = contributions_at(date).filter(focus_area=key)
        return cls(
            focus_area,
            contributions_page(
                contributions.select_related("unit", "task__passage", "law_role__law"), number
            ),
            list(
                FocusArea.objects.filter(goal_area=focus_area.goal_area_id)
                .exclude(pk=key)
                .order_by("position", "pk")
            ),
            date,
        )

    @property
    def contributions(self) -> list[Contribution]:
        """The contributions that stand on the page."""
        return list(self.page.object_list)

    @property
    def stated(self) -> list[Contribution]:
        """The contributions that the documents themselves speak of."""
        return [c for c in self.contributions if c.basis == Basis.STATED]

    @property
    def judged(self) -> list[Contribution]:
        """The contributions that we judged from a unit's tasks and laws."""
        return [c for c in self.contributions if c.basis == Basis.JUDGED]

    @property
    def unknown(self) -> int:
        """How many of the contributions may or may not have been made on the date."""
        return unknown_in(self.focus_area.goal_area.strategy, self.contributions, self.date)

    @property
    def trail(self) -> list[Crumb]:
        """Where the page stands."""
        goal_area = self.focus_area.goal_area
        return [Crumb(record=goal_area.strategy), Crumb(record=goal_area), Crumb(record=self.focus_area)]

    @property
    def texts(self) -> list[tuple[Record, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        return [(contribution, "reason") for contribution in self.contributions]

    @property
    def sources(self) -> list[Record]:
        """The records whose sources the page gives."""
        return [self.focus_area, *self.contributions]
