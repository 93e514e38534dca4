"""Who is responsible: where to start, and an index and a page of topics, laws and parties."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.filters import LawFilter, PartnerFilter, PartyFilter, TargetGroupFilter, TopicFilter
from directory.filters.subjects import PARTNERS, RELATIONS, RESPONSIBILITIES, ROLES, TARGET_GROUPS
from directory.models import Law, Party, Topic
from directory.pages.index import Index, index_page
from directory.pages.responsible import start_page
from directory.pages.subjects import by_extent, law_page, party_page, topic_page
from hdir.lists.filters import Related
from hdir.lists.filterset import RecordFilterSet
from hdir.pages.dates import requested_date
from hdir.pages.trail import Crumb


def start() -> Crumb:
    """The step of a trail that leads to where one starts."""
    return Crumb(label=_("Who is responsible?"), address=reverse("directory:responsible"))


@require_safe
def responsible(request: HttpRequest) -> HttpResponse:
    """What one can start from to find who is responsible."""
    page = start_page(requested_date(request))
    context = {"page": page, "trail": [Crumb(label=_("Who is responsible?"))]}
    return render(request, "directory/responsible.html", context)


def _index(request: HttpRequest, template: str, label: str, index: Index) -> HttpResponse:
    context = {
        "index": index,
        "filterset": index.filterset,
        "trail": [start(), Crumb(label=label)],
        "texts": index.texts,
        "date": index.date,
    }
    return render(request, template, context)


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Topics from A to Å."""
    filterset = TopicFilter(request.GET, Topic.objects.all(), requested_date(request))
    number = request.GET.get("page")
    index = index_page(filterset, RESPONSIBILITIES, "topic", number, text="note", order=(by_extent(),))
    return _index(request, "directory/topics.html", _("Topics"), index)


@require_safe
def topic(request: HttpRequest, key: str) -> HttpResponse:
    """Who has a topic, how far, and who hasn't."""
    page = topic_page(get_object_or_404(Topic, pk=key), request.GET, requested_date(request))
    trail = [
        start(),
        Crumb(label=_("Topics"), address=reverse("directory:topics")),
        Crumb(record=page.topic),
    ]
    context = {"page": page, "trail": trail, "main": page.topic, "texts": page.texts}
    return render(request, "directory/topic.html", context)


@require_safe
def laws(request: HttpRequest) -> HttpResponse:
    """Laws from A to Å."""
    date = requested_date(request)
    filterset = LawFilter(request.GET, Law.objects.at(date), date)
    index = index_page(filterset, ROLES, "law", request.GET.get("page"), text="qualifier")
    return _index(request, "directory/laws.html", _("Laws and rules"), index)


@require_safe
def law(request: HttpRequest, key: str) -> HttpResponse:
    """What each unit does with a law."""
    page = law_page(get_object_or_404(Law, pk=key), request.GET, requested_date(request))
    trail = [
        start(),
        Crumb(label=_("Laws and rules"), address=reverse("directory:laws")),
        Crumb(record=page.law),
    ]
    context = {"page": page, "trail": trail, "main": page.law, "texts": page.texts}
    return render(request, "directory/law.html", context)


@require_safe
def parties(request: HttpRequest) -> HttpResponse:
    """Everybody outside whom the documents name, from A to Å."""
    date = requested_date(request)
    filterset = PartyFilter(request.GET, Party.objects.all(), date)
    return _parties(request, "directory/parties.html", _("Target groups and partners"), filterset, RELATIONS)


@require_safe
def target_groups(request: HttpRequest) -> HttpResponse:
    """For whom the units work, from A to Å."""
    date = requested_date(request)
    filterset = TargetGroupFilter(request.GET, _with_ties(TARGET_GROUPS, date), date)
    return _parties(request, "directory/target_groups.html", _("Target groups"), filterset, TARGET_GROUPS)


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """With whom the units work, from A to Å."""
    date = requested_date(request)
    filterset = PartnerFilter(request.GET, _with_ties(PARTNERS, date), date)
    return _parties(request, "directory/partners.html", _("Partners"), filterset, PARTNERS)


def _with_ties(related: Related, date: datetime.date | None):
    return Party.objects.filter(pk__in=related.at(date).values("party"))


def _parties(
    request: HttpRequest, template: str, label: str, filterset: RecordFilterSet, related: Related
) -> HttpResponse:
    index = index_page(filterset, related, "party", request.GET.get("page"), text="qualifier")
    return _index(request, template, label, index)


@require_safe
def party(request: HttpRequest, key: str) -> HttpResponse:
    """The units that a party is a target group or a partner of."""
    found: Party = get_object_or_404(Party.objects.select_related("unit"), pk=key)
    page = party_page(found, request.GET, requested_date(request))
    trail = [
        start(),
        Crumb(label=_("Target groups and partners"), address=reverse("directory:parties")),
        Crumb(record=page.party),
    ]
    context = {"page": page, "trail": trail, "main": page.party, "texts": page.texts}
    return render(request, "directory/party.html", context)
