"""The status page of the admin: what an operator wants to know before opening a shell."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hdir.changes.models import Baseline, ChangeSet, State
from hdir.corrections.models import Report
from hdir.operations import facts
from hdir.pagecache import generation


@dataclass(frozen=True)
class Fact:
    """Something and how it is, with an address where more is to be seen, or what is to be done about it."""

    name: str
    value: object
    address: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Group:
    """Facts about one subject."""

    title: str
    facts: list[Fact] = field(default_factory=list)


def groups() -> Iterator[Group]:
    """All that the page says, in order."""
    yield Group(_("What waits"), [*_waiting()])
    yield Group(_("Load and backup"), [*_load_and_backup()])
    yield Group(_("This process"), [*_process()])
    yield Group(_("Database"), [*_database()])
    yield Group(_("Versions"), [Fact(name, version) for name, version in facts.versions().items()])


def _moment(moment) -> str:
    return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def _waiting() -> Iterator[Fact]:
    yield Fact(_("Conflicts"), Baseline.objects.disputed().count(), reverse("conflicts:list"))
    yield Fact(_("Reports from readers"), Report.objects.waiting().count(), reverse("corrections:inbox"))
    yield Fact(
        _("To be published at a time"),
        ChangeSet.objects.filter(state=State.APPROVED).count(),
        f"{reverse('drafts:list')}?show=due",
    )
    late = facts.overdue(timezone.now())
    advice = _("Does the timer of manage.py publish_due run?") if late else ""
    yield Fact(_("Overdue"), late, advice=advice)


def _load_and_backup() -> Iterator[Fact]:
    load, backup = facts.last_load(), facts.last_backup()
    yield Fact(
        _("Last load that changed something"),
        _moment(load.applied) if load else _("never"),
        reverse("drafts:one", args=[load.pk]) if load else "",
    )
    if backup:
        yield Fact(_("Last backup"), f"{_moment(backup.made)}, {filesizeformat(backup.size)}")
    else:
        yield Fact(_("Last backup"), _("never"), advice=_("Make one: manage.py backup FILE"))


def _process() -> Iterator[Fact]:
    number, rate, answers = generation.source.number(), facts.hit_rate(), facts.shared_cache_answers()
    yield Fact(_("Publication that pages are made from"), _("unknown") if number is None else number)
    yield Fact(
        _("Readers’ requests answered from ready pages"),
        _("none yet") if rate is None else f"{round(rate * 100)} %",
    )
    said = {None: _("not used"), True: _("answers"), False: _("does not answer")}[answers]
    advice = _("Pages are made by each process for itself until it does.") if answers is False else ""
    yield Fact("Redis", said, advice=advice)


def _database() -> Iterator[Fact]:
    yield Fact(_("Kind"), connection.display_name)
    yield Fact(_("Size"), filesizeformat(facts.database_size()))
    yield Fact(_("Records"), sum(facts.records().values()))


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """For who publishes, and for administrators."""
    if not any(request.user.has_perm(right) for right in ("changes.publish_changeset", "auth.change_user")):
        raise PermissionDenied
    context = {**admin.site.each_context(request), "title": _("Status of the site"), "groups": groups()}
    return render(request, "admin/status.html", context)


app_name = "operations"
urlpatterns = [path("", admin.site.admin_view(status), name="status")]
