"""A unit's vCard."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from directory.models import ContactPoint, Unit
from hdir.opendata.alternates import VCARD
from hdir.opendata.api.parameters import read
from hdir.opendata.api.removed import missing
from hdir.opendata.responses import data, for_programs, fresh
from hdir.opendata.vcard import vcard
from hdir.records.languages import current_language


@for_programs
def unit_card(request: HttpRequest, key: str) -> HttpResponseBase:
    """The latest known name, place in the chart and contact points of a unit."""
    read(request, ())
    units = {unit.pk: unit for unit in Unit.objects.ancestors(key, include_self=True)}
    if key not in units:
        raise missing(Unit, key)
    above, parent = [], units[key].parent_id
    while parent in units and units[parent] not in above:
        above.append(units[parent])
        parent = units[parent].parent_id

    def make() -> HttpResponse:
        points = list(ContactPoint.objects.filter(unit=key).order_by("position", "pk"))
        language = current_language()
        response = data(vcard(units[key], above, points, language), VCARD, language)
        response["Content-Disposition"] = f'inline; filename="{key}.vcf"'
        return response

    return fresh(request, make)
