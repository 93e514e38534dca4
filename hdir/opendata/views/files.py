"""The whole files, and one record as linked data."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import override

from hdir.opendata.alternates import JSON, XML
from hdir.opendata.api.parameters import read
from hdir.opendata.api.removed import missing
from hdir.opendata.files import file_called, whole_files
from hdir.opendata.manifest import manifest, sums
from hdir.opendata.negotiation import accepted
from hdir.opendata.rdf.graphs import of_record
from hdir.opendata.rdf.serialise import JSON_LD, TURTLE, as_json_ld, as_turtle
from hdir.opendata.responses import data, for_programs, fresh
from hdir.opendata.whole_file import sha256
from hdir.pages.languages import preferred_language
from hdir.records.registry import model_for_list
from strategy.models import Strategy

_FORMS = {"ttl": (TURTLE, as_turtle), "jsonld": (JSON_LD, as_json_ld)}


@for_programs
def whole_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One of the files of the catalogue, as of a date where it has one."""
    file = file_called(name)
    if file is None:
        raise Http404
    date = read(request, ("date",) if file.dated else ()).date

    def make() -> HttpResponse:
        response = data(file.content(date), file.media_type, file.language)
        if name.endswith(".zip"):
            response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return fresh(request, make)


@for_programs
def checksums(request: HttpRequest) -> HttpResponseBase:
    """The SHA-256 of every file, as `sha256sum --check` reads it."""
    read(request, ())

    def make() -> HttpResponse:
        digests = {file.name: sha256(file.content()) for file in whole_files()}
        return data(sums(digests), "text/plain")

    return fresh(request, make)


@for_programs
def manifest_file(request: HttpRequest) -> HttpResponseBase:
    """Every file with its format, language, size and checksum, and the terms."""
    read(request, ())

    def make() -> HttpResponse:
        return data(manifest([(file, file.name, file.content()) for file in whole_files()], None), JSON)

    return fresh(request, make)


@for_programs
def dataset(request: HttpRequest, name: str) -> HttpResponseBase:
    """From what a set of data is called to a file of it, or to the page about it: 303 by Accept."""
    language = preferred_language(request.headers.get("Accept-Language", ""))
    files = {
        "organisation": {TURTLE: "organisation.ttl", JSON_LD: "organisation.jsonld"},
        "catalog": {TURTLE: "catalog.ttl"},
        "shapes": {TURTLE: "shapes.ttl"},
        "content": {"application/zip": "content.zip"},
    }.get(name) or _of_newest_strategy(language)
    chosen = accepted(request, ("text/html", *files))
    if chosen in files:
        read(request, ())
    address = f"/data/{files[chosen]}" if chosen in files else f"/{language}/data"
    return HttpResponse(status=303, headers={"Location": f"{settings.SITE_URL}{address}"})


def _of_newest_strategy(language: str) -> dict[str, str]:
    newest = Strategy.objects.newest()
    return {XML: f"strategy-{newest.pk}-{language}.xml"} if newest else {}


@for_programs
def record(request: HttpRequest, list_name: str, key: str, form: str) -> HttpResponseBase:
    """One record as linked data; 410 with when and why for one that was removed."""
    model = model_for_list(list_name)
    if model is None:
        raise Http404
    date = read(request, ("date",)).date
    found = model._default_manager.filter(pk=key).first()
    if found is None:
        raise missing(model, key)
    media_type, serialised = _FORMS[form]

    def make() -> HttpResponse:
        with override("en"):
            return data(serialised(of_record(found, date)), media_type)

    return fresh(request, make)
