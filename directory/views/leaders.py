"""Who leads, and what one person leads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.filters import LeaderFilter
from directory.models import Membership, Person
from directory.pages.people import leaders_page, posts_held
from hdir.pages.dates import requested_date
from hdir.pages.trail import Crumb


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """Everybody in a post, by surname."""
    date = requested_date(request)
    filterset = LeaderFilter(request.GET, Membership.objects.at(date).in_units_at(date), date)
    everybody = filterset.is_valid() and not filterset.active
    page = leaders_page(filterset.qs, request.GET.get("page"), date, everybody=everybody)
    context = {"filterset": filterset, "page": page, "trail": [Crumb(label=_("Leaders"))]}
    return render(request, "directory/leaders.html", context)


@require_safe
def person(request: HttpRequest, key: str) -> HttpResponse:
    """The posts somebody holds or held."""
    found = get_object_or_404(Person, pk=key)
    date = requested_date(request)
    memberships = posts_held(found, date)
    context = {
        "person": found,
        "memberships": memberships,
        "cited": [found, *memberships, *(m.post for m in memberships)],
        "trail": [
            Crumb(label=_("Leaders"), address=reverse("directory:leaders")),
            Crumb(label=found.name),
        ],
        "date": date,
    }
    return render(request, "directory/person.html", context)
