"""The chart, the list of units, and the page of each."""

from functools import partial

from csp.decorators import csp_update
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.chart.svg import style_hash
from directory.filters import UnitFilter
from directory.models import Unit
from directory.pages.alphabet import by_letter, lettered_page
from directory.pages.chart import nodes
from directory.pages.dates import unknown
from directory.pages.drawing import chart_file, inline_drawings
from directory.pages.organisation import Choices, OrganisationPage
from directory.pages.unit import unit_page
from hdir.pages.dates import requested_date
from hdir.pages.templatetags.links import with_date
from hdir.pages.trail import Crumb
from hdir.records.languages import current_language


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """The whole chart of a date, drawn, as a list or as a table."""
    page = OrganisationPage.of(Choices.of(request.GET, requested_date(request)))
    context = {"page": page, "trail": [Crumb(label=_("Organisation"))], "date": page.choices.date}
    if page.choices.view == "drawing":
        context["drawings"] = inline_drawings(page.roots, partial(with_date, request))
    return render(request, "directory/organisation.html", context)


@require_safe
@csp_update({"style-src": [style_hash(white=False), style_hash(white=True)]})
def organisation_svg(request: HttpRequest) -> HttpResponse:
    """The drawing as a file of its own, with `background=white` on white for those who make a PNG of it."""
    background = request.GET.get("background", "none")
    if background not in {"none", "white"}:
        raise BadRequest(_("The background is white or none."))
    choices = Choices.of(request.GET, requested_date(request))
    drawn = chart_file(OrganisationPage.of(choices), white=background == "white")
    response = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    date = f"-{choices.date.isoformat()}" if choices.date else ""
    response.headers["Content-Disposition"] = f'inline; filename="organisation{date}.svg"'
    return response


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """All units, filtered, fifty a page."""
    date = requested_date(request)
    filterset = UnitFilter(request.GET, Unit.objects.at(date), date)
    found = filterset.qs.prefetch_related("earlier_states")
    page, links = lettered_page(found, request.GET.get("page"))
    context = {
        "filterset": filterset,
        "page": page,
        "links": links,
        "letters": by_letter(nodes(page, date), f"unit__sort_{current_language()}"),
        "unknown": unknown(page, date),
        "trail": [Crumb(label=_("All units"))],
        "date": date,
    }
    return render(request, "directory/units.html", context)


@require_safe
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """Everything about one unit."""
    try:
        page = unit_page(key, requested_date(request))
    except Unit.DoesNotExist as error:
        raise Http404 from error
    context = {"page": page, "unit": page.unit, "main": page.unit, "texts": page.texts}
    return render(request, "directory/unit.html", context)
