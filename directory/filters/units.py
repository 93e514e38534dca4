"""Units by what they are, who leads them, and what they have to do with."""

import datetime
from typing import ClassVar

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Length, Substr
from django.utils.translation import gettext_lazy as _

from directory.filters.divisions import DivisionFilter
from directory.filters.posts import HEADS, NOBODY, PROFESSIONAL_LEAD, with_role
from directory.models import (
    EarlierState,
    Extent,
    Law,
    LawRole,
    Membership,
    Party,
    PostKind,
    Relation,
    RelationKind,
    Responsibility,
    Topic,
    Unit,
    UnitKind,
)
from hdir.lists.counts import Pairs, pairs
from hdir.lists.filters import ChoiceFilter, NameFilter, RecordFilter, Related, contains
from hdir.lists.filterset import RecordFilterSet
from hdir.records.models import Language
from strategy.models import Contribution, FocusArea


class _UnitNameFilter(NameFilter):
    """By what units are called, or were called once."""

    def further(self, value: str) -> Q:
        match = Q()
        for language in self.parent.languages:
            match |= contains(f"name_{language}", value)
        return Q(pk__in=EarlierState.objects.filter(match).order_by().values("unit"))


class _KindFilter(ChoiceFilter):
    """By the kind that units are of, or were on the date."""

    def narrow(self, records: QuerySet, value: str, date: datetime.date | None) -> QuerySet:
        if date is None:
            return records.filter(kind=value)
        return records.alias(kind_then=_kind_then(date)).filter(kind_then=value)

    def pairs(self, name: str, records: QuerySet, date: datetime.date | None) -> list[Pairs]:
        return [Pairs(name, pairs(records, F("kind") if date is None else _kind_then(date)))]


def _kind_then(date: datetime.date) -> Coalesce:
    # "-12-31" ends every month too: the days are only compared (hdir/records/periods.py).
    last_day = Concat("until", Substr(Value("-12-31"), Length("until") - 3))
    earlier = EarlierState.objects.filter(unit=OuterRef("pk")).annotate(last_day=last_day)
    then = earlier.filter(last_day__gte=date.isoformat()).order_by("last_day").values("kind")[:1]
    return Coalesce(Subquery(then), F("kind"))


class _HeadFilter(ChoiceFilter):
    """By how the unit's post is held; a professional lead isn't a head."""

    def narrow(self, records: QuerySet, value: str, date: datetime.date | None) -> QuerySet:
        held = Membership.objects.at(date).order_by()
        if value == NOBODY:
            return records.exclude(pk__in=held.filter(post__kind=PostKind.HEAD).values("post__unit"))
        return records.filter(pk__in=with_role(held, value).values("post__unit"))

    def pairs(self, name: str, records: QuerySet, date: datetime.date | None) -> list[Pairs]:
        held = Membership.objects.at(date).filter(post__unit__in=records.order_by().values("pk"))
        heads = held.filter(post__kind=PostKind.HEAD)
        leads = held.filter(post__kind=PostKind.PROFESSIONAL_LEAD)
        nobody = self.narrow(records, NOBODY, date)
        return [
            Pairs(name, pairs(heads, F("manner"), "post__unit")),
            Pairs(name, pairs(leads, Value(PROFESSIONAL_LEAD), "post__unit")),
            Pairs(name, pairs(nobody, Value(NOBODY))),
        ]


class _PlaceholderFilter(ChoiceFilter):
    """By whether anything is published about the unit."""

    def narrow(self, records: QuerySet, value: str, date: datetime.date | None) -> QuerySet:
        return records.filter(placeholder=value == "yes")

    def pairs(self, name: str, records: QuerySet, date: datetime.date | None) -> list[Pairs]:
        return [
            Pairs(name, pairs(records.filter(placeholder=True), Value("yes"))),
            Pairs(name, pairs(records.filter(placeholder=False), Value("no"))),
        ]


def _relations(kind: str) -> Related:
    return Related(Relation, "relations", (("kind", kind),))


_HELD = Related(Responsibility, "responsibilities", (("extent__in", tuple(e for e in Extent if e != "not")),))


class UnitFilter(RecordFilterSet):
    """Units by what they are, who leads them, and what they have to do with."""

    offered: ClassVar[tuple[str, ...]] = (
        "division",
        "kind",
        "head",
        "topic",
        "law",
        "target_group",
        "partner",
        "focus_area",
        "placeholder",
        "origin",
    )

    q = _UnitNameFilter()
    division = DivisionFilter("pk")
    kind = _KindFilter(label=_("Kind of unit"), choices=UnitKind)
    head = _HeadFilter(label=_("Who leads it"), choices=[*HEADS, (NOBODY, _("No head is named"))])
    topic = RecordFilter("topic", label=_("Topic"), queryset=Topic.objects.all(), related=_HELD)
    law = RecordFilter(
        "law", label=_("Law or rule"), queryset=Law.objects.all(), related=Related(LawRole, "law_roles")
    )
    target_group = RecordFilter(
        "party",
        label=_("Target group"),
        queryset=Party.objects.all(),
        related=_relations(RelationKind.TARGET_GROUP),
    )
    partner = RecordFilter(
        "party", label=_("Partner"), queryset=Party.objects.all(), related=_relations(RelationKind.PARTNER)
    )
    focus_area = RecordFilter(
        "focus_area",
        label=_("Focus area of the strategy"),
        queryset=FocusArea.objects.all(),
        related=Related(Contribution, "contributions"),
    )
    placeholder = _PlaceholderFilter(
        label=_("Published text"),
        choices=[("yes", _("Nothing published")), ("no", _("Not a placeholder"))],
    )
    origin = ChoiceFilter("origin", label=_("Original language"), choices=Language)

    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = []
