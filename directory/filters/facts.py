"""Statements and events, for data: their pages show them all."""

import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from directory.filters.divisions import DivisionFilter
from directory.models import ChangeEvent, EventKind, Party, Statement, StatementKind, Unit
from hdir.lists.filters import ChoiceFilter, RecordFilter
from hdir.lists.filterset import RecordFilterSet


class _ConcernedDivisionFilter(DivisionFilter):
    """By division, each event once: it may concern several units of one."""

    def narrow(self, records: QuerySet, value: Any, date: datetime.date | None) -> QuerySet:
        concerning = super().narrow(ChangeEvent.objects.order_by(), value, date)
        return records.filter(pk__in=concerning.values("pk"))


class StatementFilter(RecordFilterSet):
    """What organisations say of themselves, by which one and by kind."""

    offered: ClassVar[tuple[str, ...]] = ("kind",)

    kind = ChoiceFilter("kind", label=_("Kind of statement"), choices=StatementKind)
    unit = RecordFilter("unit", label=_("Unit"), queryset=Unit.objects.all())

    class Meta:
        model = Statement
        fields: ClassVar[list[str]] = []


class EventFilter(RecordFilterSet):
    """What happened, by kind and by whom it concerned."""

    offered: ClassVar[tuple[str, ...]] = ("kind", "division")

    kind = ChoiceFilter("kind", label=_("Kind of event"), choices=EventKind)
    division = _ConcernedDivisionFilter("units")
    unit = RecordFilter("units", label=_("Unit"), queryset=Unit.objects.all())
    party = RecordFilter("parties", label=_("Party"), queryset=Party.objects.all())

    class Meta:
        model = ChangeEvent
        fields: ClassVar[list[str]] = []
