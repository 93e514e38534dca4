"""A strategy as one document: all its texts, and all that carry it."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hdir.pages.trail import Crumb
from hdir.records.models import Record
from strategy.models import Contribution, FocusArea, GoalArea, Strategy
from strategy.pages import carried, unknown_in
from strategy.paging import goal_areas_page

TEXTS = ("aims", "background", "consequences")


@dataclass(frozen=True)
class BookletPage:
    """A strategy with all its texts and all that carry it, to read or print as one document."""

    strategy: Strategy
    page: Page
    date: datetime.date | None

    @classmethod
    def of(cls, key: str, date: datetime.date | None, number: str | None = None) -> "BookletPage":
        """In six queries. Raises Http404 where there is no such strategy."""
        strategy: Strategy = get_object_or_404(Strategy.objects.select_related("unit"), pk=key)
        return cls(strategy, goal_areas_page(key, number, carried(date)), date)

    @property
    def goal_areas(self) -> list[GoalArea]:
        """The goal areas that stand on the page, in order."""
        return list(self.page.object_list)

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
        """All on the page that carries the strategy, by focus area."""
        return [c for area in self.focus_areas for c in area.first]  # type: ignore[attr-defined]

    @property
    def unknown(self) -> int:
        """How many of the contributions may or may not have been so on the date."""
        return unknown_in(self.strategy, self.contributions, self.date)

    @property
    def sources(self) -> list[Record]:
        """The records whose sources the page gives."""
        return [self.strategy, *self.goal_areas, *self.focus_areas, *self.contributions]
