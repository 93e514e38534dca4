"""What a record answers with, made from its model: a new field of a model is a new field of the API."""

from collections.abc import Callable
from functools import cache

from django.db import models
from rest_framework import serializers

from directory.models import Membership, Task, Unit
from hdir.changes.snapshot import FieldSpec, field_specs
from hdir.opendata.api import fields
from hdir.opendata.api.addresses import permanent_url, record_url
from hdir.opendata.api.descriptions import description_of
from hdir.records.languages import translated_fields
from hdir.records.models import Record, Written
from hdir.records.periods import Dated, PartialDateField

# Every item says these, also when `fields` doesn't name them.
ALWAYS = ("key", "url", "api_url")

Maker = Callable[..., fields.ApiField]


# Fields that a model doesn't have, but its records belong to.
_ADDED: dict[type[Record], dict[str, Maker]] = {
    Membership: {"unit": lambda **kw: fields.Relation("post__unit", Unit, required=True, **kw)},
    Task: {"unit": lambda **kw: fields.Relation("passage__unit", Unit, required=True, **kw)},
}
# Fields that depend on the date in their own way.
_SPECIAL: dict[tuple[type[Record], str], Maker] = {
    (Unit, "kind"): lambda **kw: fields.KindOfUnit(_model_field(Unit, "kind"), **kw),
    (Unit, "parent"): lambda **kw: fields.PlaceOfUnit("parent", Unit, **kw),
}
# Said of every record in the same way, behind what it is about.
_TAIL = ("given_in", "valid_from", "valid_to", "confirmed", "at_date", "origin", "text_states", "sources")


def _model_field(model: type[Record], name: str) -> models.Field:
    """The model field of a name."""
    return next(spec.field for spec in field_specs(model) if spec.name == name)


class RecordSerializer(serializers.Serializer):
    """The answer for one record. `context` has the `date`, and `fields` where not all were asked for."""

    model: type[Record]

    def get_fields(self) -> dict[str, fields.ApiField]:
        wanted = self.context.get("fields")
        return {
            name: make()
            for name, make in _makers(self.model).items()
            if wanted is None or name in wanted or name in ALWAYS
        }


@cache
def serializer_for(model: type[Record]) -> type[RecordSerializer]:
    """The serializer of a model."""
    return type(
        f"{model.__name__}Serializer",
        (RecordSerializer,),
        {"model": model, "__doc__": (model.__doc__ or "").strip(), "__module__": __name__},
    )


@cache
def field_names(model: type[Record]) -> tuple[str, ...]:
    """The names of all fields of a model's answer, in their order."""
    return tuple(_makers(model))


@cache
def _makers(model: type[Record]) -> dict[str, Callable[[], fields.ApiField]]:
    """How each field of a model's answer is made, in the order of the answer."""
    found: dict[str, Maker] = {
        "key": lambda **kw: fields.Computed(lambda record: record.pk, **kw),
        "url": lambda **kw: fields.Computed(permanent_url, "uri", **kw),
        "api_url": lambda **kw: fields.Computed(
            lambda record: record_url(record.list_name, record.pk), "uri", **kw
        ),
    }
    found.update(_ADDED.get(model, {}))
    bare = translated_fields(model)
    for spec in field_specs(model):
        if spec.name == "approved":
            continue
        # The columns per language become one field, at the place of the first.
        text = next((name for name in bare if spec.name.startswith(f"{name}_") and _is_text(spec)), None)
        if text:
            found.setdefault(text, _text_maker(text))
        else:
            found[spec.name] = _SPECIAL.get((model, spec.name)) or _plain_maker(spec)
    if issubclass(model, Dated):
        found["at_date"] = fields.AtDate
    elif model is Task:
        found["at_date"] = lambda **kw: fields.AtDate("passage", **kw)
    if issubclass(model, Written) and bare:
        found["text_states"] = lambda **kw: fields.TextStates(model, **kw)
    found["modified"] = lambda **kw: fields.Moment(model._meta.get_field("modified"), **kw)
    order = [name for name in found if name not in (*_TAIL, "modified")]
    order += [name for name in _TAIL if name in found] + ["modified"]
    return {name: _described(model, name, found[name]) for name in order}


def _is_text(spec: FieldSpec) -> bool:
    return hasattr(spec.field, "translated_field")


def _described(model: type[Record], name: str, make: Maker) -> Callable[[], fields.ApiField]:
    about = description_of(model.list_name, name)
    return lambda: make(help_text=about)


def _text_maker(name: str) -> Maker:
    return lambda **kw: fields.Translated(name, **kw)


def _plain_maker(spec: FieldSpec) -> Maker:
    if spec.is_relation_set:
        return lambda **kw: fields.RelationSet(spec, **kw)
    if spec.is_relation:
        return lambda **kw: fields.Relation(spec.name, spec.target, required=not spec.field.null, **kw)
    if spec.name == "sources":
        return fields.Sources
    if spec.name == "given_in":
        return fields.Languages
    if isinstance(spec.field, PartialDateField):
        return lambda **kw: fields.PartialDate(spec.field, **kw)
    return lambda **kw: fields.Plain(spec.field, **kw)
