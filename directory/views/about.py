"""What Helsedirektoratet says of itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.models import Unit
from directory.pages.about import about_page
from hdir.pages.dates import requested_date
from hdir.pages.trail import Crumb


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Mission, aims, roles, values and history, edition by edition."""
    try:
        page = about_page(requested_date(request))
    except Unit.DoesNotExist as error:
        raise Http404 from error
    context = {"page": page, "trail": [Crumb(label=_("About"))], "texts": page.texts}
    return render(request, "directory/about.html", context)
