"""The inbox: reports from readers, each answered by a draft or declined."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hdir.changes.models import Origin
from hdir.changes.titles import in_each_language
from hdir.changes.write import UnwritableError
from hdir.corrections.forms import AcceptForm, DeclineForm
from hdir.corrections.models import Report, ReportState
from hdir.corrections.parts import choices_among, place_of, with_parts
from hdir.drafts.intake import save_edits
from hdir.drafts.rights import may_prepare
from hdir.drafts.seen import as_seen, seen_by
from hdir.drafts.session import as_in_package
from hdir.editorial.refusals import in_words, told
from hdir.history.names import naming
from hdir.records.models import Record
from hdir.records.registry import model_for_type

SHOWN = 100


def _context(request: HttpRequest, **values: object) -> dict[str, object]:
    return {**admin.site.each_context(request), **values}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What nobody has answered yet, and what was answered last."""
    if not may_prepare(request.user):
        raise PermissionDenied
    context = _context(
        request,
        title=_("Reports from readers"),
        waiting=Report.objects.waiting()[:SHOWN],
        answered=Report.objects.answered()[:SHOWN],
    )
    return render(request, "admin/corrections/inbox.html", context)


def _record(found: Report) -> Record | None:
    model = model_for_type(found.record_type)
    return model._base_manager.filter(pk=found.record_key).first() if model else None


@require_http_methods(["GET", "HEAD", "POST"])
def one_report(request: HttpRequest, number: int) -> HttpResponse:
    """One report beside the record it is about: the one whose page it is, or one that belongs to it."""
    if not may_prepare(request.user):
        raise PermissionDenied
    found = get_object_or_404(Report, pk=number)
    action = request.POST.get("action", "")
    with as_seen(request), as_in_package(request):
        about = _record(found)
        records = with_parts(about) if about else {}
        record = _chosen(request, records) or about
        form = AcceptForm(record, request.POST if action == "accept" else None) if record else None
        if action == "accept" and record is not None:
            _changing(request, record)
        edit = form.edit() if form and action == "accept" and form.is_valid() else None
    decline = DeclineForm(request.POST if action == "decline" else None)
    if found.waits and action == "decline" and decline.is_valid():
        _answer(found, request, ReportState.DECLINED, note=decline.cleaned_data["note"])
        messages.success(request, _("Declined. It is deleted when its time is over."))
        return HttpResponseRedirect(reverse("corrections:inbox"))
    if found.waits and edit is not None and form is not None:
        named = naming(form.record)
        title = in_each_language(lambda: _("Correction: %(record)s") % {"record": named()})
        # Not in the reader's own words: reasons are published, and nobody has read those for it.
        reason = _("Reported by a reader.")
        try:
            taken = save_edits(request, [edit], title, reason=reason, origin=Origin.CORRECTION)
        except UnwritableError as error:
            for words in told(in_words(error.problems, [edit])):
                form.add_error(None, words)
        else:
            _answer(found, request, ReportState.ACCEPTED, change_set=taken.change_set)
            messages.success(request, _("Accepted. The change is in the change set below."))
            if taken.change_set is None:
                return HttpResponseRedirect(reverse("corrections:inbox"))
            return HttpResponseRedirect(reverse("drafts:one", args=[taken.change_set.pk]))
    elif action == "accept" and form is not None and form.is_valid():
        messages.error(request, _("Change at least one field, or decline the report."))
    context = _context(
        request,
        title=_("Report from a reader"),
        report=found,
        record=record,
        place=record and place_of(record),
        choices=choices_among(records),
        form=form,
        decline=decline,
        seen=seen_by(request),
    )
    return render(request, "admin/corrections/one.html", context)


def _chosen(request: HttpRequest, records: dict[str, Record]) -> Record | None:
    """The record that the editor says the report is about."""
    return records.get(request.POST.get("record") or request.GET.get("record") or "")


def _changing(request: HttpRequest, record: Record) -> None:
    if not request.user.has_perm(f"{record._meta.app_label}.change_{record._meta.model_name}"):
        raise PermissionDenied


def _answer(found: Report, request: HttpRequest, state: ReportState, **fields) -> None:
    found.state, found.answered = state, timezone.now()
    found.answered_by = request.user.get_username()
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
