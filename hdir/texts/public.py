"""The public page about the languages of the content."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hdir.pages.trail import Crumb
from hdir.texts import meter


@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """How much of the text was first written in bokmål and in nynorsk."""
    context = {
        "tables": meter.tables(),
        "least": meter.LEAST_SHARE,
        "trail": [Crumb(label=_("Languages"))],
    }
    return render(request, "texts/languages.html", context)
