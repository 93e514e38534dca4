"""What the API says of a published change, and what the record is called that it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast
from rest_framework import serializers

from directory.models import Person
from hdir.changes.models import Action, Change, Origin
from hdir.opendata.api.addresses import record_url
from hdir.opendata.api.fields import (
    ApiField,
    Cell,
    Column,
    moment,
    text_cells,
    text_columns,
    translated_schema,
)
from hdir.opendata.api.serializers import ALWAYS
from hdir.records.languages import LANGUAGES, translated_fields
from hdir.records.models import Record
from hdir.records.registry import model_for_label

SEPARATOR = "--"  # keys and types have single hyphens only
_NAME_FIELDS = ("name", "title", "heading", "text")


@dataclass(frozen=True)
class PublishedChange:
    """A change with the name of the record that it is about."""

    change: Change
    name: dict[str, str | None]

    @property
    def key(self) -> str:
        model = model_for_label(self.change.model)
        type_name = model.type_name if model else self.change.model
        return SEPARATOR.join([str(self.change.change_set.number), type_name, self.change.key])


class _Value(ApiField):
    """A value of a published change, with its schema."""

    def __init__(self, of, schema: dict, column: str | dict[str, str] = "string", **kwargs):
        self.of, self._schema, self.column = of, schema, column
        super().__init__(**kwargs)

    def schema(self) -> dict:
        return self._schema

    def value(self, record, date):
        return self.of(record)

    def columns(self, language):
        return [Column(self.field_name, self.column)]


class _About(_Value):
    """The record that the change is about."""

    def columns(self, language):
        return [Column(self.field_name), *text_columns(f"{self.field_name}_name", language)]

    def cells(self, value, language) -> list[Cell]:
        return [value["key"], *text_cells(value["name"], language)]


class _InEachLanguage(_Value):
    """A text in three languages, null where there is none."""

    def columns(self, language):
        return text_columns(self.field_name, language)

    def cells(self, value, language) -> list[Cell]:
        return text_cells(value, language)


class _Differences(_Value):
    """What differs, field by field. Tables have only the names of the fields."""

    def cells(self, value, language) -> list[Cell]:
        names = (f"{one['field']}_{one['language']}" if one["language"] else one["field"] for one in value)
        return ["|".join(names)]

    def columns(self, language):
        return [Column(self.field_name, separator="|")]


_TEXT = {"type": "string"}
_ANY = {"type": ["string", "number", "boolean", "array", "object", "null"]}


def _model(change: PublishedChange) -> type[Record] | None:
    return model_for_label(change.change.model)


def _type(change: PublishedChange) -> str:
    model = _model(change)
    return model.type_name if model else change.change.model


def _differences(change: PublishedChange) -> list[dict[str, object]]:
    model = _model(change)
    before, after = change.change.before or {}, change.change.after or {}
    texts = translated_fields(model) if model else ()
    columns = {f"{name}_{code}": (name, code) for name in texts for code in LANGUAGES}
    found = []
    for column in [*before, *(name for name in after if name not in before)]:
        name, code = columns.get(column, (column, None))
        found.append(
            {
                "field": name,
                "language": code,
                "before": before.get(column),
                "after": after.get(column),
            }
        )
    return found


_DIFFERENCES = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "field": {**_TEXT, "description": "Name of the field, as fixtures call it."},
            "language": {
                "type": ["string", "null"],
                "enum": [*LANGUAGES, None],
                "description": "Language of the text; null for what isn't translated.",
            },
            "before": {**_ANY, "description": "Old value; null for none. Relations by key."},
            "after": {**_ANY, "description": "New value; null for none. Relations by key."},
        },
        "required": ["field", "language", "before", "after"],
        "additionalProperties": False,
    },
}
_ABOUT = {
    "type": "object",
    "properties": {"key": _TEXT, "name": translated_schema("What it is called now, or was last.")},
    "required": ["key", "name"],
    "additionalProperties": False,
}


def _titles(change: PublishedChange) -> dict[str, str | None]:
    return {code: change.change.change_set.titles.get(code) or None for code in LANGUAGES}


def _url(change: PublishedChange) -> str:
    return record_url("changes", change.key)


class ChangeSerializer(serializers.Serializer):
    """A record that was added, changed or removed by a publication."""

    def get_fields(self):
        wanted = self.context.get("fields")
        return {
            name: make()
            for name, make in _FIELDS.items()
            if wanted is None or name in wanted or name in ALWAYS
        }


def _made(of, schema, about, column: str | dict[str, str] = "string", kind=_Value):
    return lambda: kind(of, schema, column, help_text=about)


_URI = {"type": "string", "format": "uri"}
_FIELDS = {
    "key": _made(
        lambda c: c.key, _TEXT, "Number of the publication, type and key of the record: 12--unit--helfo."
    ),
    "url": _made(_url, _URI, "Permanent address of the change.", "anyURI"),
    "api_url": _made(_url, _URI, "Where the API has this change.", "anyURI"),
    "number": _made(
        lambda c: c.change.change_set.number,
        {"type": "integer", "minimum": 1},
        "Place of the publication in the order of all: the first is 1.",
        "integer",
    ),
    "published": _made(
        lambda c: moment(c.change.change_set.applied),
        {"type": "string", "format": "date-time"},
        "When it was published (UTC).",
        "dateTime",
    ),
    "origin": _made(
        lambda c: c.change.change_set.origin,
        {"type": "string", "enum": Origin.values},
        "Where the publication came from.",
    ),
    "title": _made(lambda c: c.change.change_set.title, _TEXT, "Title of the publication, as it was given."),
    "titles": _made(
        _titles,
        translated_schema(),
        "The title in each language, where it was made from what was changed; null where somebody wrote it.",
        kind=_InEachLanguage,
    ),
    "reason": _made(
        lambda c: c.change.change_set.reason or None,
        {"type": ["string", "null"]},
        "Why it was published; null where nobody said.",
    ),
    "action": _made(
        lambda c: c.change.action, {"type": "string", "enum": Action.values}, "What happened to the record."
    ),
    "type": _made(_type, _TEXT, "Type of the record: the name of its list in the singular."),
    "record": _made(
        lambda c: {"key": c.change.key, "name": c.name},
        _ABOUT,
        "The record that the change is about.",
        kind=_About,
    ),
    "differences": _made(
        _differences,
        _DIFFERENCES,
        "What differs, field by field, with the value before and after.",
        kind=_Differences,
    ),
}


FIELD_NAMES = tuple(_FIELDS)


def _name_field(model: type[Record] | None) -> str | None:
    texts = translated_fields(model) if model else ()
    return next((name for name in _NAME_FIELDS if name in texts), None)


def last_name(change: Change) -> dict[str, str | None]:
    """The name of a record that is gone, as the change has it."""
    model = model_for_label(change.model)
    values = change.before or change.after or {}
    if model is Person:
        return dict.fromkeys(LANGUAGES, values.get("name"))
    field = _name_field(model)
    return {code: values.get(f"{field}_{code}") or None for code in LANGUAGES}


def names_of(changes: Iterable[Change]) -> dict[tuple[str, str], dict[str, str | None]]:
    """What the records of changes are called now, by model and key. One query, whatever their kinds."""
    keys: dict[str, set[str]] = {}
    for change in changes:
        keys.setdefault(change.model, set()).add(change.key)
    parts = []
    for label in sorted(keys):
        model = model_for_label(label)
        field = "name" if model is Person else _name_field(model)
        if model is None or field is None:
            continue
        columns = {
            f"called_{code}": Cast(F(field if model is Person else f"{field}_{code}"), TextField())
            for code in LANGUAGES
        }
        rows = model._default_manager.order_by().filter(pk__in=keys[label])
        parts.append(
            rows.annotate(label=Value(label, CharField()), **columns).values("pk", "label", *columns)
        )
    if not parts:
        return {}
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {
        (row["label"], row["pk"]): {code: row[f"called_{code}"] or None for code in LANGUAGES}
        for row in found
    }
