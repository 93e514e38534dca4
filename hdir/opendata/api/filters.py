"""Filters that every list has, made from its model: by relation, by choice, by number, by words.

Pages have filter sets of their own, which the API uses where a list has one (lists.PAGE_FILTERS).
"""

from functools import cache, reduce
from operator import or_

import django_filters
from django import forms
from django.db import models
from django.db.models import Q, QuerySet

from directory.models import Membership, Person, Task, Unit
from hdir.changes.snapshot import FieldSpec, field_specs
from hdir.opendata.api.problems import NOT_FOUND, bad_parameter
from hdir.records.collation import sort_key
from hdir.records.keys import KEY_LENGTH
from hdir.records.languages import LANGUAGES, translated_fields
from hdir.records.models import Named, Record
from hdir.search.query import LONGEST_QUESTION
from strategy.models import Contribution, FocusArea, GoalArea, Strategy

# Relations over another record.
_FURTHER: dict[type[Record], dict[str, tuple[str, type[Record]]]] = {
    Membership: {"unit": ("post__unit", Unit)},
    Task: {"unit": ("passage__unit", Unit)},
    FocusArea: {"strategy": ("goal_area__strategy", Strategy)},
    Contribution: {
        "goal_area": ("focus_area__goal_area", GoalArea),
        "strategy": ("focus_area__goal_area__strategy", Strategy),
    },
}
# Texts that identify a record, found as a whole only.
_EXACT = ("abbreviation", "organisation_number", "identifier", "paragraph", "number")
_LONGEST_NUMBER = 9  # digits


class KeyFilter(django_filters.CharFilter):
    """The records that point to another one. A key that no record has is told, not taken for no answer."""

    def __init__(self, target: type[Record], **kwargs):
        self.target = target
        super().__init__(max_length=KEY_LENGTH, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        if not self.target._default_manager.filter(pk=value).exists():
            name = next((n for n, f in self.parent.filters.items() if f is self), self.field_name)
            raise bad_parameter(
                name, f"There is no {self.target.type_name} with the key “{value}”.", NOT_FOUND
            )
        return super().filter(qs, value)


class WholeNumberFilter(django_filters.NumberFilter):
    """A number without a fraction."""

    field_class = forms.IntegerField


class _RecordFilter(django_filters.FilterSet):
    """Filters of one model. `language` is the one to look for words in; None looks in all."""

    def __init__(self, data, queryset, date=None, language: str | None = None):
        super().__init__(data=data, queryset=queryset)
        self.language = language

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Records in which the words stand as they are written, or whose name has them."""
        return queryset.filter(_contains(self._meta.model, value, self.language))


@cache
def record_filter(model: type[Record], without: frozenset[str] = frozenset()) -> type[_RecordFilter]:
    """The filter set of a model, without the filters named."""
    made = {name: one for name, one in _filters(model).items() if name not in without}
    meta = type("Meta", (), {"model": model, "fields": []})
    return type(f"{model.__name__}RecordFilter", (_RecordFilter,), {"Meta": meta, **made})


def _filters(model: type[Record]) -> dict[str, django_filters.Filter]:
    found: dict[str, django_filters.Filter] = {
        "q": django_filters.CharFilter(method="by_words", max_length=LONGEST_QUESTION, label="Words in it")
    }
    for name, (path, target) in _FURTHER.get(model, {}).items():
        found[name] = KeyFilter(target, field_name=path, label=f"Key of a record of `{target.list_name}`")
    for spec in field_specs(model):
        made = _filter(spec)
        if made is not None:
            found[spec.name] = made
    return found


def _filter(spec: FieldSpec) -> django_filters.Filter | None:
    """The filter of a field; None for those that records aren't chosen by."""
    if spec.is_relation or spec.is_relation_set:
        label = f"Key of a record of `{spec.target.list_name}`"
        return KeyFilter(spec.target, field_name=spec.name, label=label)
    field, label = spec.field, f"Exactly this `{spec.name}`"
    if field.flatchoices:
        return django_filters.ChoiceFilter(field_name=spec.name, choices=field.flatchoices, label=label)
    if isinstance(field, models.BooleanField):
        choices = [("true", "true"), ("false", "false")]
        return django_filters.TypedChoiceFilter(
            field_name=spec.name, choices=choices, coerce=lambda value: value == "true", label=label
        )
    if spec.name not in _EXACT:
        return None
    if isinstance(field, models.IntegerField):
        return WholeNumberFilter(
            field_name=spec.name, min_value=0, max_value=10**_LONGEST_NUMBER, label=label
        )
    return django_filters.CharFilter(field_name=spec.name, max_length=field.max_length, label=label)


def _contains(model: type[Record], words: str, language: str | None) -> Q:
    """Whether the words stand in a text of the record, or in the name of one that it points to."""
    codes = (language,) if language else LANGUAGES
    matches = _in_texts(model, "", words, codes)
    for spec in field_specs(model):
        if spec.is_relation and spec.target is not model:
            matches += _in_name(spec.target, f"{spec.name}__", words, codes)
    if model in _FURTHER and model in (Membership, Task):
        path, target = _FURTHER[model]["unit"]
        matches += _in_name(target, f"{path}__", words, codes)
    return reduce(or_, matches, Q(pk__in=[]))


def _in_texts(model: type[Record], path: str, words: str, codes: tuple[str, ...]) -> list[Q]:
    matches = _in_name(model, path, words, codes)
    for name in translated_fields(model):
        matches += [q for code in codes for q in has_words(f"{path}{name}_{code}", words)]
    for spec in field_specs(model):
        plain = isinstance(spec.field, models.CharField | models.TextField) and not spec.field.flatchoices
        if plain and not hasattr(spec.field, "translated_field") and not hasattr(spec.field, "language"):
            matches += has_words(f"{path}{spec.name}", words)
    return matches


def _in_name(model: type[Record], path: str, words: str, codes: tuple[str, ...]) -> list[Q]:
    """By sort keys where there are any: databases don't agree on what Ø is in lower case."""
    key = sort_key(words)
    if issubclass(model, Named):
        return [Q(**{f"{path}sort_{code}__contains": key}) for code in codes] if key else []
    if model is Person:
        return has_words(f"{path}name", words)
    title = next((n for n in ("name", "title", "heading", "text") if n in translated_fields(model)), None)
    return [q for code in codes for q in has_words(f"{path}{title}_{code}", words)] if title else []


def has_words(column: str, words: str) -> list[Q]:
    """Contains, whatever the case, also where the database folds A to Z only."""
    written = {words, words.lower(), words.upper(), words[:1].upper() + words[1:]}
    return [Q(**{f"{column}__icontains": one}) for one in sorted(written)]
