"""The one page that only copies have."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hdir.pages.trail import Crumb


@require_safe
def not_in_this_copy(request: HttpRequest) -> HttpResponse:
    """Where search, forms and other dates lead: what the copy has, and where the site itself is."""
    context = {"trail": [Crumb(label=_("Not in this copy"))]}
    return render(request, "staticsite/not_in_this_copy.html", context)
