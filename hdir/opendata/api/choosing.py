"""Chooses the rows of a list by the filters that its address asks for."""

from collections.abc import Iterable

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

from hdir.lists.filters import RecordFilter
from hdir.opendata.api.parameters import Asked, without_empty
from hdir.opendata.api.problems import NOT_FOUND, WrongParameter, bad_parameters, nearest


def filter_names(sets: Iterable[type[django_filters.FilterSet]]) -> list[str]:
    """The names of all filters."""
    return [name for one in sets for name in one.base_filters]


def several(sets: Iterable[type[django_filters.FilterSet]]) -> list[str]:
    """The names of the filters that take more than one value."""
    kinds = django_filters.MultipleChoiceFilter | django_filters.AllValuesMultipleFilter
    return [name for one in sets for name, f in one.base_filters.items() if isinstance(f, kinds)]


def chosen(
    rows: QuerySet, sets: Iterable[type[django_filters.FilterSet]], query: QueryDict, asked: Asked
) -> QuerySet:
    """The rows that match. Raises ApiProblem with everything that is wrong with the filters."""
    errors: list[WrongParameter] = []
    unknown: list[WrongParameter] = []
    for one in sets:
        data = without_empty(query, one.base_filters)
        if not data:
            continue
        filter_set = one(data, rows, asked.date, language=asked.language)
        if filter_set.form.is_valid():
            rows = filter_set.qs
        else:
            for wrong in _errors(filter_set):
                (unknown if _names_a_record(one, wrong) else errors).append(wrong)
    if errors:
        raise bad_parameters([*errors, *unknown])
    if unknown:
        raise bad_parameters(unknown, NOT_FOUND)
    return rows


def _names_a_record(filter_set: type[django_filters.FilterSet], wrong: WrongParameter) -> bool:
    """Whether the choices are records, which the reader of OpenAPI can't know."""
    return isinstance(filter_set.base_filters[wrong.parameter], RecordFilter)


def _choices(filter_set: django_filters.FilterSet, name: str) -> list[str]:
    """What may be written there, for a hint."""
    one = filter_set.filters[name]
    if isinstance(one, RecordFilter):
        return list(one.queryset.order_by("pk").values_list("pk", flat=True))
    return [str(value) for value, _label in getattr(filter_set.form.fields[name], "choices", [])]


def _errors(filter_set: django_filters.FilterSet) -> Iterable[WrongParameter]:
    for name, messages in filter_set.form.errors.items():
        said = " ".join(str(message) for message in messages)
        choices = _choices(filter_set, name)
        hint = nearest(filter_set.data.get(name, ""), choices)
        yield WrongParameter(name, f"“{name}”: {said}{hint}")
