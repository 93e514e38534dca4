"""The filters of the strategy's lists, for data and for the pages that come (hdir/lists)."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from directory.filters.divisions import DivisionFilter
from directory.models import Unit
from hdir.lists.filters import ChoiceFilter, NameFilter, RecordFilter, Related
from hdir.lists.filterset import RecordFilterSet
from strategy.models import Basis, Contribution, FocusArea, GoalArea, Strategy

CONTRIBUTIONS = Related(Contribution, "contributions")


class GoalAreaFilter(RecordFilterSet):
    """Goal areas by their strategy."""

    offered: ClassVar[tuple[str, ...]] = ("strategy",)

    q = NameFilter()
    strategy = RecordFilter("strategy", label=_("Strategy"), queryset=Strategy.objects.all())

    class Meta:
        model = GoalArea
        fields: ClassVar[list[str]] = []


class FocusAreaFilter(RecordFilterSet):
    """Focus areas by where they stand in the strategy, and by who carries them."""

    offered: ClassVar[tuple[str, ...]] = ("goal_area", "division", "basis")

    q = NameFilter()
    strategy = RecordFilter("goal_area__strategy", label=_("Strategy"), queryset=Strategy.objects.all())
    goal_area = RecordFilter("goal_area", label=_("Goal area"), queryset=GoalArea.objects.all())
    division = DivisionFilter("unit", related=CONTRIBUTIONS)
    unit = RecordFilter("unit", label=_("Unit"), queryset=Unit.objects.all(), related=CONTRIBUTIONS)
    basis = ChoiceFilter("basis", label=_("Basis"), choices=Basis, related=CONTRIBUTIONS)

    class Meta:
        model = FocusArea
        fields: ClassVar[list[str]] = []


class ContributionFilter(RecordFilterSet):
    """Contributions by unit, division, focus area, goal area and basis."""

    offered: ClassVar[tuple[str, ...]] = ("goal_area", "division", "basis")

    goal_area = RecordFilter("focus_area__goal_area", label=_("Goal area"), queryset=GoalArea.objects.all())
    focus_area = RecordFilter("focus_area", label=_("Focus area"), queryset=FocusArea.objects.all())
    division = DivisionFilter("unit")
    unit = RecordFilter("unit", label=_("Unit"), queryset=Unit.objects.all())
    basis = ChoiceFilter("basis", label=_("Basis"), choices=Basis)

    class Meta:
        model = Contribution
        fields: ClassVar[list[str]] = []
