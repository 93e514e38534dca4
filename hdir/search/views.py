"""The search page, the suggestions while typing, and what browsers need to search here."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_safe

from hdir.pages.dates import requested_date
from hdir.pages.languages import preferred_language
from hdir.pages.templatetags.links import with_date
from hdir.pages.templatetags.results import kind_of
from hdir.pages.trail import Crumb
from hdir.records.languages import LANGUAGES, current_language
from hdir.search.facets import Facets
from hdir.search.index import NotReadyError
from hdir.search.page import SearchPage
from hdir.search.query import LONGEST_QUESTION, search

_SUGGESTED = 8


def _question(request: HttpRequest) -> str:
    """What was asked, without characters that nobody types and no page may show."""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", request.GET.get("q", "")).strip()


def _facets(request: HttpRequest) -> Facets:
    """What the results are to be limited to. A value that is no key of anything finds nothing."""
    names = ("kind", "division", "language", "unit")
    return Facets(**{name: re.sub(r"[^a-z0-9-]", "", request.GET.get(name, ""))[:100] for name in names})


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The results of a question, or what to ask where there is none."""
    question = _question(request)
    date = requested_date(request)
    context: dict[str, object] = {
        "trail": [Crumb(label=_("Search"))],
        "question": question[:LONGEST_QUESTION],
        "date": date,
        "longest": LONGEST_QUESTION if len(question) > LONGEST_QUESTION else None,
    }
    if question and not context["longest"]:
        try:
            context["found"] = SearchPage.of(
                question, current_language(), date, _facets(request), request.GET
            )
        except NotReadyError:
            context["not_ready"] = True
    return render(request, "pages/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """The first results for what is typed so far, for the script beside the search box.

    `suggestions` is a list of {"name", "language", "kind", "unit", "url"}; `message` says in words how many
    there are. Nothing to suggest is an empty list, never an error.
    """
    question = _question(request)
    date = requested_date(request)
    language = current_language()
    try:
        results = search(question[:LONGEST_QUESTION], language, date, typing=True)[:_SUGGESTED]
    except NotReadyError:
        results = []
    rows = [
        {
            "name": result.name.text,
            "language": result.name.language,
            "kind": kind_of(result),
            "unit": str(result.unit) if result.unit and result.type != "unit" else "",
            "url": with_date(request, result.url),
        }
        for result in results
    ]
    number = len(rows)
    message = ngettext("%(number)s suggestion", "%(number)s suggestions", number) % {"number": number}
    return JsonResponse({"suggestions": rows, "message": message})


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description by which a browser can search here, in the language of `?lang=` or of the reader."""
    language = request.GET.get("lang", "")
    if language not in LANGUAGES:
        language = preferred_language(request.headers.get("Accept-Language", ""))
    with override(language):
        context = {"language": language, "site_url": settings.SITE_URL}
        response = render(
            request, "pages/opensearch.xml", context, content_type="application/opensearchdescription+xml"
        )
    patch_vary_headers(response, ["Accept-Language"])
    return response
