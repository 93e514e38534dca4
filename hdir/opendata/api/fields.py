"""The kinds of value that the API answers with: each as JSON, as cells of a table, and described.

A field knows the record's attribute and nothing of the request but its date and language.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from rest_framework import serializers

from directory.models import Passage, Person, Post, Task, Unit
from directory.models.laws import LawRole
from hdir.changes.snapshot import FieldSpec
from hdir.records.languages import LANGUAGES, translated_fields
from hdir.records.models import Record, Written
from hdir.records.periods import PARTIAL_DATE_PATTERN, Standing
from hdir.records.sources import citation
from hdir.texts.states import State, texts

Json = object
Cell = str | int | float | bool | None
PARTIAL_DATE = PARTIAL_DATE_PATTERN.replace(r"\Z", "$")
SEPARATOR = "|"

# What a record is called where another one names it; the other models have a translated `name`.
_NAMES: dict[type[Record], str] = {Post: "title", Passage: "heading", Task: "text"}


@dataclass(frozen=True)
class Column:
    """A column of a table. `datatype` is CSVW's, `language` that of the text in it."""

    name: str
    datatype: str | dict[str, str] = "string"
    language: str = ""
    about: str = ""
    separator: str = ""


TRANSLATED = {
    "type": "object",
    "description": "A text in bokmål, nynorsk and English; null where it is missing.",
    "properties": {code: {"type": ["string", "null"]} for code in LANGUAGES},
    "required": list(LANGUAGES),
    "additionalProperties": False,
}


def translated_schema(description: str = "") -> dict:
    """The schema of a translated value."""
    schema = {"$ref": "#/components/schemas/Translated"}
    return {**schema, "description": description} if description else schema


def translated(record: models.Model, field: str) -> dict[str, str | None]:
    """A text in all languages; null where it is missing, never another language's text."""
    return {code: getattr(record, f"{field}_{code}") or None for code in LANGUAGES}


def is_translated_name(model: type[Record]) -> bool:
    """Whether the records of a model have names in three languages."""
    return model is not Person


def name_of(record: Record | None, date: datetime.date | None) -> dict[str, str | None] | str:
    """What a record is called: in three languages, or as it is for people.

    A unit is called what it was on the date. A record without a name has null in all languages.
    """
    match record:
        case Person():
            return record.name
        case Unit():
            return translated(record.state_at(date).named, "name")
        case LawRole():
            return translated(record.law, "name")
    field = _NAMES.get(type(record), "name") if record else ""
    if record is not None and field in translated_fields(type(record)):
        return translated(record, field)
    return dict.fromkeys(LANGUAGES)


def reference(record: Record | None, date: datetime.date | None) -> dict[str, Json] | None:
    """A relation to another record, one level deep: its key and its name."""
    return None if record is None else {"key": record.pk, "name": name_of(record, date)}


class ApiField(serializers.Field):
    """A value of a record, read-only. Subclasses say what it is, and what its schema is."""

    def __init__(self, **kwargs):
        super().__init__(source="*", read_only=True, **kwargs)

    def schema(self) -> dict:
        """JSON Schema (2020-12) of the value, without its description."""
        raise NotImplementedError

    def value(self, record: Record, date: datetime.date | None) -> Json:
        """The value for an answer at a date."""
        raise NotImplementedError

    def columns(self, language: str | None) -> list[Column]:
        """The columns of the value in a table for readers of one language, or of all."""
        return [Column(self.field_name)]

    def cells(self, value: Any, language: str | None) -> list[Cell]:
        """The cells of a value, one for each column."""
        return [value]

    def to_representation(self, record: Record) -> Json:
        return self.value(record, self.context.get("date"))


class Computed(ApiField):
    """A text that a function makes from the record: its key, its addresses."""

    def __init__(self, make: Callable[[Record], str], form: str = "", **kwargs):
        self.make, self.form = make, form
        super().__init__(**kwargs)

    def schema(self) -> dict:
        return {"type": "string", "format": self.form} if self.form else {"type": "string"}

    def value(self, record, date):
        return self.make(record)

    def columns(self, language):
        return [Column(self.field_name, "anyURI" if self.form == "uri" else "string")]


class Plain(ApiField):
    """A text, number or yes/no that is the same in every language. Empty texts are null."""

    def __init__(self, field: models.Field, help_text: str = "", **kwargs):
        self.field = field
        values = "; ".join(f"`{value}`: {label}" for value, label in field.flatchoices)
        super().__init__(help_text=f"{help_text} {values}.".strip() if values else help_text, **kwargs)

    @property
    def _nullable(self) -> bool:
        return self.field.null or self.field.blank

    def schema(self) -> dict:
        match self.field:
            case models.BooleanField():
                return {"type": "boolean"}
            case models.IntegerField():
                return {"type": "integer", "minimum": 0}
            case models.DecimalField():
                return {"type": "number"}
        schema: dict = {"type": ["string", "null"] if self._nullable else "string"}
        if self.field.flatchoices:
            schema["enum"] = [value for value, _label in self.field.flatchoices]
            if self._nullable:
                schema["enum"].append(None)
        return schema

    def value(self, record, date):
        found = getattr(record, self.field.attname)
        if isinstance(found, Decimal):
            return int(found) if found == found.to_integral_value() else float(found)
        return None if found == "" else found

    def columns(self, language):
        match self.field:
            case models.BooleanField():
                return [Column(self.field_name, "boolean")]
            case models.IntegerField():
                return [Column(self.field_name, "integer")]
            case models.DecimalField():
                return [Column(self.field_name, "decimal")]
        return [Column(self.field_name)]


class PartialDate(Plain):
    """A date as exact as the document gives it; null where it is unknown."""

    def schema(self) -> dict:
        return {"type": ["string", "null"], "pattern": PARTIAL_DATE}

    def columns(self, language):
        return [Column(self.field_name, {"base": "string", "format": PARTIAL_DATE})]


class Moment(Plain):
    """A time in UTC, ISO 8601."""

    def schema(self) -> dict:
        return {"type": "string", "format": "date-time"}

    def value(self, record, date):
        return moment(getattr(record, self.field.attname))

    def columns(self, language):
        return [Column(self.field_name, "dateTime")]


def moment(time: datetime.datetime) -> str:
    """A time as the API writes it: 2017-01-31T12:00:00Z."""
    return time.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


class Translated(ApiField):
    """A text in three languages. What a unit was called comes from its state at the date."""

    def __init__(self, field: str, **kwargs):
        self.field = field
        super().__init__(**kwargs)

    def schema(self) -> dict:
        return translated_schema()

    def value(self, record, date):
        if self.field == "name":
            return name_of(record, date)
        return translated(record, self.field)

    def columns(self, language):
        return text_columns(self.field_name, language)

    def cells(self, value, language):
        return text_cells(value, language)


def text_columns(name: str, language: str | None) -> list[Column]:
    """One column in the reader's language, or one for each."""
    if language:
        return [Column(name, language=language)]
    return [Column(f"{name}_{code}", language=code) for code in LANGUAGES]


def text_cells(value: Json, language: str | None) -> list[Cell]:
    """The cells of a translated value."""
    found = value if isinstance(value, dict) else {}
    return [found.get(code) for code in ([language] if language else LANGUAGES)]


class Relation(ApiField):
    """Another record by key and name, or null."""

    def __init__(self, path: str, target: type[Record], *, required: bool = False, **kwargs):
        self.path, self.target, self.is_required = path, target, required
        super().__init__(**kwargs)

    def schema(self) -> dict:
        schema = reference_schema(self.target)
        return schema if self.is_required else {**schema, "type": ["object", "null"]}

    def related(self, record: Record, date: datetime.date | None) -> Record | None:
        """The record at the end of the path."""
        found: Record | None = record
        for step in self.path.split("__"):
            found = getattr(found, step) if found is not None else None
        return found

    def value(self, record, date):
        return reference(self.related(record, date), date)

    def columns(self, language):
        named = f"{self.field_name}_name"
        names = text_columns(named, language) if is_translated_name(self.target) else [Column(named)]
        return [Column(self.field_name, about=self.target.list_name), *names]

    def cells(self, value, language):
        key, name = (value["key"], value["name"]) if value else (None, None)
        names = text_cells(name, language) if is_translated_name(self.target) else [name]
        return [key, *names]


class PlaceOfUnit(Relation):
    """What a unit was part of on the date: null for the topmost, and where no document says."""

    def related(self, record, date):
        state = record.state_at(date).named
        return state.parent


class KindOfUnit(Plain):
    """What kind of unit it was on the date."""

    def value(self, record, date):
        return record.state_at(date).kind


class RelationSet(ApiField):
    """Any number of other records by key and name, in the order of their keys."""

    def __init__(self, spec: FieldSpec, **kwargs):
        self.spec = spec
        super().__init__(**kwargs)

    def schema(self) -> dict:
        return {"type": "array", "items": reference_schema(self.spec.target)}

    def value(self, record, date):
        related = sorted(getattr(record, self.spec.name).all(), key=lambda one: one.pk)
        return [reference(one, date) for one in related]

    def columns(self, language):
        return [Column(self.field_name, separator=SEPARATOR, about=self.spec.target.list_name)]

    def cells(self, value, language):
        return [SEPARATOR.join(one["key"] for one in value)]


def reference_schema(target: type[Record]) -> dict:
    """The schema of a relation to a record."""
    name = translated_schema() if is_translated_name(target) else {"type": "string"}
    return {
        "type": "object",
        "properties": {
            "key": {"type": "string", "description": f"Key of a record of `{target.list_name}`."},
            "name": name,
        },
        "required": ["key", "name"],
        "additionalProperties": False,
    }


class Languages(ApiField):
    """A list of languages."""

    def schema(self) -> dict:
        return {"type": "array", "items": {"type": "string", "enum": list(LANGUAGES)}}

    def value(self, record, date):
        return [code for code in LANGUAGES if code in record.given_in]

    def columns(self, language):
        return [Column(self.field_name, separator=SEPARATOR)]

    def cells(self, value, language):
        return [SEPARATOR.join(value)]


class TextStates(ApiField):
    """Of each text in each language: original, approved, stale or missing; null where there is no text."""

    def __init__(self, model: type[Written], **kwargs):
        self.model = model
        super().__init__(**kwargs)

    def schema(self) -> dict:
        state = {"type": ["string", "null"], "enum": [*State.values, None]}
        by_language = {
            "type": "object",
            "properties": dict.fromkeys(LANGUAGES, state),
            "required": list(LANGUAGES),
            "additionalProperties": False,
        }
        names = translated_fields(self.model)
        return {
            "type": "object",
            "properties": dict.fromkeys(names, by_language),
            "required": list(names),
            "additionalProperties": False,
        }

    def value(self, record, date):
        states = {name: dict.fromkeys(LANGUAGES) for name in translated_fields(self.model)}
        for text in texts(record):
            states[text.field][text.language] = text.state.value
        return states

    def columns(self, language):
        return []

    def cells(self, value, language):
        return []


class Sources(ApiField):
    """Where a record is known from."""

    def schema(self) -> dict:
        line = {"type": ["string", "null"], "pattern": "^[1-9][0-9]*(-[1-9][0-9]*)?$"}
        text = {"type": ["string", "null"]}
        return {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "document": {"type": "string", "description": "Key of a record of `documents`."},
                    "line": {**line, "description": "Line or lines in the document: 27 or 27-29."},
                    "heading": {**text, "description": "The heading it stands under, where that tells more."},
                    "printed": {**text, "description": "The words as printed, where we corrected them."},
                },
                "required": ["document", "line", "heading", "printed"],
                "additionalProperties": False,
            },
        }

    def value(self, record, date):
        parts = ("document", "line", "heading", "printed")
        return [{part: source.get(part) for part in parts} for source in record.sources]

    def columns(self, language):
        return [Column(self.field_name, separator=SEPARATOR)]

    def cells(self, value, language):
        return [SEPARATOR.join(citation({k: v for k, v in one.items() if v}) for one in value)]


class AtDate(ApiField):
    """What is known about the record on the date asked for; null without a date."""

    STATES = tuple(standing.value for standing in Standing)

    def __init__(self, path: str = "", **kwargs):
        self.path = path
        super().__init__(**kwargs)

    def schema(self) -> dict:
        return {"type": ["string", "null"], "enum": [*self.STATES, None]}

    def value(self, record, date):
        dated = getattr(record, self.path) if self.path else record
        return None if date is None else dated.standing(date).value
