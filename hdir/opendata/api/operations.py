"""What OpenAPI says of each address: parameters, answers, descriptions (drf-spectacular's schema class)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import django_filters
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from hdir.lists.filters import RecordFilter
from hdir.opendata.api import fields, problems
from hdir.opendata.api.descriptions import description_of
from hdir.opendata.api.filters import KeyFilter
from hdir.opendata.api.parameters import DELIMITERS, LARGEST_PAGE, LONGEST_ADDRESS, LONGEST_MARK, PAGE_SIZE
from hdir.records.keys import KEY_LENGTH, KEY_PATTERN
from hdir.records.languages import LANGUAGES
from hdir.search.query import LONGEST_QUESTION

JSON, CSV, CSVM, PROBLEM = "application/json", "text/csv", "application/csvm+json", problems.MEDIA_TYPE
_KEY = {"type": "string", "pattern": KEY_PATTERN.replace(r"\Z", "$"), "maxLength": KEY_LENGTH}
_NO_NULL = r"^[^\x00]*$"
_MARK = {"type": "string", "pattern": "^[A-Za-z0-9_-]*$", "maxLength": LONGEST_MARK}
_CHANGE_KEY = {
    "type": "string",
    "pattern": "^[0-9]+--[a-z-]+--[a-z0-9-]+$",
    "maxLength": KEY_LENGTH + 40,  # a number, a type and a key
}

# The parameters that lists share: schema and meaning.
_SHARED: dict[str, tuple[dict, str]] = {
    "date": (
        {"type": "string", "format": "date"},
        "Leaves out what was certainly not so on this day, calls units what they were called then, and says "
        "in `at_date` what is known. Records without a time of their own aren't left out.",
    ),
    "lang": (
        {"type": "string", "enum": list(LANGUAGES)},
        "Language to search and sort in (nb if it isn't given), and the only one of a table's texts.",
    ),
    "page": (
        {"type": "integer", "minimum": 1, "maximum": 999_999_999, "default": 1},
        "Which page. Follow `next` instead of counting: then nothing is given twice or left out.",
    ),
    "page_size": (
        {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
        "Records a page.",
    ),
    "modified_since": (
        {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]},
        "Only what changed here at this time or later, with its offset from UTC; a day begins at 00:00 UTC. "
        "What was removed is in `changes`.",
    ),
    "after": (_MARK, "Part of the addresses in `next`: where the page before ended."),
    "before": (_MARK, "Part of the addresses in `previous`: where the page after began."),
    "bom": (
        {"type": "string", "enum": ["0", "1"], "default": "0"},
        "1 puts a byte order mark first, by which Excel knows UTF-8.",
    ),
    "delimiter": (
        {"type": "string", "enum": list(DELIMITERS), "default": ","},
        "What parts cells. Excel in Norwegian expects a semicolon.",
    ),
}


class ApiFieldExtension(OpenApiSerializerFieldExtension):
    """Our fields know their own schemas."""

    target_class = fields.ApiField
    match_subclasses = True

    def map_serializer_field(self, auto_schema, direction):
        return self.target.schema()


@dataclass(frozen=True)
class Operation:
    """What there is to say of one address."""

    name: str
    summary: str
    description: str
    tag: str
    parameters: tuple[OpenApiParameter, ...]
    responses: dict


class ApiSchema(AutoSchema):
    """Describes our views from what they say of themselves."""

    method_mapping = {"get": "retrieve"}

    @property
    def _operation(self) -> Operation:
        return self.view.operation()

    def get_operation_id(self) -> str:
        return self._operation.name

    def get_summary(self) -> str:
        return self._operation.summary

    def get_description(self) -> str:
        return self._operation.description

    def get_tags(self) -> list[str]:
        return [self._operation.tag]

    def get_override_parameters(self) -> list:
        return list(self._operation.parameters)

    def get_request_serializer(self) -> None:
        return None

    def get_response_serializers(self) -> dict:
        return self._operation.responses

    def _is_list_view(self, serializer=None) -> bool:
        return False  # A page of a list is an object, and says so itself.


def shared_parameters(api_list, names: Iterable[str]) -> tuple[OpenApiParameter, ...]:
    """The parameters of these names, as an address of the list takes them."""
    found = []
    for name in names:
        if name == "fields":
            found.append(_fields_parameter(api_list))
        else:
            schema, about = _SHARED[name]
            found.append(OpenApiParameter(name, schema, description=about))
    return tuple(found)


def _fields_parameter(api_list) -> OpenApiParameter:
    names = list(api_list.fields)
    schema = {"type": "array", "items": {"type": "string", "enum": names}, "uniqueItems": True}
    about = "Only these, each once, with commas between. `key`, `url` and `api_url` are always there."
    return OpenApiParameter("fields", schema, description=about, style="form", explode=False)


def key_parameter(api_list) -> OpenApiParameter:
    """The key in an address."""
    schema = _CHANGE_KEY if api_list.name == "changes" else _KEY
    about = description_of(api_list.name, "key") if api_list.name != "changes" else "Key of the change."
    return OpenApiParameter("key", schema, OpenApiParameter.PATH, description=about, required=True)


def filter_parameters(api_list) -> tuple[OpenApiParameter, ...]:
    """The filters of a list."""
    return tuple(
        OpenApiParameter(name, _filter_schema(one), description=_filter_meaning(one))
        for filter_set in api_list.filter_sets()
        for name, one in filter_set.base_filters.items()
    )


def _filter_meaning(one: django_filters.Filter) -> str:
    return f"{one.label}, by key." if isinstance(one, RecordFilter) else f"{one.label}."


def _filter_schema(one: django_filters.Filter) -> dict:
    if isinstance(one, KeyFilter | RecordFilter):
        return _KEY
    if isinstance(one, django_filters.NumberFilter):
        return {"type": "integer", "minimum": one.extra["min_value"], "maximum": one.extra["max_value"]}
    schema: dict = {"type": "string"}
    choices = one.extra.get("choices")
    choices = getattr(choices, "choices", choices)
    if choices:
        schema["enum"] = [str(value) for value, _label in (choices() if callable(choices) else choices)]
    if most := one.extra.get("max_length"):
        schema |= {"maxLength": most, "pattern": _NO_NULL}
    return schema


QUESTION = OpenApiParameter(
    "q",
    {"type": "string", "maxLength": LONGEST_QUESTION, "pattern": _NO_NULL},
    description="What to look for.",
    required=True,
)


def facet_parameters(choices: Mapping[str, Sequence[str]]) -> tuple[OpenApiParameter, ...]:
    """What the results of a search can be limited to; `choices` are the values of those that have few."""
    about = {
        "kind": "Only records of this type.",
        "division": "Only what this division answers for, or a unit below it; by key.",
        "language": "Only what was first written in this language.",
        "unit": "Only what this unit answers for, by key.",
    }
    return tuple(
        OpenApiParameter(
            name,
            {"type": "string", "enum": list(choices[name])} if name in choices else _KEY,
            description=meaning,
        )
        for name, meaning in about.items()
    )


@cache
def page_serializer(serializer) -> type[serializers.Serializer]:
    """A page of a list, as lists answer with it."""
    name = serializer.__name__.removesuffix("Serializer")
    members = {
        "__doc__": f"A page of a list of {name}.",
        "count": serializers.IntegerField(read_only=True, min_value=0, help_text="Records on all pages."),
        "next": serializers.URLField(
            read_only=True, allow_null=True, help_text="Address of the next page; null on the last one."
        ),
        "previous": serializers.URLField(
            read_only=True, allow_null=True, help_text="Address of the page before; null on the first one."
        ),
        "results": serializer(many=True, read_only=True),
    }
    return type(f"{name}PageSerializer", (serializers.Serializer,), members)


def found(of: object, about: str, media: str = JSON) -> dict:
    """The answer to a request that is right, to one whose answer the reader has, and to wrong ones."""
    return {
        (200, media): OpenApiResponse(of, about),
        304: OpenApiResponse(None, "The reader has this version already (If-None-Match)."),
        (400, PROBLEM): problem(problems.BAD_PARAMETER, "unknown, given twice or wrong; all are told"),
        (404, PROBLEM): problem(problems.NOT_FOUND, "or the list has no such page"),
        (406, PROBLEM): problem(problems.NOT_ACCEPTABLE, "see Accept"),
        (414, PROBLEM): problem(problems.TOO_LONG, f"at most {LONGEST_ADDRESS} characters"),
    }


def problem(kind: problems.Kind, more: str) -> OpenApiResponse:
    """A problem document."""
    return OpenApiResponse({"$ref": "#/components/schemas/Problem"}, f"{kind.title} ({more}).")


PROBLEM_SCHEMA = {
    "type": "object",
    "description": "A problem document (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "The kind of problem, explained there."},
        "title": {"type": "string", "description": "The kind of problem in words."},
        "status": {"type": "integer", "description": "Status of the answer."},
        "detail": {"type": "string", "description": "What is wrong with this request, and what to do."},
        "instance": {"type": "string", "description": "The address that was asked."},
        "errors": {
            "type": "array",
            "description": "The parameters that are wrong, each with its reason.",
            "items": {
                "type": "object",
                "properties": {
                    "parameter": {"type": "string", "description": "Name of the parameter."},
                    "detail": {"type": "string", "description": "What is wrong with it."},
                },
                "required": ["parameter", "detail"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
    "additionalProperties": False,
}
