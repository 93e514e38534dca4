"""A record as plain data: what fixtures hold, what plans compare, what the log will keep.

Translated texts stand per language (name_nb, name_nn, name_en), relations as keys, decimals as text.
Empty values are left out, so that a field left out and an empty one are the same thing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import cast

from django.db import models

from hdir.changes.merge import Values
from hdir.records.collation import SortKeyField
from hdir.records.languages import LANGUAGES, translated_fields
from hdir.records.models import Record

# How many keys a query names at most; SQLite has a limit.
_AT_ONCE = 500

# Said of every record in the same way: they stand last, behind what the record is about.
_LAST = ("given_in", "valid_from", "valid_to", "confirmed", "origin", "approved", "sources")


@dataclass(frozen=True)
class FieldSpec:
    """A field that records are compared by."""

    name: str
    field: models.Field

    @property
    def is_relation(self) -> bool:
        """Whether it holds the key of one other record."""
        return isinstance(self.field, models.ForeignKey)

    @property
    def is_relation_set(self) -> bool:
        """Whether it holds the keys of any number of other records."""
        return isinstance(self.field, models.ManyToManyField)

    @property
    def target(self) -> type[Record]:
        """The model that a relation or a set of them points to."""
        return cast(type[Record], self.field.related_model)

    @property
    def attribute(self) -> str:
        """The attribute of a record that holds the value: `parent_id` for the field `parent`."""
        return getattr(self.field, "attname", self.name)


def is_empty(value: object) -> bool:
    """Whether a value says nothing. Zero says something."""
    return value is None or value is False or value in ("", [], {})


@cache
def field_specs(model: type[Record]) -> tuple[FieldSpec, ...]:
    """The fields of a model that people or files decide, in the order in which files have them.

    Not among them: the key, what the database or the field itself computes, the time of the last
    change, and the bare columns of translated fields.
    """
    bare = set(translated_fields(model))
    specs = [
        FieldSpec(f.name, f)
        for f in [*model._meta.fields, *model._meta.many_to_many]
        if not (
            f.primary_key
            or f.generated
            or isinstance(f, SortKeyField)
            or f.name == "modified"
            or f.name in bare
        )
    ]
    rank = {name: place for place, name in enumerate(_LAST, start=1)}
    return tuple(sorted(specs, key=lambda spec: rank.get(spec.name, 0)))


@cache
def specs_by_name(model: type[Record]) -> Mapping[str, FieldSpec]:
    """The same by name."""
    return {spec.name: spec for spec in field_specs(model)}


def languages_of(model: type[Record], field: str) -> tuple[str, ...]:
    """The per-language names of a bare translated field; empty if it isn't one."""
    if field not in translated_fields(model):
        return ()
    return tuple(f"{field}_{language}" for language in LANGUAGES)


def plain(value: object) -> object:
    """A value as JSON has it. A decimal is written without an exponent or needless zeros,
    an object in the order of its names."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, dict):
        return {name: plain(value[name]) for name in sorted(value)}
    return value


def snapshot(record: Record) -> Values:
    """The values of a record, without the empty ones; `snapshots` reads many."""
    values: Values = {}
    for spec in field_specs(type(record)):
        if spec.is_relation_set:
            value: object = sorted(related.pk for related in getattr(record, spec.name).all())
        else:
            value = plain(getattr(record, spec.attribute))
        if not is_empty(value):
            values[spec.name] = value
    return values


def snapshots(model: type[Record], keys: Iterable[str] | None = None) -> dict[str, Values]:
    """The values of a model's records by key, in the order of the keys: of all, or of those with certain
    keys that exist.

    Read as columns: to make an object of every record would take most of the time of a plan.
    """
    if keys is None:
        return _snapshots(model)
    found: dict[str, Values] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        found.update(_snapshots(model, wanted[start : start + _AT_ONCE]))
    return found


def _snapshots(model: type[Record], keys: list[str] | None = None) -> dict[str, Values]:
    specs = field_specs(model)
    # The base manager: a hidden row would be a record that nobody can merge.
    records = model._base_manager.order_by()
    if keys is not None:
        records = records.filter(pk__in=keys)
    columns = [spec.attribute for spec in specs if not spec.is_relation_set]
    sets = {spec.name: _members(model, spec, keys) for spec in specs if spec.is_relation_set}
    readers = [(spec.name, sets.get(spec.name), _is_composed(spec)) for spec in specs]
    found: dict[str, Values] = {}
    for key, *row in records.values_list("pk", *columns):
        values: Values = {}
        cells = iter(row)
        for name, members, composed in readers:
            value = next(cells) if members is None else members.get(key)
            if value or not is_empty(value):
                values[name] = plain(value) if composed else value
        found[key] = values
    # Sorted here: a database may put hyphens elsewhere, and files must come out the same from all.
    return {key: found[key] for key in sorted(found)}


def _is_composed(spec: FieldSpec) -> bool:
    """Whether a value of the field may look different in JSON."""
    return isinstance(spec.field, models.DecimalField | models.JSONField)


def _members(model: type[Record], spec: FieldSpec, keys: list[str] | None) -> dict[str, list[str]]:
    """The sorted members of a relation set by the key of the record that has them."""
    relation = cast(models.ManyToManyField, spec.field)
    through = relation.remote_field.through
    owner, member = relation.m2m_column_name(), relation.m2m_reverse_name()
    links = cast(type[models.Model], through)._base_manager.order_by()
    if keys is not None:
        links = links.filter(**{f"{owner}__in": keys})
    found: dict[str, list[str]] = {}
    for key, target in links.values_list(owner, member):
        found.setdefault(key, []).append(target)
    return {key: sorted(targets) for key, targets in found.items()}
