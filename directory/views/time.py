"""What has happened, and what differs between two dates."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.models import ChangeEvent
from directory.pages.compare import chosen_dates, compare_page
from directory.pages.timeline import event_page, timeline_page
from hdir.pages.dates import requested_date
from hdir.pages.documented import documented_dates
from hdir.pages.trail import Crumb


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """The timeline, fifty happenings a page."""
    page = timeline_page(request.GET, requested_date(request))
    context = {"page": page, "trail": [Crumb(label=_("What has happened"))], "texts": page.texts}
    return render(request, "directory/events.html", context)


@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    """One event, and what it changed."""
    try:
        page = event_page(key, requested_date(request))
    except ChangeEvent.DoesNotExist as error:
        raise Http404 from error
    return render(request, "directory/event.html", {"page": page, "main": page.event})


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """What differs between two dates; without them, between the ends of what is documented."""
    given = requested_date(request, "from"), requested_date(request, "to")
    documented = documented_dates()
    first, second = chosen_dates(*given, documented)
    page = compare_page(first, second, request.GET.get("show", ""), request.GET.get("page"))
    context = {"page": page, "documented": documented, "trail": [Crumb(label=_("Compare two dates"))]}
    return render(request, "directory/compare.html", context)
