"""The list of published changes: one item a record and publication, the latest first.

Only change sets that are applied are read. Who wrote, approved or commented them is never told.
"""

import datetime
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import islice
from operator import or_
from typing import ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hdir.changes.models import Action, Change, Origin, State
from hdir.opendata.api.descriptions import LISTS
from hdir.opendata.api.filters import WholeNumberFilter, has_words
from hdir.opendata.api.problems import NOT_FOUND, ApiProblem
from hdir.opendata.api.published import (
    FIELD_NAMES,
    SEPARATOR,
    ChangeSerializer,
    PublishedChange,
    last_name,
    names_of,
)
from hdir.opendata.api.tables import PORTION
from hdir.records.keys import KEY_LENGTH
from hdir.records.registry import content_models, model_for_type
from hdir.search.query import LONGEST_QUESTION

_LONGEST_NUMBER = 9  # digits


def _types() -> list[tuple[str, str]]:
    names = sorted(model.type_name for model in content_models())
    return [(name, name) for name in names]


class ChangesFilter(django_filters.FilterSet):
    """Changes by publication and by the record they are about."""

    q = django_filters.CharFilter(method="by_words", max_length=LONGEST_QUESTION, label="Words in it")
    number = WholeNumberFilter(
        field_name="change_set__number", min_value=1, max_value=10**9, label="Number of the publication"
    )
    origin = django_filters.ChoiceFilter(
        field_name="change_set__origin", choices=Origin, label="Where the publication came from"
    )
    action = django_filters.ChoiceFilter(choices=Action, label="What happened to the record")
    type = django_filters.ChoiceFilter(
        method="by_type", choices=_types, label="Type of the record, such as `unit`"
    )
    record = django_filters.CharFilter(
        field_name="key", max_length=KEY_LENGTH, label="Key of the record, also of one that is gone"
    )

    class Meta:
        model = Change
        fields: list[str] = []

    def __init__(self, data, queryset, date=None, language: str | None = None):
        super().__init__(data=data, queryset=queryset)

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        columns = ("change_set__title", "change_set__reason", "key")
        return queryset.filter(reduce(or_, (q for column in columns for q in has_words(column, value))))

    def by_type(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        model = model_for_type(value)
        return queryset.filter(model=model._meta.label_lower) if model else queryset.none()


class ChangesList:
    """The list of published changes, with what the API asks of every list."""

    name = "changes"
    type_name = "change"
    about = LISTS["changes"]
    label = gettext_lazy("published changes")
    fields = FIELD_NAMES
    serializer = ChangeSerializer
    linked_data: ClassVar[dict[str, str]] = {}

    def rows(self, date: datetime.date | None) -> QuerySet:
        """What was published; with a date, by the end of that day in Norway."""
        changes = Change.objects.filter(change_set__state=State.APPLIED).select_related("change_set")
        if date is None:
            return changes
        if date == datetime.date.max:
            return changes
        midnight = datetime.datetime.combine(date + datetime.timedelta(days=1), datetime.time.min)
        zone = timezone.get_default_timezone()
        return changes.filter(change_set__applied__lt=midnight.replace(tzinfo=zone))

    def order(self, language: str) -> tuple[str, ...]:
        return ("-change_set__number", "model", "key")

    def with_relations(self, changes: QuerySet, date: datetime.date | None) -> QuerySet:
        return changes

    def modified_since(self, changes: QuerySet, since: datetime.datetime) -> QuerySet:
        return changes.filter(change_set__applied__gte=since)

    def filter_sets(self) -> tuple[type[django_filters.FilterSet], ...]:
        return (ChangesFilter,)

    def one(self, key: str, date: datetime.date | None) -> Change:
        """One published change. Raises ApiProblem where there is none."""
        number, type_name, record, *rest = [*key.split(SEPARATOR), "", "", ""]
        model = model_for_type(type_name)
        found = None
        if model and number.isdecimal() and len(number) <= _LONGEST_NUMBER and not any(rest):
            found = self.rows(None).filter(
                change_set__number=number, model=model._meta.label_lower, key=record
            )
        change = found.first() if found is not None else None
        if change is None:
            raise ApiProblem(NOT_FOUND, f"There is no published change “{key}”.")
        return change

    def answers(
        self, rows: Iterable, date: datetime.date | None, wanted: frozenset[str] | None
    ) -> Iterator[dict[str, object]]:
        serializer, waiting = ChangeSerializer(context={"date": date, "fields": wanted}), iter(rows)
        while changes := list(islice(waiting, PORTION)):
            names = names_of(changes) if wanted is None or "record" in wanted else {}
            for change in changes:
                name = names.get((change.model, change.key)) or last_name(change)
                yield serializer.to_representation(PublishedChange(change, name))
