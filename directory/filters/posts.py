"""People in posts by division, unit and by how they hold the post."""

import datetime
from typing import ClassVar

from django.db.models import F, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.filters.divisions import DivisionFilter
from directory.models import Manner, Membership, PostKind, Unit
from hdir.lists.counts import Pairs, pairs
from hdir.lists.filters import ChoiceFilter, RecordFilter
from hdir.lists.filterset import RecordFilterSet

PROFESSIONAL_LEAD = "professional-lead"
NOBODY = "nobody"
HEADS = [
    (Manner.ORDINARY.value, _("Ordinary head")),
    (Manner.CONSTITUTED.value, _("Constituted head")),
    (Manner.ACTING.value, _("Acting head")),
    (PROFESSIONAL_LEAD, _("Professional lead")),
]


def with_role(memberships: QuerySet, value: str) -> QuerySet:
    """The memberships of a manner among heads, or those of professional leads."""
    if value == PROFESSIONAL_LEAD:
        return memberships.filter(post__kind=PostKind.PROFESSIONAL_LEAD)
    return memberships.filter(post__kind=PostKind.HEAD, manner=value)


class _RoleFilter(ChoiceFilter):
    """By how the post is held; a professional lead isn't a head."""

    def narrow(self, records: QuerySet, value: str, date: datetime.date | None) -> QuerySet:
        return with_role(records, value)

    def pairs(self, name: str, records: QuerySet, date: datetime.date | None) -> list[Pairs]:
        heads = records.filter(post__kind=PostKind.HEAD)
        leads = records.filter(post__kind=PostKind.PROFESSIONAL_LEAD)
        return [
            Pairs(name, pairs(heads, F("manner"), "person")),
            Pairs(name, pairs(leads, Value(PROFESSIONAL_LEAD), "person")),
        ]


class _LeadersDivisionFilter(DivisionFilter):
    """By division, counting people: somebody may have two posts in one."""

    def pairs(self, name: str, records: QuerySet, date: datetime.date | None) -> list[Pairs]:
        return [Pairs(name, pairs(records, F(self.field_name), "person"), self.names, self.closure)]


class LeaderFilter(RecordFilterSet):
    """People in posts by division, unit and by how they hold the post."""

    offered: ClassVar[tuple[str, ...]] = ("division", "role")

    division = _LeadersDivisionFilter("post__unit")
    role = _RoleFilter(label=pgettext_lazy("of a leader", "Role"), choices=HEADS)
    manner = ChoiceFilter("manner", label=_("How the post is held"), choices=Manner)
    unit = RecordFilter("post__unit", label=_("Unit"), queryset=Unit.objects.all())

    class Meta:
        model = Membership
        fields: ClassVar[list[str]] = []
