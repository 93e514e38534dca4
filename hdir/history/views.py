"""The history of the whole site and of one record; any version can be brought back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hdir.changes.history import changes_of, restoring
from hdir.changes.models import ChangeSet, Origin
from hdir.changes.publication import as_edit
from hdir.changes.titles import in_each_language
from hdir.changes.write import UnwritableError
from hdir.drafts.intake import Became, save_edits
from hdir.editorial.refusals import in_words, tell
from hdir.history.names import Names
from hdir.history.wording import in_words_of
from hdir.records.registry import model_for_type

PER_PAGE = 50


def _context(request: HttpRequest, **values: object) -> dict[str, object]:
    return {**admin.site.each_context(request), **values}


@require_safe
def whole_history(request: HttpRequest) -> HttpResponse:
    """What was published, the latest first."""
    found = ChangeSet.objects.applied().with_counts()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "admin/history/all.html", _context(request, title=_("History"), page=page))


@require_http_methods(["GET", "HEAD", "POST"])
def record_history(request: HttpRequest, type_name: str, key: str) -> HttpResponse:
    """Every version of a record, also of one that was removed."""
    model = model_for_type(type_name)
    if model is None:
        raise Http404
    page = Paginator(changes_of(model, key), PER_PAGE).get_page(request.GET.get("page"))
    changes = list(page)
    if request.method == "POST":
        return _restore(request, model, key)
    record = model._base_manager.filter(pk=key).first()
    if not changes and record is None:
        raise Http404
    edits = [edit for change in changes if (edit := as_edit(change))]
    name = Names({model: {key}}).of(model, key)
    context = _context(
        request,
        title=_("History of %(record)s") % {"record": name},
        name=name,
        page=page,
        versions=list(zip(changes, in_words_of(edits), strict=True)),
        may_change=request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"),
        change_address=record
        and reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key]),
    )
    return render(request, "admin/history/record.html", context)


def _restore(request: HttpRequest, model, key: str) -> HttpResponse:
    if not request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
        raise PermissionDenied
    asked = request.POST.get("version", "")
    if not asked.isascii() or not asked.isdigit():
        raise Http404
    edit = restoring(model, key, int(asked))
    names = Names({model: {key}})
    title = in_each_language(lambda: _("Restored: %(record)s") % {"record": names.of(model, key)})
    try:
        taken = save_edits(request, [edit] if edit else [], title, origin=Origin.REVERT)
    except UnwritableError as error:
        tell(request, in_words(error.problems, [edit] if edit else []))
        return HttpResponseRedirect(request.path)
    if taken.became is Became.PUBLISHED:
        messages.success(request, _("The record is again what it was then."))
        return HttpResponseRedirect(request.path)
    if taken.change_set is None:
        messages.info(request, _("The record is already what it was then."))
        return HttpResponseRedirect(request.path)
    messages.success(request, _("A draft that restores it is ready. Send it for approval."))
    return HttpResponseRedirect(reverse("drafts:one", args=[taken.change_set.pk]))
