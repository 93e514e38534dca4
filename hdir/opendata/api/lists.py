"""Which lists the API has: where their rows come from, in what order, and by what they are filtered."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

import django_filters
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, Length, Substr
from django.utils.functional import Promise
from rest_framework import serializers

from directory.filters import (
    EventFilter,
    LawFilter,
    LawRoleFilter,
    LeaderFilter,
    PartyFilter,
    PassageFilter,
    RelationFilter,
    ResponsibilityFilter,
    StatementFilter,
    TaskFilter,
    TopicFilter,
    UnitFilter,
)
from directory.models import ChangeEvent, EarlierState, LawRole, Membership, Person, Task, Unit
from hdir.changes.snapshot import field_specs, specs_by_name
from hdir.lists.filterset import RecordFilterSet
from hdir.opendata.api.descriptions import LISTS
from hdir.opendata.api.filters import record_filter
from hdir.opendata.api.removed import missing
from hdir.opendata.api.serializers import field_names, serializer_for
from hdir.opendata.contents import owners
from hdir.opendata.rdf.serialise import JSON_LD, TURTLE
from hdir.records.models import Named, Record
from hdir.records.registry import content_models
from strategy.filters import ContributionFilter, FocusAreaFilter, GoalAreaFilter
from strategy.models import Contribution

# Filter sets of the pages, by list (hdir/lists). Where one has a parameter, it is the page's filter that
# counts, so that an address chooses the same on both. Register the filter set of a list's page here.
PAGE_FILTERS: dict[str, type[RecordFilterSet]] = {
    "units": UnitFilter,
    "memberships": LeaderFilter,
    "passages": PassageFilter,
    "tasks": TaskFilter,
    "parties": PartyFilter,
    "relations": RelationFilter,
    "topics": TopicFilter,
    "responsibilities": ResponsibilityFilter,
    "laws": LawFilter,
    "law-roles": LawRoleFilter,
    "statements": StatementFilter,
    "events": EventFilter,
    "goal-areas": GoalAreaFilter,
    "focus-areas": FocusAreaFilter,
    "contributions": ContributionFilter,
}

# Relations that lead to a further record whose name, or unit, the answer has.
_FURTHER: dict[type[Record], tuple[str, ...]] = {
    Membership: ("post__unit",),
    Task: ("passage__unit",),
}
# Relations that lead to a further record whose period counts at a date.
_BOUNDED_BY: dict[type[Record], tuple[str, ...]] = {Contribution: ("focus_area__goal_area__strategy",)}
# What a list without a place or a name of its own is ordered by.
_ORDER: dict[type[Record], tuple[str, ...]] = {
    ChangeEvent: ("happened", "pk"),
    EarlierState: ("unit_id", "until", "pk"),
    Person: ("sort_name", "pk"),
    Membership: ("person__sort_name", "pk"),
}


@dataclass(frozen=True)
class ApiList:
    """A list of records of one model."""

    name: str
    model: type[Record]

    @property
    def about(self) -> str:
        """What the list holds, in a sentence."""
        return LISTS[self.name]

    @property
    def label(self) -> str | Promise:
        """What it is called, in the reader's language."""
        return self.model._meta.verbose_name_plural or self.name

    @property
    def linked_data(self) -> dict[str, str]:
        """The other forms that one of its records has: media types by the ending of its address."""
        return {"ttl": TURTLE, "jsonld": JSON_LD}

    @property
    def type_name(self) -> str:
        """What one of its records is called in addresses: goal-area."""
        return self.model.type_name

    def rows(self, date: datetime.date | None) -> QuerySet:
        """All its records; at a date those that may have been so, and belong to what may have been there."""
        records = self.model._default_manager.all()
        if self.model is ChangeEvent:
            records = records.annotate(happened=Coalesce("date", Value("9999"), output_field=CharField()))
        return records if date is None else _at(records, date)

    def order(self, language: str) -> tuple[str, ...]:
        """What it is ordered by for readers of a language. The key stands last, so no two are alike."""
        if self.model in _ORDER:
            return _ORDER[self.model]
        columns = {spec.name for spec in field_specs(self.model)}
        # A unit's place is one among its siblings, which says nothing in a list of all.
        if issubclass(self.model, Named) and (self.model is Unit or "position" not in columns):
            return (f"sort_{language}", "pk")
        return tuple(_column(self.model, str(name)) for name in self.model._meta.ordering or ("key",))

    def with_relations(self, records: QuerySet, date: datetime.date | None) -> QuerySet:
        """With all that an answer names, in a fixed number of queries."""
        specs = field_specs(self.model)
        relations = [spec.name for spec in specs if spec.is_relation]
        further = [*_FURTHER.get(self.model, ())]
        further += [f"{spec.name}__law" for spec in specs if spec.is_relation and spec.target is LawRole]
        # Only one query for a relation, whatever the number of records: units and laws are few, and a
        # join for each of them would carry their long texts along with every row.
        sets = [spec.name for spec in specs if spec.is_relation_set]
        fetched = [*relations, *further, *sets]
        if date is not None:
            fetched += [*_names_at(self.model, fetched), *_BOUNDED_BY.get(self.model, ())]
        return records.prefetch_related(*fetched)

    def modified_since(self, records: QuerySet, moment: datetime.datetime) -> QuerySet:
        """Those that changed at a time or later. What was removed isn't among them: `changes` has it."""
        return records.filter(modified__gte=moment)

    def one(self, key: str, date: datetime.date | None) -> Record:
        """One record, whatever the date: that it had ended by then, the answer itself says.

        Raises ApiProblem: 410 for one that was removed, 404 for one that never was.
        """
        records = self.model._default_manager.filter(pk=key)
        found = self.with_relations(records, date).first()
        if found is None:
            raise missing(self.model, key)
        return found

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields of its items."""
        return field_names(self.model)

    @property
    def serializer(self) -> type[serializers.Serializer]:
        """What an item is."""
        return serializer_for(self.model)

    def answers(
        self, rows: Iterable, date: datetime.date | None, wanted: frozenset[str] | None
    ) -> Iterator[dict[str, object]]:
        """The items for rows with their relations; `wanted` None means all fields."""
        serializer = self.serializer(context={"date": date, "fields": wanted})
        return (serializer.to_representation(row) for row in rows)

    def filter_sets(self) -> tuple[type[django_filters.FilterSet], ...]:
        """Its filter sets, the page's first."""
        of_page = PAGE_FILTERS.get(self.name)
        taken = frozenset(of_page.base_filters) if of_page else frozenset()
        own = record_filter(self.model, taken)
        return (of_page, own) if of_page else (own,)


def _column(model: type[Record], name: str) -> str:
    """The column to order by: a relation by its key, not by the order of the other model."""
    specs = specs_by_name(model)
    return specs[name].attribute if name in specs else "pk"


def _names_at(model: type[Record], fetched: list[str]) -> list[str]:
    """What it takes to call units by their names at a date: the states they had before."""
    paths = [path for path in fetched if _target(model, path) is Unit]
    found = [f"{path}__earlier_states" for path in paths]
    if model is Unit:
        found += ["earlier_states", "earlier_states__parent", "earlier_states__parent__earlier_states"]
    return found


def _target(model: type[Record], path: str) -> type[Record]:
    for step in path.split("__"):
        model = specs_by_name(model)[step].target
    return model


def _at(records: QuerySet, date: datetime.date) -> QuerySet:
    """Without what was certainly not so on the date, and without what belongs to something that was not.

    The same as in the whole files of a date (hdir/opendata/contents.py).
    """
    if records.model is EarlierState:
        found = _not_over(records, date)
    else:
        found = records.at(date) if hasattr(records, "at") else records
    for relation in owners(records.model):
        those = cast(type[Record], relation.related_model)._default_manager.order_by()
        there = _at(those, date)
        if there is not those:
            found = found.filter(**{f"{relation.name}__in": there.values("pk")})
    return found


def _not_over(states: QuerySet, date: datetime.date) -> QuerySet:
    # "-12-31" ends every month too: the days are only compared (hdir/records/periods.py).
    last_day = Concat("until", Substr(Value("-12-31"), Length("until") - 3))
    return states.alias(last_day=last_day).filter(Q(last_day__gte=date.isoformat()))


@cache
def record_lists() -> tuple[ApiList, ...]:
    """The lists of content, in the order in which the API names them."""
    by_name = {model.list_name: model for model in content_models()}
    return tuple(ApiList(name, by_name[name]) for name in LISTS if name in by_name)
