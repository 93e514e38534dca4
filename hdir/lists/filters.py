"""Kinds of filters for lists of records, with django-filter.

A filter narrows a list, and it can say which values the records of a list have, so that each choice is
offered with the number of records it would leave (hdir/lists/filterset.py). A filter that asks something
of records that point to those of the list names them in `related`: what several filters ask of the same
related records, one and the same of them must meet.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, cast

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField

from hdir.lists.counts import Pairs, pairs
from hdir.records.collation import sort_key
from hdir.records.periods import Dated, PeriodQuerySet

# Characters. A longer name, or a longer text to look for, is nobody's.
LONGEST = 200


@dataclass(frozen=True)
class Related:
    """Records that point to those of a list, at the page's date: `path` leads to them from the list.

    `only` are conditions that all of them meet, as pairs of lookup and value.
    """

    model: type[Dated]
    path: str
    only: tuple[tuple[str, Any], ...] = ()

    def at(self, date: datetime.date | None) -> QuerySet:
        """Those of the date."""
        found = cast(PeriodQuerySet, self.model._default_manager.all())
        return found.at(date).filter(**dict(self.only)).order_by()


class Narrowing(django_filters.Filter):
    """A filter that knows the date of its page. It narrows the list, or the records of `related`."""

    def __init__(self, *args, related: Related | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.related = related

    def narrow(self, records: QuerySet, value, date: datetime.date | None) -> QuerySet:
        """Those of the records that have the value."""
        return records.filter(**{self.field_name: value})


class Offering(Narrowing):
    """A filter by one of several values, which can be offered with counts."""

    names: type[Model] | None = None
    closure = ""

    def pairs(self, name: str, records: QuerySet, date: datetime.date | None) -> list[Pairs]:
        """Which values the records of the list have."""
        path = f"{self.related.path}__{self.field_name}" if self.related else self.field_name
        return [Pairs(name, pairs(records, F(path)), self.names, self.closure)]

    def note(self, date: datetime.date | None) -> str | Promise:
        """What a reader must know who chooses at a date."""
        return ""


class ChoiceFilter(Offering, django_filters.ChoiceFilter):
    """By one of a fixed set of values."""


class _RecordField(ModelChoiceField):
    """A record by its key. The filter sets `fetch`: filters by the same records fetch theirs together."""

    default_error_messages = {  # Those of a choice: they say what was asked for.
        "invalid_choice": forms.ChoiceField.default_error_messages["invalid_choice"]
    }
    fetch: Callable[[str], Model | None]

    def to_python(self, value):
        if value in self.empty_values:
            return None
        record = self.fetch(value)
        if record is None:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )
        return record


class RecordFilter(Offering, django_filters.ModelChoiceFilter):
    """By a record, given by its key."""

    field_class = _RecordField

    def __init__(self, *args, queryset: QuerySet, **kwargs):
        super().__init__(*args, queryset=queryset, **kwargs)
        self.names = queryset.model

    @property
    def field(self):
        field = super().field
        field.fetch = lambda key: self.parent.asked_for(self.queryset).get(key)
        return field

    def narrow(self, records: QuerySet, value: Any, date: datetime.date | None) -> QuerySet:
        return records.filter(**{self.field_name: value.pk})


class NameFilter(Narrowing, django_filters.CharFilter):
    """By part of a name, an abbreviation or another name, in the languages of the filter set.

    Names are compared by their sort keys: databases don't agree on what Ø is in lower case.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label", _("Name contains"))
        super().__init__(*args, max_length=LONGEST, **kwargs)

    def narrow(self, records: QuerySet, value: str, date: datetime.date | None) -> QuerySet:
        key = sort_key(value)
        if not key:  # Accents alone: every name would contain them.
            return records.none()
        fields = {field.name for field in records.model._meta.get_fields()}
        match = Q()
        for language in self.parent.languages:
            match |= Q(**{f"sort_{language}__contains": key})
            for other in ("other_names", "synonyms"):
                if f"{other}_{language}" in fields:
                    match |= contains(f"{other}_{language}", value)
        if "abbreviation" in fields:
            match |= Q(abbreviation__icontains=value)
        return records.filter(match | self.further(value))

    def further(self, value: str) -> Q:
        """Where else a record's names may stand."""
        return Q(pk__in=())


class TextFilter(Narrowing, django_filters.CharFilter):
    """By words that stand next to each other in one of the translated `fields`, in the languages of the
    filter set."""

    def __init__(self, *args, fields: tuple[str, ...], **kwargs):
        kwargs.setdefault("label", _("Text contains"))
        super().__init__(*args, max_length=LONGEST, **kwargs)
        self.fields = fields

    def narrow(self, records: QuerySet, value: str, date: datetime.date | None) -> QuerySet:
        columns = [f"{field}_{code}" for field in self.fields for code in self.parent.languages]
        return records.filter(reduce(or_, (contains(column, value) for column in columns)))


def contains(column: str, value: str) -> Q:
    """Whether a column contains a text in any case. SQLite folds only ASCII; so æ, ø and å are asked for in
    both cases, as a word's first letter too."""
    forms_of_it = {value, value.lower(), value.upper(), value.capitalize()}
    return reduce(or_, (Q(**{f"{column}__icontains": form}) for form in sorted(forms_of_it)))
