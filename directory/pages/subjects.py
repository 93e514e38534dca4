"""The page of a topic, a law or a party: which units have to do with it, and how."""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Model, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.filters import LawRoleFilter, RelationFilter, ResponsibilityFilter
from directory.models import (
    ChangeEvent,
    EventKind,
    Extent,
    Law,
    LawRole,
    Party,
    Relation,
    RelationKind,
    Responsibility,
    Topic,
)
from directory.pages.alphabet import PER_PAGE
from directory.pages.chart import Node, nodes
from directory.pages.dates import unknown
from directory.pages.names import fetch_names
from hdir.lists.filterset import RecordFilterSet
from hdir.records.languages import current_language

# Who has most of a topic stands first.
_EXTENTS = [Extent.MAIN, Extent.SHARED, Extent.PART, Extent.OPERATIVE, Extent.NOT]
# So many entries are read faster than they are filtered.
FEW = 8


@dataclass(frozen=True)
class Ties:
    """One page of a subject's ties to units, filtered. `total` is how many there are without filters."""

    filterset: RecordFilterSet
    page: Page
    total: int

    @property
    def many(self) -> bool:
        """Whether there is reason to offer filters."""
        return self.total > FEW or bool(self.filterset.active or self.filterset.wrong)


def _ties(filterset: RecordFilterSet, found: QuerySet, number: str | None) -> Ties:
    """The ties in the order of `found`, which holds all of them. Two queries, three with filters."""
    page = Paginator(found.filter(pk__in=filterset.qs.order_by().values("pk")), PER_PAGE).get_page(number)
    asked = filterset.active or filterset.wrong
    return Ties(filterset, page, found.count() if asked else page.paginator.count)


@dataclass(frozen=True)
class Share:
    """A unit's part in a topic, with the unit's place in the chart and who leads it."""

    responsibility: Responsibility
    node: Node


@dataclass(frozen=True)
class TopicPage:
    """A topic, the units that have it side by side, and those that say that they haven't."""

    topic: Topic
    date: datetime.date | None
    ties: Ties
    held: list[Share]
    denied: list[Share]
    # How many units have each extent, in the order of _EXTENTS, filters aside.
    extents: dict[str, int]

    @property
    def rows(self) -> list[Responsibility]:
        """What stands on this page of the ties."""
        return [share.responsibility for share in (*self.held, *self.denied)]

    @property
    def texts(self) -> list[tuple[Model, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        return [(responsibility, "note") for responsibility in self.rows]

    @property
    def cited(self) -> list[Model]:
        """Every record whose facts stand on the page."""
        posts = [post for share in (*self.held, *self.denied) for post in share.node.posts]
        return [self.topic, *self.rows, *posts, *(m for post in posts for m in post.holders)]

    @property
    def unknown(self) -> int:
        """How many of the entries may or may not have been so on the date."""
        return unknown(self.rows, self.date)

    @property
    def in_short(self) -> str:
        """The answer in a sentence; "" where the one unit that there is says it all."""
        main = self.extents.get(Extent.MAIN, 0)
        others = sum(number for extent, number in self.extents.items() if extent != Extent.NOT) - main
        if main + others <= 1:
            return ""
        if not main:
            return _("%(number)d units share this, and none of them has the main responsibility.") % {
                "number": others
            }
        if not others:
            return _("%(number)d units have a main responsibility each: they answer for different sides.") % {
                "number": main
            }
        if main == 1:
            return ngettext(
                "One unit has the main responsibility, and %(number)d other has a part in it.",
                "One unit has the main responsibility, and %(number)d others have a part in it.",
                others,
            ) % {"number": others}
        return _("%(main)d units have a main responsibility each, and others have a part: %(number)d.") % {
            "main": main,
            "number": others,
        }


@dataclass(frozen=True)
class UnitRoles:
    """A unit with what it does with a law."""

    node: Node
    roles: list[LawRole]


@dataclass(frozen=True)
class LawPage:
    """A law and what each unit does with it, or expressly doesn't."""

    law: Law
    date: datetime.date | None
    ties: Ties
    units: list[UnitRoles]
    replaced_by: list[Law]
    replaces: list[Law]

    @property
    def roles(self) -> list[LawRole]:
        """The roles on this page of them, of all units."""
        return [role for unit in self.units for role in unit.roles]

    @property
    def texts(self) -> list[tuple[Model, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        return [(role, "qualifier") for role in self.roles]

    @property
    def cited(self) -> list[Model]:
        """Every record whose facts stand on the page."""
        return [self.law, *self.roles]

    @property
    def unknown(self) -> int:
        """How many of the entries may or may not have been so on the date."""
        return unknown(self.roles, self.date)


@dataclass(frozen=True)
class PartyPage:
    """A party, the units whose target group it is, and those that it is a partner of."""

    party: Party
    date: datetime.date | None
    ties: Ties
    target_group_of: list[Relation]
    partner_of: list[Relation]
    # What it was merged into, and when: its tasks are to be looked for there.
    mergers: list[ChangeEvent]

    @property
    def texts(self) -> list[tuple[Model, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        return [(relation, "qualifier") for relation in (*self.target_group_of, *self.partner_of)]

    @property
    def cited(self) -> list[Model]:
        """Every record whose facts stand on the page."""
        return [self.party, *self.mergers, *self.target_group_of, *self.partner_of]

    @property
    def unknown(self) -> int:
        """How many of the entries may or may not have been so on the date."""
        return unknown([*self.target_group_of, *self.partner_of], self.date)


def by_extent() -> Case:
    """An expression that sorts responsibilities: who has most of a topic first."""
    whens = [When(extent=extent, then=Value(place)) for place, extent in enumerate(_EXTENTS)]
    return Case(*whens, output_field=IntegerField())


def topic_page(topic: Topic, data: QueryDict, date: datetime.date | None) -> TopicPage:
    """Those who have the topic, the main responsibility first; then those who haven't."""
    everybody = Responsibility.objects.at(date).in_units_at(date).filter(topic=topic)
    counted = everybody.order_by().values_list("extent").annotate(units=Count("unit", distinct=True))
    extents = dict(counted)
    ordered = everybody.select_related("unit", "instead").order_by(by_extent(), "position", "pk")
    ties = _ties(ResponsibilityFilter(data, everybody, date), ordered, data.get("page"))
    found = list(ties.page)
    fetch_names([r.unit for r in found] + [r.instead for r in found if r.instead], date)
    places = {node.unit.pk: node for node in nodes({r.unit_id: r.unit for r in found}.values(), date)}
    shares = []
    for responsibility in found:
        responsibility.topic = topic
        shares.append(Share(responsibility, places[responsibility.unit_id]))
    held = [s for s in shares if s.responsibility.extent != Extent.NOT]
    denied = [s for s in shares if s.responsibility.extent == Extent.NOT]
    return TopicPage(topic, date, ties, held, denied, extents)


def law_page(law: Law, data: QueryDict, date: datetime.date | None) -> LawPage:
    """What each unit does with the law, unit by unit in alphabetical order."""
    everything = LawRole.objects.at(date).in_units_at(date).filter(law=law)
    ordered = everything.select_related("unit").order_by(
        f"unit__sort_{current_language()}", "unit", "position", "pk"
    )
    ties = _ties(LawRoleFilter(data, everything, date), ordered, data.get("page"))
    found = list(ties.page)
    fetch_names([role.unit for role in found], date)
    places = {node.unit.pk: node for node in nodes({r.unit_id: r.unit for r in found}.values(), date)}
    units = [UnitRoles(places[key], list(roles)) for key, roles in groupby(found, lambda r: r.unit_id)]
    return LawPage(law, date, ties, units, list(law.replaced_by.all()), list(law.replaces.all()))


def party_page(party: Party, data: QueryDict, date: datetime.date | None) -> PartyPage:
    """The units that name the party, in alphabetical order."""
    everything = Relation.objects.at(date).in_units_at(date).filter(party=party)
    ordered = everything.select_related("unit").order_by(
        "-kind", f"unit__sort_{current_language()}", "position", "pk"
    )
    ties = _ties(RelationFilter(data, everything, date), ordered, data.get("page"))
    found = list(ties.page)
    mergers = ChangeEvent.objects.at(date).filter(parties=party, kind=EventKind.MERGED).in_order()
    merged = list(mergers.prefetch_related("units"))
    named = [r.unit for r in found] + [unit for event in merged for unit in event.units.all()]
    fetch_names([*named, party.unit] if party.unit else named, date)
    return PartyPage(
        party,
        date,
        ties,
        [r for r in found if r.kind == RelationKind.TARGET_GROUP],
        [r for r in found if r.kind == RelationKind.PARTNER],
        merged,
    )
