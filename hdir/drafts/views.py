"""The pages about change sets: the list, one with its preview and what can be done with it, packages."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hdir.changes.history import taking_back
from hdir.changes.models import OPEN, ChangeSet, Origin, State
from hdir.changes.publication import ClashError, edits_of, turn
from hdir.changes.titles import in_each_language
from hdir.changes.write import UnwritableError
from hdir.conflicts.disputes import disputes, read_choices
from hdir.drafts import work
from hdir.drafts.forms import CommentForm, NewTimeForm, PackageForm, WhenForm
from hdir.drafts.intake import Became, Wish, take_in
from hdir.drafts.page import change_set_page, form_to_edit
from hdir.drafts.preview import preview
from hdir.drafts.rights import may_prepare, may_publish, may_publish_alone
from hdir.drafts.session import open_package, work_in
from hdir.editorial.refusals import in_words, tell

LISTED = 200


def context_of(request: HttpRequest, **values: object) -> dict[str, object]:
    """What every page of the admin has, and what this one has besides."""
    return {**admin.site.each_context(request), **values}


def _preparing(request: HttpRequest) -> None:
    if not may_prepare(request.user):
        raise PermissionDenied


TABS = {
    "open": gettext_lazy("Not published yet"),
    "mine": gettext_lazy("My own"),
    "waiting": gettext_lazy("Waiting for approval"),
    "due": gettext_lazy("Approved, to be published"),
    "discarded": gettext_lazy("Discarded"),
}


@require_safe
def change_sets(request: HttpRequest) -> HttpResponse:
    """What isn't published yet."""
    _preparing(request)
    tab = request.GET.get("show", "open")
    if tab not in TABS:
        raise Http404
    found = ChangeSet.objects.open()
    match tab:
        case "mine":
            found = found.filter(author=request.user.get_username())
        case "waiting":
            found = found.filter(state=State.SUBMITTED)
        case "due":
            found = found.filter(state=State.APPROVED).order_by("publish_at", "pk")
        case "discarded":
            found = ChangeSet.objects.filter(state=State.REJECTED).order_by("-created", "-pk")
    context = context_of(
        request, title=_("Drafts and packages"), found=list(found[:LISTED]), tabs=TABS, tab=tab
    )
    return render(request, "admin/drafts/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_package(request: HttpRequest) -> HttpResponse:
    """A package: edits of many records that are published together."""
    _preparing(request)
    form, onward = PackageForm(request.POST or None), _onward(request)
    if request.method == "POST" and form.is_valid():
        package = work.start(
            form.cleaned_data["title"],
            request.user.get_username(),
            reason=form.cleaned_data["reason"],
            is_package=True,
        )
        work_in(request, package)
        messages.success(request, _("You now work in the package. What you save is collected there."))
        return HttpResponseRedirect(onward or reverse("admin:index"))
    context = context_of(request, title=_("New package"), form=form, next=onward)
    return render(request, "admin/drafts/new.html", context)


def _onward(request: HttpRequest) -> str:
    """Where somebody wants to go on, if that is on this site."""
    address = request.POST.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, None) else ""


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Stops working in a package or draft; it stays as it is."""
    work_in(request, None)
    messages.success(request, _("You have left it. What you save now stands on its own again."))
    return HttpResponseRedirect(reverse("admin:index"))


@require_safe
def show_preview(request: HttpRequest, number: str, path: str) -> HttpResponse:
    """A public page as it would be."""
    _preparing(request)
    change_set = get_object_or_404(ChangeSet, pk=number)
    if not path:
        return HttpResponseRedirect(reverse("drafts:preview", args=[number, "nb/"]))
    try:
        return preview(request, change_set, path)
    except UnwritableError as error:
        tell(request, in_words(error.problems, edits_of(change_set)))
        return HttpResponseRedirect(reverse("drafts:one", args=[number]))


@require_http_methods(["GET", "HEAD", "POST"])
def change_set(request: HttpRequest, number: int) -> HttpResponse:
    """One change set: what it does, and what can be done with it."""
    _preparing(request)
    found = get_object_or_404(ChangeSet, pk=number)
    forms: dict[str, object] = {}
    if request.method == "POST":
        act = _ACTIONS.get(request.POST.get("action", ""))
        if act is None:
            raise Http404
        try:
            with turn():
                # Asked of the change set as it is in this turn: who may do it depends on who wrote it last.
                found = ChangeSet.objects.get(pk=number)
                answer = act(request, found, forms)
        except work.StateError as error:
            if not _did_it_themselves(request, number):
                words = _("Somebody was quicker: it is %(state)s now. Look again.")
                messages.error(request, words % {"state": error})
            answer = HttpResponseRedirect(request.path)
        except work.RewrittenError:
            messages.error(request, _("It has been rewritten since you opened this page. Read it again."))
            answer = HttpResponseRedirect(request.path)
        except ClashError:
            messages.error(
                request, _("It contradicts what was published since. Choose below what is to hold.")
            )
            answer = HttpResponseRedirect(request.path)
        except UnwritableError as error:
            tell(request, in_words(error.problems, edits_of(found)))
            answer = HttpResponseRedirect(request.path)
        if answer is not None:
            return answer
    page = change_set_page(found, request.user)
    context = context_of(
        request,
        title=found.called,
        page=page,
        change_set=found,
        when=forms.get("when") or _when_form(found),
        comment=forms.get("comment") or CommentForm(),
        name_form=forms.get("name") or PackageForm(initial={"title": found.called, "reason": found.reason}),
        errors=forms.get("errors") or {},
        chosen=request.POST if request.method == "POST" else {},
    )
    return render(request, "admin/drafts/one.html", context)


# What a change set is after a step, and whose name it then bears. Who presses twice was quicker themselves.
_DONE = {
    "submit": (State.SUBMITTED, "author"),
    "approve": (State.APPLIED, "approver"),
    "publish-now": (State.APPLIED, "approver"),
    "send-back": (State.DRAFT, "approver"),
    "discard": (State.REJECTED, "approver"),
}


def _did_it_themselves(request: HttpRequest, number: int) -> bool:
    state, whose = _DONE.get(request.POST.get("action", ""), (None, "author"))
    now = ChangeSet.objects.get(pk=number)
    return now.state == state and getattr(now, whose) == request.user.get_username()


def _when_form(found: ChangeSet) -> WhenForm:
    if found.state == State.APPROVED:
        return NewTimeForm(initial={"publish_at": found.publish_at})
    return WhenForm()


def _publishing(request: HttpRequest, found: ChangeSet) -> None:
    if not may_publish(request.user, found):
        raise PermissionDenied


def _submit(request, found, forms):
    work.submit(found)
    messages.success(request, _("Sent for approval."))
    if open_package(request) == found:
        # What is saved in it makes it a draft again; nobody is to do that without noticing.
        work_in(request, None)
        messages.info(request, _("You have left it. What you save now stands on its own again."))
    return HttpResponseRedirect(request.path)


def _approve(request, found, forms):
    form = WhenForm(request.POST)
    forms["when"] = form
    states = OPEN if may_publish_alone(request.user) else work.SENT
    return _approved(request, found, form, states) if form.is_valid() else None


def _publish_now(request, found, forms):
    return _approved(request, found, None, [State.APPROVED])


def _approved(request, found, form, states):
    _publishing(request, found)
    publish_at = form.cleaned_data["publish_at"] if form else None
    if work.approve(found, request.user.get_username(), publish_at, states, _mark_read(request)):
        messages.success(request, _("Published."))
    else:
        messages.success(request, _("Approved. It is published when its time comes."))
    return HttpResponseRedirect(request.path)


def _mark_read(request: HttpRequest) -> int | None:
    """The mark of what the page showed."""
    read = request.POST.get("read", "")
    return int(read) if read.isascii() and read.isdigit() else None


def _reschedule(request, found, forms):
    form = NewTimeForm(request.POST)
    forms["when"] = form
    return _approved(request, found, form, [State.APPROVED]) if form.is_valid() else None


def _unschedule(request, found, forms):
    _publishing(request, found)
    work.unschedule(found)
    messages.success(request, _("It isn’t published at that time any more. It waits for approval again."))
    return HttpResponseRedirect(request.path)


def _send_back(request, found, forms):
    _publishing(request, found)
    form = CommentForm(request.POST)
    forms["comment"] = form
    if not form.is_valid():
        return None
    work.send_back(found, request.user.get_username(), form.cleaned_data["comment"])
    messages.success(request, _("Sent back to %(author)s.") % {"author": found.author})
    return HttpResponseRedirect(request.path)


def _discard(request, found, forms):
    if found.author != request.user.get_username() and not may_publish(request.user, found):
        raise PermissionDenied
    work.discard(found, request.user.get_username())
    messages.success(request, _("Discarded. It is kept in the list of discarded ones."))
    return HttpResponseRedirect(reverse("drafts:list"))


def _take_up(request, found, forms):
    if found.author != request.user.get_username() and not may_publish(request.user, found):
        raise PermissionDenied
    work.take_up(found)
    messages.success(request, _("It is a draft again. Send it for approval when you are done."))
    return HttpResponseRedirect(request.path)


def _leave_out(request, found, forms):
    model, _slash, key = request.POST.get("record", "").partition("/")
    if not found.changes.filter(model=model, key=key).exists():
        raise Http404
    work.leave_out(found, model, key, request.user.get_username(), _mark_read(request))
    messages.success(request, _("Taken out. The rest is as it was."))
    if found.state != State.DRAFT:
        messages.warning(request, _("It is a draft again. Send it for approval when you are done."))
    return HttpResponseRedirect(request.path)


def _rename(request, found, forms):
    form = PackageForm(request.POST)
    forms["name"] = form
    if not form.is_valid():
        return None
    work.rename(found, form.cleaned_data["title"], form.cleaned_data["reason"])
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(request.path)


def _work(request, found, forms):
    if not found.is_open:
        raise work.StateError(found.get_state_display())
    work_in(request, found)
    messages.success(
        request, _("You now work in “%(title)s”. What you save is collected there.") % {"title": found}
    )
    form = form_to_edit(found, request.POST.get("record", ""))
    return HttpResponseRedirect(form or reverse("admin:index"))


def _settle(request, found, forms):
    if not found.is_open:
        raise work.StateError(found.get_state_display())
    open_disputes = disputes(work.clashes_of(found))
    choices, errors = read_choices(request.POST, open_disputes)
    if errors or len(choices) < len(open_disputes):
        forms["errors"] = errors
        messages.error(request, _("Choose one for each conflict."))
        return None
    chosen = {
        (c.dispute.model._meta.label_lower, c.dispute.key, c.dispute.conflict.field): c.value for c in choices
    }
    work.settle(found, chosen, request.user.get_username())
    messages.success(request, _("Settled. The draft now rests on what is published."))
    return HttpResponseRedirect(request.path)


def _revert(request, found, forms):
    if found.state != State.APPLIED:
        raise work.StateError(found.get_state_display())
    taken = take_in(
        request.user,
        taking_back(found),
        in_each_language(lambda: _("Taken back: %(title)s") % {"title": found.called}),
        Wish.PUBLISH,
        origin=Origin.REVERT,
        reverts=found,
    )
    told = {
        Became.NOTHING: _("There is nothing left of it to take back."),
        Became.PUBLISHED: _("Taken back. What it changed is undone."),
        Became.CLASHED: _("Something has been changed since. Choose below what is to hold."),
        Became.DRAFT: _("A draft that takes it back is ready. Send it for approval."),
    }[taken.became]
    messages.success(request, told)
    to = taken.change_set or found
    return HttpResponseRedirect(reverse("drafts:one", args=[to.pk]))


_Act = Callable[[HttpRequest, ChangeSet, dict], HttpResponse | None]
_ACTIONS: dict[str, _Act] = {
    "submit": _submit,
    "approve": _approve,
    "reschedule": _reschedule,
    "publish-now": _publish_now,
    "unschedule": _unschedule,
    "send-back": _send_back,
    "discard": _discard,
    "take-up": _take_up,
    "leave-out": _leave_out,
    "rename": _rename,
    "work": _work,
    "settle": _settle,
    "revert": _revert,
}
