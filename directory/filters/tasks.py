"""Tasks, and the passages they stand in, by the unit they belong to and what it has to do with."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from directory.filters.divisions import DivisionFilter
from directory.models import (
    Extent,
    Law,
    LawRole,
    Passage,
    PassageKind,
    Responsibility,
    Task,
    Topic,
    Unit,
    UnitKind,
)
from hdir.lists.filters import ChoiceFilter, RecordFilter, Related, TextFilter
from hdir.lists.filterset import RecordFilterSet

_OFFERED = ("division", "unit_kind", "kind", "topic", "law")
_HELD = (("extent__in", tuple(e for e in Extent if e != "not")),)


def _topic_of(unit: str) -> RecordFilter:
    """By the topics of the unit at a path."""
    return RecordFilter(
        "topic",
        label=_("Topic that the unit has"),
        queryset=Topic.objects.all(),
        related=Related(Responsibility, f"{unit}__responsibilities", _HELD),
    )


def _law_of(unit: str) -> RecordFilter:
    """By the laws that the unit at a path works with."""
    return RecordFilter(
        "law",
        label=_("Law that the unit works with"),
        queryset=Law.objects.all(),
        related=Related(LawRole, f"{unit}__law_roles"),
    )


class PassageFilter(RecordFilterSet):
    """Passages by unit, division, kind, and by the topics and laws of their unit."""

    offered: ClassVar[tuple[str, ...]] = _OFFERED

    q = TextFilter(fields=("heading", "lead_in", "body"))
    division = DivisionFilter("unit")
    unit = RecordFilter("unit", label=_("Unit"), queryset=Unit.objects.all())
    passage = RecordFilter("pk", label=_("List"), queryset=Passage.objects.all())
    unit_kind = ChoiceFilter("unit__kind", label=_("Kind of unit"), choices=UnitKind)
    kind = ChoiceFilter("kind", label=_("Kind of list or text"), choices=PassageKind)
    topic = _topic_of("unit")
    law = _law_of("unit")

    class Meta:
        model = Passage
        fields: ClassVar[list[str]] = []


class TaskFilter(RecordFilterSet):
    """Entries of lists by unit, division, kind of list, and by the topics and laws of their unit."""

    offered: ClassVar[tuple[str, ...]] = _OFFERED

    q = TextFilter(fields=("text",))
    division = DivisionFilter("passage__unit")
    unit = RecordFilter("passage__unit", label=_("Unit"), queryset=Unit.objects.all())
    passage = RecordFilter("passage", label=_("List"), queryset=Passage.objects.all())
    unit_kind = ChoiceFilter("passage__unit__kind", label=_("Kind of unit"), choices=UnitKind)
    kind = ChoiceFilter("passage__kind", label=_("Kind of list or text"), choices=PassageKind)
    topic = _topic_of("passage__unit")
    law = _law_of("passage__unit")

    class Meta:
        model = Task
        fields: ClassVar[list[str]] = []
