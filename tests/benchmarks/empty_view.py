"""Addresses of a site with one empty view: what tests.benchmarks.growth measures against."""

from django.http import HttpResponse
from django.urls import path


def empty(request) -> HttpResponse:
    """Answers without doing anything."""
    return HttpResponse(b"")


urlpatterns = [path("", empty)]
