"""What the home page shows: the agency, its divisions and agencies, the strategy, what people ask for."""

import datetime
from dataclasses import dataclass, field, replace

from django.db.models import F, Prefetch, Q

from directory.models import Statement, StatementKind, Topic, Unit, UnitKind
from directory.pages.responsible import shared_topics
from hdir.records.models import Record
from strategy.models import GoalArea, Strategy

ASKED_FOR = 8
# Of a large organisation only so much stands here; the chart and the strategy's page have the rest.
BRANCHES, CHILDREN, GOAL_AREAS = 40, 20, 20


@dataclass(frozen=True)
class Branch:
    """A unit right below the directorate, with the units right below it."""

    unit: Unit
    kind: str
    children: list[Unit] = field(default_factory=list)
    left_out: int = 0


@dataclass(frozen=True)
class HomePage:
    """The home page at a date, in a fixed number of queries."""

    date: datetime.date | None
    directorate: Unit | None
    branches: list[Branch]
    vision: Statement | None
    mission: Statement | None
    strategy: Strategy | None
    topics: list[Topic]

    @classmethod
    def of(cls, date: datetime.date | None) -> "HomePage":
        directorate = Unit.objects.filter(kind=UnitKind.DIRECTORATE).in_order().first()
        return cls(
            date=date,
            directorate=directorate,
            branches=_branches(directorate, date) if directorate else [],
            vision=_newest_statement(StatementKind.VISION, date),
            mission=_newest_statement(StatementKind.MISSION, date),
            strategy=_newest_strategy(date),
            topics=shared_topics(date, ASKED_FOR),
        )

    @property
    def divisions(self) -> list[Branch]:
        """What the directorate is divided into."""
        return [branch for branch in self.branches if branch.kind != UnitKind.AGENCY]

    @property
    def agencies(self) -> list[Branch]:
        """The agencies under the directorate."""
        return [branch for branch in self.branches if branch.kind == UnitKind.AGENCY]

    @property
    def least_confirmed(self) -> Unit | None:
        """The division whose newest source is the oldest: so far the whole list is confirmed."""
        return min((branch.unit for branch in self.divisions), key=lambda u: u.confirmed or "", default=None)

    @property
    def goal_areas(self) -> list[GoalArea]:
        """The strategy's first goal areas, in order."""
        return list(self.strategy.goal_areas.all())[:GOAL_AREAS] if self.strategy else []

    @property
    def sources(self) -> list[Record | None]:
        """The records whose sources the page gives; those of the units are on their own pages."""
        return [self.directorate, self.vision, self.mission, self.strategy]


def _branches(directorate: Unit, date: datetime.date | None) -> list[Branch]:
    """The two levels below the directorate as they stood on the date. Two queries."""
    two_levels = (
        Q(parent=directorate)
        | Q(parent__parent=directorate)
        | Q(earlier_states__parent=directorate)
        | Q(earlier_states__parent__parent=directorate)
    )
    keys = Unit.objects.filter(two_levels).values("pk")
    units = Unit.objects.at(date).filter(pk__in=keys).in_order().prefetch_related("earlier_states")
    states = [(unit, unit.state_at(date)) for unit in units]
    branches = {
        unit.pk: Branch(unit, state.kind) for unit, state in states if state.parent_id == directorate.pk
    }
    for unit, state in states:
        if state.parent_id in branches:
            branches[state.parent_id].children.append(unit)
    shown = list(branches.values())[:BRANCHES]
    return [
        replace(branch, children=branch.children[:CHILDREN], left_out=max(0, len(branch.children) - CHILDREN))
        for branch in shown
    ]


def _newest_statement(kind: str, date: datetime.date | None) -> Statement | None:
    """What the directorate said of itself last; at a date, what is known to have been said then."""
    said = list(
        Statement.objects.at(date)
        .filter(kind=kind, unit__kind=UnitKind.DIRECTORATE)
        .order_by(F("confirmed").desc(nulls_last=True), F("begins").desc(nulls_last=True), "position")
    )
    known = [s for s in said if s.known_at(date)] if date else said
    return next(iter(known or said), None)


def _newest_strategy(date: datetime.date | None) -> Strategy | None:
    goal_areas = GoalArea.objects.order_by("position", "pk")
    return Strategy.objects.at(date).prefetch_related(Prefetch("goal_areas", goal_areas)).newest()
