"""The translation board and the page where one record is translated; both inside the admin."""

from collections import defaultdict

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hdir.changes.titles import in_each_language
from hdir.changes.write import UnwritableError
from hdir.drafts.intake import Became, Taken, save_edits
from hdir.drafts.rights import may_publish_alone
from hdir.drafts.session import as_in_package, open_package
from hdir.history.names import naming
from hdir.records.languages import LANGUAGES
from hdir.records.models import Language, Written
from hdir.records.registry import model_for_list
from hdir.texts import board, meter
from hdir.texts.approvals import approving, may_translate
from hdir.texts.forms import TranslationForm
from hdir.texts.states import TO_DO, State


def _context(request: HttpRequest, **values: object) -> dict[str, object]:
    return {**admin.site.each_context(request), **values}


_TOLD = {
    Became.NOTHING: gettext_lazy("Nothing was changed."),
    Became.PUBLISHED: gettext_lazy("The translation is published."),
    Became.DRAFT: gettext_lazy("The translation is saved as a draft. It isn’t published yet."),
    Became.SUBMITTED: gettext_lazy("Sent for approval."),
    Became.PACKED: gettext_lazy("The translation is put into the package."),
    Became.CLASHED: gettext_lazy("Somebody else changed the same text. Choose below what is to hold."),
}


@require_safe
def translation_board(request: HttpRequest) -> HttpResponse:
    """How much is translated, model by model, and the målform meter."""
    lines = board.lines()
    context = _context(
        request,
        title=_("Translations"),
        languages=[Language(code) for code in LANGUAGES],
        lines=lines,
        totals=board.totals(lines),
        whole=meter.tables()[0],
    )
    return render(request, "admin/texts/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def waiting_list(request: HttpRequest, language: str) -> HttpResponse:
    """The records that wait in one language, and approval of many at once."""
    if language not in LANGUAGES:
        raise Http404
    asked = request.GET.get("state", "")
    state = State(asked) if asked in set(TO_DO) else None
    states = (state,) if state else TO_DO
    if request.method == "POST":
        return _approve_many(request, language, states)
    model = model_for_list(request.GET.get("list", ""))
    context = _context(
        request,
        title=_("Translations to do"),
        language=Language(language),
        waiting=list(board.waiting(language, states, model)),
        model=model,
        state=state,
    )
    return render(request, "admin/texts/waiting.html", context)


def _approve_many(request: HttpRequest, language: str, states: tuple[State, ...]) -> HttpResponse:
    seen: dict[type[Written], dict[str, str]] = defaultdict(dict)
    for choice in request.POST.getlist("record"):
        list_name, key, mark = (*choice.split("/"), "", "")[:3]
        model = model_for_list(list_name)
        if model is None or not issubclass(model, Written):
            raise Http404
        seen[model][key] = mark
    chosen = [
        found
        for model, marks in seen.items()
        for record in model._default_manager.filter(pk__in=marks)
        if (found := board.waiting_of(record, language, states))
    ]
    same = [found.record for found in chosen if seen[type(found.record)][found.record.pk] == found.seen]
    edits, number = approving(request.user, same, language)
    title = in_each_language(
        lambda: _("Translations approved: %(language)s") % {"language": Language(language).label}
    )
    taken = save_edits(request, edits, title)
    words = {
        Became.PUBLISHED: ngettext("%(count)s text approved.", "%(count)s texts approved.", number),
        Became.DRAFT: ngettext(
            "%(count)s text approved, in a draft that somebody has to publish.",
            "%(count)s texts approved, in a draft that somebody has to publish.",
            number,
        ),
        Became.PACKED: _("The approvals are put into the package."),
        Became.CLASHED: _("Somebody else changed the same texts. Look at the draft."),
        Became.NOTHING: ngettext("%(count)s text approved.", "%(count)s texts approved.", number),
    }[taken.became]
    messages.success(request, words % {"count": number})
    if len(same) < len(chosen):
        messages.warning(request, _("Some originals have changed while you read them. Look at those again."))
    if taken.change_set is not None and taken.became is not Became.PUBLISHED:
        return HttpResponseRedirect(reverse("drafts:one", args=[taken.change_set.pk]))
    return HttpResponseRedirect(request.get_full_path())


def _saved(form: TranslationForm, request: HttpRequest) -> Taken | None:
    """Makes a change set of a translation unless that would break a rule; then the form says so."""
    named = naming(form.record)
    title = in_each_language(
        lambda: (
            _("%(record)s in %(language)s")
            % {"record": named(), "language": Language(form.language).in_a_sentence}
        )
    )
    edit = form.edit()
    try:
        return save_edits(request, [edit] if edit else [], title)
    except UnwritableError as error:
        for problem in error.problems:
            form.add_error(None, problem.message)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def translate_record(request: HttpRequest, list_name: str, key: str, language: str) -> HttpResponse:
    """One record, side by side: the original, what changed in it, the translation, the terms."""
    model = model_for_list(list_name)
    if model is None or not issubclass(model, Written) or language not in LANGUAGES:
        raise Http404
    with as_in_package(request):
        record = get_object_or_404(model, pk=key)
    if language == record.origin:
        raise Http404
    form = TranslationForm(record, language, request.POST or None)
    if request.method == "POST" and not may_translate(request.user, model):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid() and (taken := _saved(form, request)):
        messages.success(request, _TOLD[taken.became])
        if taken.change_set is not None and taken.became is not Became.PUBLISHED:
            return HttpResponseRedirect(reverse("drafts:one", args=[taken.change_set.pk]))
        return HttpResponseRedirect(reverse("texts:waiting", args=[language]))
    context = _context(
        request,
        title=_("Translate: %(record)s") % {"record": record},
        record=record,
        language=Language(language),
        origin=Language(record.origin),
        form=form,
        may_translate=may_translate(request.user, model),
        may_publish_alone=may_publish_alone(request.user),
        package=open_package(request),
    )
    return render(request, "admin/texts/translate.html", context)
