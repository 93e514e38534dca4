"""The page about the data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hdir.opendata.datapage import DataPage
from hdir.opendata.edition import ATTRIBUTION, PERSONS
from hdir.pages.trail import Crumb


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    """Every file, with what it is, how it may be used and how it is checked."""
    context = {
        "page": DataPage.of(),
        "trail": [Crumb(label=_("Open data"))],
        "attribution": ATTRIBUTION,
        "persons": PERSONS,
    }
    return render(request, "opendata/data.html", context)
