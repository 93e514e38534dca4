"""As much of a strategy as stands on one page: some goal areas whole, or some of what carries a focus area.

A strategy has a handful of goal areas, and all of it is one page. With many times as many it stays readable.
"""

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet

from strategy.models import GoalArea

GOAL_AREAS, CONTRIBUTIONS = 10, 100
# Of what carries a focus area only so much stands where several are shown; its own page has the rest.
SHOWN = 50


def goal_areas_page(strategy: str, number: str | None, focus_areas: QuerySet) -> Page:
    """The goal areas of a page in their order, each with its `focus_areas` in theirs. Three queries."""
    found = (
        GoalArea.objects.filter(strategy=strategy)
        .order_by("position", "pk")
        .prefetch_related(Prefetch("focus_areas", focus_areas.order_by("position", "pk")))
    )
    return Paginator(found, GOAL_AREAS).get_page(number)


def contributions_page(contributions: QuerySet, number: str | None) -> Page:
    """The contributions of a page, in the order that they have. Two queries."""
    return Paginator(contributions, CONTRIBUTIONS).get_page(number)
