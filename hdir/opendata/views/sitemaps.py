"""The sitemap: one file, or an index of several."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hdir.opendata import sitemap as made
from hdir.opendata.alternates import XML
from hdir.opendata.api.parameters import read
from hdir.opendata.responses import data, for_programs, fresh


@for_programs
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The sitemap, or the index of its parts where it is long."""
    read(request, ())
    return fresh(request, lambda: data(made.sitemap() if made.number_of_files() == 1 else made.index(), XML))


@for_programs
def part(request: HttpRequest, number: int) -> HttpResponseBase:
    """The nth file that the index names."""
    read(request, ())
    if not 1 <= number <= made.number_of_files():
        raise Http404
    return fresh(request, lambda: data(made.sitemap(number), XML))
