"""Filters together: they combine, the address keeps them, and each can be taken away by itself.

Pages and data use the same filter sets. A page offers the choices of the filters in `offered` as links,
each with the number of results that the link leads to.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django_filters.constants import EMPTY_VALUES

from hdir.lists.counts import MOST, Counted, Pairs, count
from hdir.lists.filters import Narrowing, Offering, RecordFilter, Related
from hdir.pages.markup import in_language
from hdir.records.languages import LANGUAGES, shown


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in force, in words, and the query string without it."""

    label: str
    value: SafeString | str
    query: str


@dataclass(frozen=True)
class WrongFilter:
    """A filter whose value can't be used: what was asked, what is wrong with it, and the query without it.

    `field_id` is the field that the value was written in; "" for a choice, which is a link.
    """

    label: str
    message: str
    query: str
    field_id: str


@dataclass(frozen=True)
class Option:
    """A choice: what it is called, how many results it leaves, and the query string that chooses it."""

    label: SafeString | str | Promise
    number: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter with its choices. `more` where there are more than are offered; `note` says what to know."""

    name: str
    label: str
    options: list[Option]
    note: str | Promise = ""
    more: bool = False

    @property
    def chosen(self) -> Option | None:
        """The choice in force."""
        return next((option for option in self.options if option.chosen), None)


class RecordFilterSet(django_filters.FilterSet):
    """Filters of a list of records at a date. Words are looked for in the `language` given, or in all.

    An unknown value is an error of the form; nothing matches then: a list as if that filter weren't there
    would pass for an answer.
    """

    # The filters whose choices a page offers, in order. The others work in the address.
    offered: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        data: QueryDict | None = None,
        queryset: QuerySet | None = None,
        date: datetime.date | None = None,
        language: str | None = None,
        **kwargs,
    ):
        super().__init__(data=QueryDict() if data is None else data, queryset=queryset, **kwargs)
        self.is_bound = True  # an empty address is an answer too: no filter
        self.date = date
        self.languages = (language,) if language else LANGUAGES
        self._asked_for: dict[str, dict[str, Model]] = {}

    @property
    def qs(self) -> QuerySet:
        """What matches; nothing while a value is wrong."""
        return self._narrowed() if self.is_valid() else self.queryset.none()

    def met(self, related: Related) -> QuerySet:
        """The related records that meet what the filters ask of them; none while a value is wrong."""
        return self._met(related) if self.is_valid() else related.at(self.date).none()

    @cached_property
    def active(self) -> list[ActiveFilter]:
        """The filters in force, in the order of the form; none while a value is wrong."""
        if not self.is_valid():
            return []
        return [
            ActiveFilter(str(self.form.fields[name].label), self._in_words(name, value), self.query(name))
            for name, value in self._chosen.items()
        ]

    @cached_property
    def wrong(self) -> list[WrongFilter]:
        """The values in the address that can't be used."""
        written = {field.name: field.id_for_label for field in self.texts}
        return [
            WrongFilter(
                str(self.form.fields[name].label),
                " ".join(map(str, messages)),
                self.query(name),
                written.get(name, ""),
            )
            for name, messages in self.form.errors.items()
        ]

    @cached_property
    def facets(self) -> list[Facet]:
        """The filters with choices that would leave some of the results, not all. One query."""
        return facets(self)

    def query(self, name: str, value: str | None = None) -> str:
        """The query string with another value for one filter, or without it; from the first page on."""
        query = self.data.copy()
        for gone in ("page", name):
            query.pop(gone, None)
        for empty in [key for key, values in query.lists() if not any(values)]:
            del query[empty]
        if value is not None:
            query[name] = value
        return query.urlencode()

    @property
    def texts(self) -> list[Any]:
        """The form's fields to write in."""
        return [self.form[name] for name, one in self.filters.items() if not isinstance(one, Offering)]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form sends along: all in the address but what is written in its fields, and the page."""
        written = {field.html_name for field in self.texts} | {"page"}
        return [(n, v) for n, values in self.data.lists() if n not in written for v in values if v]

    def asked_for(self, records: QuerySet) -> dict[str, Model]:
        """Those of the records that filters ask for, by key. One query for all filters by these records."""
        statement = str(records.query)
        if statement not in self._asked_for:
            by_them = [
                name
                for name, one in self.filters.items()
                if isinstance(one, RecordFilter) and str(one.queryset.query) == statement
            ]
            # A key has no null character, which PostgreSQL wouldn't even compare.
            keys = {key for name in by_them if (key := self.data.get(name)) and "\0" not in key}
            self._asked_for[statement] = records.in_bulk(keys)
        return self._asked_for[statement]

    def pairs(self, name: str) -> list[Pairs]:
        """Which values of a filter the records have that meet all the other filters."""
        one = self.filters[name]
        records = self._narrowed(but=name, related_but=one.related)
        if one.related is not None:
            met = self._met(one.related, but=name)
            path = one.related.path
            if met.query.where:
                # The values come from the same join: those of the related records that meet the rest.
                records = records.filter(**{f"{path}__in": met})
        return one.pairs(name, records, self.date)

    @cached_property
    def _chosen(self) -> dict[str, Any]:
        return {n: v for n, v in self.form.cleaned_data.items() if v not in EMPTY_VALUES}

    def _narrowed(self, but: str = "", related_but: Related | None = None) -> QuerySet:
        """The list by all filters but one, and but those that ask something of certain related records."""
        found = self.queryset.all()
        asked: set[Related] = set()
        for name, value in self._chosen.items():
            one: Narrowing = self.filters[name]
            if one.related is not None:
                asked.add(one.related)
            elif name != but:
                found = one.narrow(found, value, self.date)
        for related in sorted(asked - {related_but}, key=lambda r: (r.path, r.only)):
            # By key: a join would repeat the record for each related one.
            meets = found.model._default_manager.filter(**{f"{related.path}__in": self._met(related)})
            found = found.filter(pk__in=meets.order_by().values("pk"))
        return found

    def _met(self, related: Related, but: str = "") -> QuerySet:
        """The related records that meet all filters that ask something of them, but one."""
        found = related.at(self.date)
        for name, value in self._chosen.items():
            one: Narrowing = self.filters[name]
            if one.related == related and name != but:
                found = one.narrow(found, value, self.date)
        return found

    def _in_words(self, name: str, value: Any) -> SafeString | str:
        if isinstance(value, Model):
            return _name(value)
        return str(dict(getattr(self.form.fields[name], "choices", [])).get(value, value))


def facets(*filtersets: RecordFilterSet) -> list[Facet]:
    """The offered filters of a list that is made of the results of one filter set or several, which have
    the same filters. Filters that would leave everything, or nothing, are left out. One query."""
    first = filtersets[0]
    if not all(filterset.is_valid() for filterset in filtersets):
        return []
    wanted = [pairs for name in first.offered for one in filtersets for pairs in one.pairs(name)]
    counted = count(wanted)
    found = [_facet(first, name, counted.get(name, [])) for name in first.offered]
    return [facet for facet in found if len(facet.options) > 1 or facet.chosen]


def _facet(filterset: RecordFilterSet, name: str, counted: list[Counted]) -> Facet:
    field = filterset.form.fields[name]
    chosen = filterset.data.get(name)
    choices = dict(getattr(field, "choices", [])) if filterset.filters[name].names is None else {}
    shown_values = counted[:MOST]
    if choices:
        order = {str(value): place for place, value in enumerate(choices)}
        shown_values = sorted(shown_values, key=lambda c: order.get(c.value, len(order)))
    else:
        shown_values = sorted(shown_values, key=lambda c: (c.sort, c.value))
    options = [
        Option(
            choices.get(c.value, c.value)
            if choices
            else in_language("span", c.name.language, c.name.text or c.value),
            c.number,
            filterset.query(name, c.value),
            c.value == chosen,
        )
        for c in shown_values
    ]
    note = filterset.filters[name].note(filterset.date)
    return Facet(name, str(field.label), options, note, more=len(counted) > MOST)


def _name(record: Model) -> SafeString | str:
    """What a record is called, marked with its language where that isn't the page's."""
    if hasattr(record, "shown_name"):
        found = shown(record, "name")
        return in_language("span", found.language, found.text or str(record.pk))
    return str(record)
