"""The API's description of itself: OpenAPI 3.1 with examples that are real answers."""

import copy
import json
from functools import cache

from django.conf import settings
from django.http import HttpResponse
from django.urls import include, path
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator

from hdir.opendata.api import operations
from hdir.opendata.api.addresses import absolute
from hdir.opendata.api.asking import ask
from hdir.opendata.api.fields import TRANSLATED
from hdir.opendata.api.freshness import answer, content_version
from hdir.opendata.api.parameters import read
from hdir.opendata.api.views import ApiView, all_lists
from hdir.opendata.edition import ATTRIBUTION, LICENCE, PERSONS, Edition
from hdir.opendata.kept import kept

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.1"
_A_DAY = 86400
_SEARCHED = "/api/v1/search?q=rus&lang=nb&page_size=1"
_MISTYPED = "/api/v1/units?knid=section"
_ABOUT = """\
Who does what in the Norwegian Directorate of Health, who leads it, and what its strategy wants. Read-only.

**Truth.** The chart is true for {chart_date}, not for today; each record says in `confirmed` when a source
last said so, and in `sources` which. Unknown is null.

**Languages.** Translated values have the keys nb, nn and en; null is missing, and never another language.

**Changes of the API.** Within v1, fields, lists, parameters and values of enumerations are added; nothing is
taken away, renamed or given another meaning. What breaks becomes v2, and v1 stays for at least twelve months
after that, with `Deprecation` and `Sunset` headers.

**Terms.** {attribution} {persons}

**Version of the content.** {version}: the same wherever the same content is loaded.
"""


class OpenApiView(ApiView):
    """The API's description."""

    languages = "en"

    def perform_content_negotiation(self, request, force=False):
        # Tools ask for many kinds of JSON and YAML here; there is only one.
        return super().perform_content_negotiation(request, force=True)

    def operation(self) -> operations.Operation:
        about = "This document."
        return operations.Operation(
            "get_openapi",
            "OpenAPI document",
            about,
            "api",
            (),
            {(200, MEDIA_TYPE): operations.OpenApiResponse({"type": "object"}, about)},
        )

    def get(self, request, **kwargs):
        read(request._request, ())
        return answer(request._request, lambda: HttpResponse(document_as_text(), content_type=MEDIA_TYPE))


def document_as_text() -> str:
    """The document as JSON, made once for each version of the content."""
    key = f"openapi-{content_version().etag('openapi')}"
    return kept(key, lambda: json.dumps(document(), ensure_ascii=False), _A_DAY)


@override("en")  # whatever the language of whoever asks
def document() -> dict:
    """The document, with examples from the content as it stands."""
    made, edition = copy.deepcopy(_without_examples(settings.SITE_URL)), Edition.current()
    made["info"]["description"] = _ABOUT.format(
        chart_date=edition.true_for or "an unknown date",
        version=edition.version,
        attribution=ATTRIBUTION,
        persons=PERSONS,
    )
    for one in all_lists():
        listed = f"/api/v1/{one.name}?page_size=1"
        page = _example(made, f"/api/v1/{one.name}", listed)
        if page and page["results"]:
            key = page["results"][0]["key"]
            _example(made, f"/api/v1/{one.name}/{{key}}", f"/api/v1/{one.name}/{key}")
            _parameter(made, f"/api/v1/{one.name}/{{key}}", "key")["example"] = key
    _example(made, "/api/v1/", "/api/v1/")
    _example(made, "/api/v1/search", _SEARCHED)
    _example(made, "/api/v1/units", _MISTYPED, "400")
    return made


def _example(made: dict, path_name: str, address: str, status: str = "200") -> dict | None:
    """Puts a real answer into the document, under the address that gives it."""
    response = ask(address)
    if str(response.status_code) != status or not isinstance(response, HttpResponse):
        return None
    value = json.loads(response.content)
    (media,) = made["paths"][path_name]["get"]["responses"][status]["content"].values()
    media["examples"] = {"real": {"summary": address, "value": value}}
    return value


def _parameter(made: dict, path_name: str, name: str) -> dict:
    return next(p for p in made["paths"][path_name]["get"]["parameters"] if p["name"] == name)


@cache
def _without_examples(site_url: str) -> dict:
    """What follows from the code alone."""
    patterns = [path("api/v1/", include("hdir.opendata.api.urls"))]
    made = SchemaGenerator(patterns=patterns).get_schema(request=None, public=True)
    made = json.loads(json.dumps(made))
    made["info"].update(
        license={"name": "NLOD 2.0", "url": LICENCE},
        summary="What the site knows, as data.",
    )
    made["servers"] = [{"url": site_url}]
    made["externalDocs"] = {"url": absolute("/en/api"), "description": "The API explained, with commands."}
    made["tags"] = [{"name": one.name, "description": one.about} for one in all_lists()]
    made["tags"].append({"name": "api", "description": f"The API itself. {PERSONS}"})
    made["components"]["schemas"].update(Problem=operations.PROBLEM_SCHEMA, Translated=TRANSLATED)
    for operations_of in made["paths"].values():
        for parameter in operations_of["get"].get("parameters", []):
            if parameter["in"] == "query" and not parameter.get("required"):
                parameter["allowEmptyValue"] = True  # as forms send what isn't filled in
    for name, component in made["components"]["schemas"].items():
        _tidy(name, component)
    return made


def _tidy(name: str, component: dict) -> None:
    """All is read-only, which goes without saying; with `fields`, only what is always there is there."""
    for part in component.get("properties", {}).values():
        part.pop("readOnly", None)
    if "api_url" in component.get("properties", {}) and name != "SearchResult":
        component["required"] = ["key", "url", "api_url"]
