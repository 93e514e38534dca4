"""The feeds of published changes: of everything, and of one unit."""

from django.conf import settings
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.models import Unit
from hdir.changes.models import Change, ChangeSet, State
from hdir.opendata.alternates import ATOM
from hdir.opendata.api.parameters import read
from hdir.opendata.api.problems import NO_SUCH_PAGE, ApiProblem
from hdir.opendata.api.removed import missing
from hdir.opendata.concerned import changes_about
from hdir.opendata.feed import ENTRIES_A_PAGE, Feed, atom
from hdir.opendata.responses import data, for_programs, fresh
from hdir.records.languages import current_language, shown


@for_programs
def changes(request: HttpRequest) -> HttpResponseBase:
    """Everything that was published, a change set an entry."""
    language = current_language()
    feed = Feed(
        name=f"{language}/changes",
        title=_("Published changes"),
        language=language,
        address=f"{settings.SITE_URL}{reverse('changes-feed')}",
        page=f"{settings.SITE_URL}{reverse('home')}",
    )
    return _feed(request, feed, Change.objects.filter(change_set__state=State.APPLIED))


@for_programs
def unit_changes(request: HttpRequest, key: str) -> HttpResponseBase:
    """What was published about a unit; of each change set what is about the unit."""
    unit = Unit.objects.filter(pk=key).first()
    if unit is None:
        raise missing(Unit, key)
    language = current_language()
    feed = Feed(
        name=f"{language}/units/{key}/changes",
        title=_("Changes to %(name)s") % {"name": shown(unit, "name").text},
        language=language,
        address=f"{settings.SITE_URL}{reverse('unit-changes-feed', args=[key])}",
        page=f"{settings.SITE_URL}{unit.get_absolute_url()}",
    )
    return _feed(request, feed, changes_about(key))


def _feed(request: HttpRequest, feed: Feed, about) -> HttpResponseBase:
    """A page of the change sets that have any of these changes."""
    number = read(request, ("page",)).page
    sets = ChangeSet.objects.applied().filter(pk__in=about.order_by().values("change_set"))
    page = _page(Paginator(sets, ENTRIES_A_PAGE), number)

    def make() -> HttpResponse:
        found = about.filter(change_set__in=[change_set.pk for change_set in page]).order_by("pk")
        return data(atom(feed, page, list(found)), ATOM, feed.language)

    return fresh(request, make)


def _page(paginator: Paginator, number: int) -> Page:
    """The page with a number. One that there isn't is 404: whoever follows `next` must come to an end."""
    try:
        return paginator.page(number)
    except EmptyPage as error:
        detail = f"The feed has {paginator.num_pages} pages of {ENTRIES_A_PAGE} entries."
        raise ApiProblem(NO_SUCH_PAGE, detail) from error
