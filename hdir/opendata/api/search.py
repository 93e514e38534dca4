"""The site's search for machines."""

from django.http import HttpRequest
from rest_framework import serializers

from directory.models import Person, Unit, UnitKind
from directory.pages.names import fetch_names
from hdir.opendata.api.addresses import permanent_url, record_url
from hdir.opendata.api.fields import ApiField, name_of, reference_schema, translated, translated_schema
from hdir.opendata.api.paging import address, first_row
from hdir.opendata.api.parameters import Asked
from hdir.opendata.api.problems import (
    NOT_FOUND,
    NOT_READY,
    ApiProblem,
    WrongParameter,
    bad_parameter,
    bad_parameters,
    nearest,
)
from hdir.records.languages import LANGUAGES
from hdir.records.registry import model_for_type
from hdir.search.facets import Facets
from hdir.search.index import NotReadyError
from hdir.search.kinds import KINDS
from hdir.search.query import LONGEST_QUESTION, Result
from hdir.search.query import search as found_by

# What results can be limited to, by the names that the search page has for it.
FACETS = ("kind", "division", "language", "unit")
CHOICES = {"kind": tuple(kind.model.type_name for kind in KINDS), "language": LANGUAGES}


class SearchResultSerializer(serializers.Serializer):
    """A record that was found."""

    def get_fields(self):
        uri, text = {"type": "string", "format": "uri"}, {"type": "string"}
        nothing = {"type": ["string", "null"]}
        unit = reference_schema(Unit)
        unit["properties"] = {**unit["properties"], "url": {**uri, "description": "Its permanent URI."}}
        unit["required"] = ["key", "name", "url"]
        made = {
            "type": (text, "Type of the record: the name of its list in the singular."),
            "key": (text, "Key of the record."),
            "name": (translated_schema(), "Name of the record; of a task, its text."),
            "url": (uri, "Permanent URI. It leads to the page in the reader's language."),
            "api_url": (uri, "Where the API has the record."),
            "unit": ({**unit, "type": ["object", "null"]}, "The unit that is responsible; null if none is."),
            "snippet": (nothing, "The words around what was found; null where the name says all."),
            "snippet_language": (
                {**nothing, "enum": [*LANGUAGES, None]},
                "Language of the snippet: another one where the text is missing in `lang`.",
            ),
        }
        return {name: Described(schema, help_text=about) for name, (schema, about) in made.items()}


class Described(ApiField):
    """A part of a result; `search` itself makes its value."""

    def __init__(self, schema: dict, **kwargs):
        self._schema = schema
        super().__init__(**kwargs)

    def schema(self) -> dict:
        return self._schema


def question(request: HttpRequest) -> str:
    """The words to look for. Raises ApiProblem where they are missing or too many; blanks find nothing."""
    asked = request.GET.get("q")
    if asked is None:
        raise bad_parameter("q", "Say what to look for in “q”.")
    if len(asked.strip()) > LONGEST_QUESTION:
        raise bad_parameter("q", f"“q” has at most {LONGEST_QUESTION} characters.")
    if "\0" in asked:
        raise bad_parameter("q", "“q” has a null character.")
    return asked.strip()


def facets(request: HttpRequest) -> Facets:
    """What the results are to be limited to, as on the search page. One query where a unit is named.

    Raises ApiProblem for values that nothing has, and for units that aren't there.
    """
    asked = {name: request.GET.get(name, "") for name in FACETS}
    errors, unknown = [], []
    for name, choices in CHOICES.items():
        if asked[name] and asked[name] not in choices:
            hint = nearest(asked[name], choices)
            errors.append(WrongParameter(name, f"“{name}” is one of {', '.join(choices)}.{hint}"))
    keys = {asked["unit"], asked["division"]} - {""}
    # A key has no null character, which PostgreSQL wouldn't even compare.
    written = [key for key in keys if "\0" not in key]
    kinds = dict(Unit.objects.filter(pk__in=written).values_list("pk", "kind")) if written else {}
    if asked["unit"] and asked["unit"] not in kinds:
        unknown.append(WrongParameter("unit", f"There is no unit with the key “{asked['unit']}”."))
    if asked["division"] and kinds.get(asked["division"]) != UnitKind.DIVISION:
        unknown.append(
            WrongParameter("division", f"There is no division with the key “{asked['division']}”.")
        )
    if errors:
        raise bad_parameters([*errors, *unknown])
    if unknown:
        raise bad_parameters(unknown, NOT_FOUND)
    return Facets(**asked)


def found(request: HttpRequest, words: str, limits: Facets, asked: Asked) -> dict[str, object]:
    """A page of what the words find, best first, for readers of a language.

    Raises ApiProblem where the index has to be made first, and for a page beyond the last one.
    """
    try:
        ranked = found_by(words, asked.reader, asked.date, facets=limits)
    except NotReadyError as error:
        detail = "The index of the search has to be made first. The lists answer meanwhile, with “q” too."
        raise ApiProblem(NOT_READY, detail) from error
    start, count = first_row(asked, len(ranked)), len(ranked)
    end = start + asked.page_size
    results = ranked[start:end]
    fetch_names([result.unit for result in results if result.unit], asked.date)
    return {
        "count": count,
        "next": address(request, asked.page + 1) if end < count else None,
        "previous": address(request, asked.page - 1) if asked.page > 1 else None,
        "results": [_item(result, asked) for result in results],
    }


def _item(result: Result, asked: Asked) -> dict[str, object]:
    unit, model = result.unit, model_for_type(result.type)
    return {
        "type": result.type,
        "key": result.key,
        "name": _name(result, asked),
        "url": permanent_url(model, result.key) if model else None,
        "api_url": record_url(model.list_name, result.key) if model else None,
        "unit": {"key": unit.pk, "name": name_of(unit, asked.date), "url": permanent_url(unit)}
        if unit
        else None,
        "snippet": result.snippet.text or None,
        "snippet_language": result.snippet.language or None,
    }


def _name(result: Result, asked: Asked) -> dict[str, str | None]:
    """In three languages. People are called the same in all; a unit is called what it was on the date."""
    if result.type == Person.type_name:
        return dict.fromkeys(LANGUAGES, result.name.text)
    if result.type == Unit.type_name and result.unit and result.unit.pk == result.key:
        return translated(result.unit.state_at(asked.date).named, "name")
    return {code: result.names.get(code) or None for code in LANGUAGES}
