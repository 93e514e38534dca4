"""Topics, laws and parties by what units have to do with them; and those ties themselves.

On an index, what is asked of a tie (unit, division, extent …) must be true of one and the same tie.
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from directory.filters.divisions import DivisionFilter
from directory.models import (
    Extent,
    Law,
    LawKind,
    LawRole,
    LawRoleKind,
    Party,
    PartyKind,
    Relation,
    RelationKind,
    Responsibility,
    Topic,
    Unit,
)
from directory.pages.names import DOES
from hdir.lists.filters import ChoiceFilter, NameFilter, RecordFilter, Related
from hdir.lists.filterset import RecordFilterSet

RESPONSIBILITIES = Related(Responsibility, "responsibilities")
ROLES = Related(LawRole, "roles")
RELATIONS = Related(Relation, "relations")
TARGET_GROUPS = Related(Relation, "relations", (("kind", RelationKind.TARGET_GROUP),))
PARTNERS = Related(Relation, "relations", (("kind", RelationKind.PARTNER),))

# What a unit does with a law, worded so that it can stand alone.
_DOES = [(kind.value, DOES[kind]) for kind in LawRoleKind]


def _unit(related: Related | None = None) -> RecordFilter:
    return RecordFilter("unit", label=_("Unit"), queryset=Unit.objects.all(), related=related)


class TopicFilter(RecordFilterSet):
    """Topics by who has them and how far."""

    offered: ClassVar[tuple[str, ...]] = ("division", "extent")

    q = NameFilter()
    division = DivisionFilter("unit", related=RESPONSIBILITIES)
    extent = ChoiceFilter("extent", label=_("How far"), choices=Extent, related=RESPONSIBILITIES)
    unit = _unit(RESPONSIBILITIES)

    class Meta:
        model = Topic
        fields: ClassVar[list[str]] = []


class ResponsibilityFilter(RecordFilterSet):
    """Who has a topic, by unit, division and how far."""

    offered: ClassVar[tuple[str, ...]] = ("division", "extent")

    division = DivisionFilter("unit")
    extent = ChoiceFilter("extent", label=_("How far"), choices=Extent)
    unit = _unit()
    topic = RecordFilter("topic", label=_("Topic"), queryset=Topic.objects.all())

    class Meta:
        model = Responsibility
        fields: ClassVar[list[str]] = []


class LawFilter(RecordFilterSet):
    """Laws by their kind, and by what units do with them."""

    offered: ClassVar[tuple[str, ...]] = ("kind", "division", "role")

    q = NameFilter()
    kind = ChoiceFilter("kind", label=_("Kind of rule"), choices=LawKind)
    division = DivisionFilter("unit", related=ROLES)
    role = ChoiceFilter("role", label=_("What units do with it"), choices=_DOES, related=ROLES)
    unit = _unit(ROLES)

    class Meta:
        model = Law
        fields: ClassVar[list[str]] = []


class LawRoleFilter(RecordFilterSet):
    """What units do with laws, by unit, division and what they do."""

    offered: ClassVar[tuple[str, ...]] = ("division", "role")

    division = DivisionFilter("unit")
    role = ChoiceFilter("role", label=_("What units do with it"), choices=_DOES)
    unit = _unit()
    law = RecordFilter("law", label=_("Law or rule"), queryset=Law.objects.all())

    class Meta:
        model = LawRole
        fields: ClassVar[list[str]] = []


class PartyFilter(RecordFilterSet):
    """Parties by their kind, by what they are to units, and to which."""

    offered: ClassVar[tuple[str, ...]] = ("relation", "kind", "division")
    related: ClassVar[Related] = RELATIONS

    q = NameFilter()
    kind = ChoiceFilter("kind", label=_("Kind of party"), choices=PartyKind)
    relation = ChoiceFilter("kind", label=_("To the units"), choices=RelationKind, related=RELATIONS)
    division = DivisionFilter("unit", related=RELATIONS)
    unit = _unit(RELATIONS)

    class Meta:
        model = Party
        fields: ClassVar[list[str]] = []


class TargetGroupFilter(RecordFilterSet):
    """Target groups by their kind, and by whose they are."""

    offered: ClassVar[tuple[str, ...]] = ("kind", "division")
    related: ClassVar[Related] = TARGET_GROUPS

    q = NameFilter()
    kind = ChoiceFilter("kind", label=_("Kind of party"), choices=PartyKind)
    division = DivisionFilter("unit", related=TARGET_GROUPS)
    unit = _unit(TARGET_GROUPS)

    class Meta:
        model = Party
        fields: ClassVar[list[str]] = []


class PartnerFilter(RecordFilterSet):
    """Partners by their kind, and by whose they are."""

    offered: ClassVar[tuple[str, ...]] = ("kind", "division")
    related: ClassVar[Related] = PARTNERS

    q = NameFilter()
    kind = ChoiceFilter("kind", label=_("Kind of party"), choices=PartyKind)
    division = DivisionFilter("unit", related=PARTNERS)
    unit = _unit(PARTNERS)

    class Meta:
        model = Party
        fields: ClassVar[list[str]] = []


class RelationFilter(RecordFilterSet):
    """Target groups and partners of units, by unit, division and which of the two."""

    offered: ClassVar[tuple[str, ...]] = ("kind", "division")

    kind = ChoiceFilter("kind", label=_("To the units"), choices=RelationKind)
    division = DivisionFilter("unit")
    unit = _unit()
    party = RecordFilter("party", label=_("Party"), queryset=Party.objects.all())

    class Meta:
        model = Relation
        fields: ClassVar[list[str]] = []
