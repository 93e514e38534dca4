"""A unit's vCard."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from directory.models import ContactPoint, Unit
from directory.pages.chart import above
from hdir.opendata.alternates import VCARD
from hdir.opendata.api.parameters import read
from hdir.opendata.api.removed import missing
from hdir.opendata.responses import data, for_programs, fresh
from hdir.opendata.vcard import vcard
from hdir.records.languages import current_language


@for_programs
def unit_card(request: HttpRequest, key: str) -> HttpResponseBase:
    """Name, place in the chart and contact points of a unit: the latest known ones, or those of a date."""
    date = read(request, ("date",)).date
    units = {unit.pk: unit for unit in Unit.objects.ever_above(key).prefetch_related("earlier_states")}
    if key not in units:
        raise missing(Unit, key)

    def make() -> HttpResponse:
        points = list(ContactPoint.objects.at(date).filter(unit=key).order_by("position", "pk"))
        language, unit = current_language(), units[key]
        response = data(vcard(unit, above(unit, units, date), points, language, date), VCARD, language)
        response["Content-Disposition"] = f'inline; filename="{key}.vcf"'
        return response

    return fresh(request, make)
