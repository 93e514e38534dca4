"""A strategy as one document: all its texts, and all that carry it."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from directory.pages.dates import unknown
from hdir.pages.trail import Crumb
from hdir.records.models import Record
from strategy.models import Contribution, FocusArea, GoalArea, Strategy
from strategy.pages import contributions_at

TEXTS = ("aims", "background", "consequences")


@dataclass(frozen=True)
class BookletPage:
    """A strategy with all its texts and all that carry it, to read or print as one document."""

    strategy: Strategy
    goal_areas: list[GoalArea]
    date: datetime.date | None

    @classmethod
    def of(cls, key: str, date: datetime.date | None) -> "BookletPage":
        """In five queries. Raises Http404 where there is no such strategy."""
        carried = Prefetch("contributions", contributions_at(date))
        focus_areas = FocusArea.objects.order_by("position", "pk").prefetch_related(carried)
        return cls(
            get_object_or_404(Strategy.objects.select_related("unit"), pk=key),
            list(
                GoalArea.objects.filter(strategy=key)
                .order_by("position", "pk")
                .prefetch_related(Prefetch("focus_areas", focus_areas))
            ),
            date,
        )

    @property
    def focus_areas(self) -> list[FocusArea]:
        """All focus areas in order."""
        return [area for goal_area in self.goal_areas for area in goal_area.focus_areas.all()]

    @property
    def trail(self) -> list[Crumb]:
        """Where the page stands."""
        return [Crumb(record=self.strategy), Crumb(label=_("The whole strategy"))]

    @property
    def texts(self) -> list[tuple[Record, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        texts: list[tuple[Record, str]] = [(a, f) for a in self.goal_areas for f in ("name", "lead", *TEXTS)]
        texts += [(area, "name") for area in self.focus_areas]
        return texts + [(contribution, "reason") for contribution in self.contributions]

    @property
    def contributions(self) -> list[Contribution]:
        """All that carries the strategy, by focus area."""
        return [c for area in self.focus_areas for c in area.contributions.all()]

    @property
    def unknown(self) -> int:
        """How many of the contributions may or may not have been so on the date."""
        return unknown(self.contributions, self.date)

    @property
    def sources(self) -> list[Record]:
        """The records whose sources the page gives."""
        return [self.strategy, *self.goal_areas, *self.focus_areas, *self.contributions]
