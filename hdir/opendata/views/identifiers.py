"""Permanent URIs: from what a record is about to the page about it, or to data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import override

from directory.models import Unit
from hdir.opendata.alternates import JSON, VCARD, XML
from hdir.opendata.api.parameters import read
from hdir.opendata.api.problems import NOT_FOUND, ApiProblem
from hdir.opendata.api.removed import missing
from hdir.opendata.negotiation import accepted, best
from hdir.opendata.rdf.serialise import JSON_LD, TURTLE
from hdir.opendata.responses import for_programs
from hdir.pages.dates import requested_date
from hdir.pages.languages import preferred_language
from hdir.pages.templatetags.links import on_date
from hdir.records.models import Record
from hdir.records.registry import model_for_type
from strategy.models import Strategy

# What each form is called behind the record's address in the API; the page is found otherwise.
_ENDINGS = {JSON: "", JSON_LD: ".jsonld", TURTLE: ".ttl"}
# The first is sent to those who don't care, the first acceptable one to those who want several as much.
OFFERED = ("text/html", "application/xhtml+xml", *_ENDINGS)
# What records of a kind have besides, by the language of the reader, as their pages announce it
# (hdir.opendata.alternates).
_MORE: dict[type[Record], dict[str, str]] = {
    Unit: {VCARD: "/{language}/units/{key}.vcf"},
    Strategy: {XML: "/data/strategy-{key}-{language}.xml"},
}


@for_programs
def permanent_address(request: HttpRequest, type_name: str, key: str) -> HttpResponseBase:
    """303 to the form that the Accept header wants most, for a thing isn't what is said about it.

    404 for what there isn't, 410 for what was removed, 406 where no form is acceptable, 400 for a date that
    is none: to people as a page.
    """
    model = model_for_type(type_name)
    record: Record | None = model._default_manager.filter(pk=key).first() if model else None
    if model is None or record is None:
        if best(request.headers.get("Accept", ""), OFFERED) not in _ENDINGS:
            raise Http404  # whose page says when and why
        raise missing(model, key) if model else ApiProblem(NOT_FOUND, f"There is no type “{type_name}”.")
    more = _MORE.get(model, {})
    chosen = accepted(request, (*OFFERED, *more))
    if chosen in _ENDINGS:
        date = read(request, ("date",)).date
        return _see_other(on_date(f"/api/v1/{model.list_name}/{record.pk}{_ENDINGS[chosen]}", date))
    language = preferred_language(request.headers.get("Accept-Language", ""))
    if chosen in more:
        date = read(request, ("date",)).date
        response = _see_other(on_date(more[chosen].format(language=language, key=record.pk), date))
    else:
        with override(language):
            # What else a link carries that people follow (where they came from) is no mistake of theirs.
            response = _see_other(on_date(record.get_absolute_url(), requested_date(request)))  # type: ignore[attr-defined]
    response["Content-Language"] = language
    return response


def _see_other(address: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": address})
