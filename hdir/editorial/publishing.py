"""How a save in the admin becomes a change set.

The form and its rows write as Django makes them, inside a transaction that is always taken back; what they
did is published, kept as a draft, or put in the package that the editor works in. Every page carries the
number of the change set that was published last when it was shown: a save is made on the content as it was
then, and merged with what others published since.
"""

import hashlib
import json
import re
from collections.abc import Callable

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from hdir.changes.edits import Edit, keys_of
from hdir.changes.models import Change, ChangeSet, State
from hdir.changes.publication import edits_of, is_busy, onto_live
from hdir.changes.staging import captured
from hdir.changes.titles import Titles, in_each_language
from hdir.changes.write import UnwritableError
from hdir.conflicts.disputes import disputes
from hdir.drafts import work
from hdir.drafts.forms import WhyForm
from hdir.drafts.intake import Became, Taken, take_in, wish_of
from hdir.drafts.page import open_drafts_of
from hdir.drafts.rights import may_publish_alone
from hdir.drafts.seen import as_seen, seen_by
from hdir.drafts.session import as_in_package, open_package
from hdir.drafts.titles import title_of
from hdir.editorial.refusals import (
    Refusal,
    RefusedError,
    in_words,
    others_publish,
    refuse_broken_rules,
    refused_by_database,
    tell,
)
from hdir.editorial.small_window import needs_package, package_first
from hdir.history.names import Names, naming
from hdir.history.wording import in_words_of
from hdir.records.keys import KEY_PATTERN
from hdir.records.languages import current_language

# The hidden field that says what of the open package the form showed.
_READ = "_read"


class PublishingAdmin(admin.ModelAdmin):
    """What the admin of every kind of record has of this."""

    change_form_template = "admin/record_form.html"
    delete_confirmation_template = "admin/record_delete.html"

    # --- Pages as they stand in the open package ------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        """The list, and its actions: what they do is one change set."""

        def page():
            return super(PublishingAdmin, self).changelist_view(request, extra_context)

        if request.method != "POST":
            return self._in_package(request, page)
        answer = self._saved(request, page)
        if answer is None:
            _tell_why_not(request)
            answer = HttpResponseRedirect(request.get_full_path())
        return answer

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form of a record; saved as a change set."""

        # Anything may stand in an address; only a key leads further.
        key = object_id if object_id and re.match(KEY_PATTERN, object_id) else None

        def context():
            return {
                **(extra_context or {}),
                "seen": seen_by(request),
                "read": request.POST.get(_READ) or self._read(request, key),
                "why": WhyForm(request.POST or None),
                "may_publish_alone": may_publish_alone(request.user),
                "package": open_package(request),
                "other_drafts": self._other_drafts(request, key),
                "tools": self.tools(request, key) if key else [],
                "has_running_texts": bool(getattr(self.model, "running_texts", ())),
                "history_address": key and reverse("history:record", args=[self.model.type_name, key]),
            }

        def page():
            return super(PublishingAdmin, self).changeform_view(request, object_id, form_url, context())

        if object_id is None and self.has_add_permission(request) and needs_package(request):
            return package_first(request)
        if request.method != "POST":
            return self._in_package(request, page)
        request.refusals = ()
        answer = self._saved(request, page)
        if answer is not None:
            return answer

        def same_page():
            # Django's own view would take a transaction, and the lock that others may hold. A form with
            # refusals writes nothing.
            return self._changeform_view(request, object_id, form_url, context())  # type: ignore[attr-defined]

        # Nothing was kept. The same page again, with what was typed and the reasons.
        return same_page() if request.others_publish else self._in_package(request, same_page)

    def delete_view(self, request, object_id, extra_context=None):
        """The question whether to delete a record, and its removal."""

        def page():
            context = {**(extra_context or {}), "why": WhyForm(), "package": open_package(request)}
            return super(PublishingAdmin, self).delete_view(request, object_id, context)

        if request.method != "POST":
            return self._in_package(request, page)
        answer = self._saved(request, page)
        if answer is None:
            _tell_why_not(request)
            answer = HttpResponseRedirect(self._address(object_id))
        return answer

    def history_view(self, request, object_id, extra_context=None):
        """Our own history, with old and new values, instead of Django's list of what somebody pressed."""
        return HttpResponseRedirect(reverse("history:record", args=[self.model.type_name, object_id]))

    def tools(self, request: HttpRequest, key: str) -> list[tuple[str, str]]:
        """What else can be done with a record than to change its fields: label and address of each."""
        return []

    def _address(self, key: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[key])

    def _in_package(self, request: HttpRequest, page: Callable[[], HttpResponse]) -> HttpResponse:
        """A page with the changes of the package that the editor works in."""
        with as_in_package(request):
            return _rendered(page())

    def _other_drafts(self, request: HttpRequest, key: str | None) -> list[ChangeSet]:
        if key is None:
            return []
        package = open_package(request)
        return open_drafts_of([(self.opts.label_lower, key)], besides=package.pk if package else None)

    # --- Saving ------------------------------------------------------------------------------------

    def _saved(self, request, page: Callable[[], HttpResponse]) -> HttpResponse | None:
        """Lets a page write, and makes a change set of what it wrote. None if it was refused; the reasons
        are then in `request.refusals`, and `request.others_publish` says whether that is all."""
        request.others_publish, request.deletes = False, ""
        try:
            return self._written(request, page)
        except OperationalError as error:
            if not is_busy(error) or open_package(request):
                raise  # the form can't be shown as the package has it; hdir/pages/busy.py keeps what was sent
            request.others_publish = True
            request.refusals = [others_publish()]
            return None

    def _written(self, request, page: Callable[[], HttpResponse]) -> HttpResponse | None:
        package = open_package(request)
        seen = seen_by(request)
        request.wrote = None  # what was written, in a few words of each language
        request.deletes = ""  # what is deleted, by its name
        try:
            with as_seen(request), captured() as found:
                if package is not None:
                    self._refuse_unread(request, package)
                    read = work.mark_of(package)
                    found.write(onto_live(edits_of(package))[0])
                answer = _rendered(page())
                # A package may be half done; what stands alone must fit the content.
                if request.wrote is not None and package is None:
                    refuse_broken_rules()
        except RefusedError as refused:
            request.refusals = refused.refusals
            return None
        except IntegrityError as error:
            request.refusals = refused_by_database(error).refusals
            return None
        except UnwritableError as error:
            request.refusals = in_words(error.problems)
            return None
        if request.wrote is None:
            return answer  # a question, or a form with mistakes
        if package is not None:
            return self._packed(request, package, found.edits, answer, read)
        return self._taken(request, found.edits, seen, answer)

    def _read(self, request: HttpRequest, key: str | None) -> str:
        """A mark of what the open package says of a record and of the kinds of rows in its form; "" outside
        one. What is only added elsewhere can't be overwritten by the form."""
        package = open_package(request)
        if package is None:
            return ""
        rows = {inline.model for inline in self.get_inline_instances(request)}
        said = [
            (edit.model._meta.label, edit.key, edit.action, edit.after)
            for edit in edits_of(package)
            if (edit.model is self.model and edit.key == key) or (edit.model in rows and edit.action != "add")
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

    def _refuse_unread(self, request: HttpRequest, package: ChangeSet) -> None:
        """Raises RefusedError for a form that shows what the package doesn't say any more: it would take
        back what somebody, perhaps in another window, has saved since."""
        read = request.POST.get(_READ)
        match = request.resolver_match
        if read and match and read != self._read(request, match.kwargs.get("object_id")):
            raise RefusedError([_saved_since(package)])

    def _packed(
        self, request, package: ChangeSet, edits: list[Edit], answer: HttpResponse, read: int
    ) -> HttpResponse | None:
        try:
            work.put(package, edits, request.user.get_username(), read)
        except work.RewrittenError:
            request.refusals = [_saved_since(package)]
            return None
        link = _link(reverse("drafts:one", args=[package.pk]), package.called)
        messages.success(request, format_html(_("Saved in “{}”. It isn’t published yet."), link))
        if package.state != State.DRAFT:
            messages.warning(request, _("It is a draft again. Send it for approval when you are done."))
        return answer

    def _taken(self, request, edits: list[Edit], seen: int, answer: HttpResponse) -> HttpResponse | None:
        wish = wish_of(request)
        why = WhyForm(request.POST)
        if not why.is_valid():
            request.refusals = [Refusal(str(words), str(words)) for words in why.errors["why"]]
            return None
        others = _published_by_others(edits, seen)
        wrote: Titles = request.wrote
        title = (
            wrote if request.deletes else in_each_language(lambda: title_of(wrote[current_language()], edits))
        )
        try:
            taken = take_in(request.user, edits, title, wish, reason=why.cleaned_data["why"])
        except UnwritableError as error:
            request.refusals = in_words(error.problems, edits)
            return None
        self._tell(request, taken, others)
        if request.deletes and taken.became is not Became.NOTHING:
            _tell_who_let_go(request, edits)
        if taken.change_set is None or taken.became is Became.PUBLISHED:
            return answer
        if IS_POPUP_VAR in request.POST and taken.became is not Became.CLASHED:
            return answer  # closes the small window; the page behind says it when it is shown next
        return HttpResponseRedirect(reverse("drafts:one", args=[taken.change_set.pk]))

    def _tell(self, request, taken: Taken, others: list[str]) -> None:
        match taken.became:
            case Became.NOTHING:
                messages.info(request, _("Nothing was changed."))
            case Became.PUBLISHED:
                link = _link(_page_of(taken.change_set), _("What was changed"))
                messages.success(request, format_html(_("Published. {}"), link))
                if others:
                    words = _(
                        "Others changed something here while you were writing; both are kept: %(what)s."
                    )
                    messages.info(request, words % {"what": ", ".join(others)})
            case Became.CLASHED:
                words = _(
                    "Somebody published other values while you were writing: {}. Nothing is lost: what you "
                    "wrote is kept as a draft, and not sent to anybody. Choose below what is to hold."
                )
                messages.warning(request, format_html(words, _links_to_clashes(taken)))
            case Became.DRAFT:
                messages.success(request, _("Saved as a draft. It isn’t published yet."))
            case Became.SUBMITTED:
                messages.success(request, _("Sent for approval."))

    # --- What Django would do besides ----------------------------------------------------------------

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.wrote = in_each_language(naming(form.instance))

    def delete_model(self, request, obj):
        named = naming(obj)
        request.deletes = named()
        request.wrote = in_each_language(lambda: _("Deleted: %(record)s") % {"record": named()})
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        keys = list(queryset.values_list("pk", flat=True)[:5])
        names = Names({self.model: set(keys)})

        def named() -> str:
            return "; ".join(names.of(self.model, key) for key in keys)

        request.deletes = named()
        request.wrote = in_each_language(lambda: _("Deleted: %(record)s") % {"record": named()})
        super().delete_queryset(request, queryset)

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """Django's messages of success come too early: what became of a save is told by `_tell`."""
        if level not in {messages.SUCCESS, messages.INFO}:
            super().message_user(request, message, level, *args, **kwargs)

    def log_addition(self, request, obj, message):
        """The change set is the log."""

    def log_change(self, request, obj, message):
        """The change set is the log."""

    def log_deletions(self, request, queryset):
        """The change set is the log."""


def _rendered(response: HttpResponse) -> HttpResponse:
    """Rendered now, while the content is as the page is to show it."""
    if isinstance(response, TemplateResponse) and not response.is_rendered:
        response.render()
    return response


def _saved_since(package: ChangeSet) -> Refusal:
    words = _(
        "Somebody has saved in the package “%(package)s” since you opened this page. Nothing was saved. Open "
        "the page anew to see what is there now, and write what you wrote once more."
    ) % {"package": package.called}
    return Refusal(words, words)


def _page_of(change_set: ChangeSet | None) -> str:
    return reverse("drafts:one", args=[change_set.pk]) if change_set else reverse("drafts:list")


def _link(address: str, text: str) -> str:
    return format_html('<a href="{}">{}</a>', address, text)


def _tell_why_not(request: HttpRequest) -> None:
    if request.deletes:  # type: ignore[attr-defined]
        messages.error(request, _("Not deleted: %(record)s") % {"record": request.deletes})  # type: ignore[attr-defined]
    tell(request, request.refusals)  # type: ignore[attr-defined]


def _tell_who_let_go(request: HttpRequest, edits: list[Edit]) -> None:
    """Names the records that pointed to what is deleted and go on without it."""
    left = [edit for edit in edits if edit.action == "change"]
    if left:
        names = "; ".join(
            _("%(kind)s “%(name)s”") % {"kind": words.kind, "name": words.name} for words in in_words_of(left)
        )
        messages.warning(
            request, _("These pointed to it, and no longer do: %(records)s.") % {"records": names}
        )


def _links_to_clashes(taken: Taken) -> str:
    """The fields in which an editor and somebody else differ, each leading to the choice."""
    page = _page_of(taken.change_set)
    fields = ((page, one.name, f"{one.title}: {one.label}") for one in disputes(taken.clashes))
    return format_html_join(", ", '<a href="{}#{}">{}</a>', fields)


def _published_by_others(edits: list[Edit], seen: int) -> list[str]:
    """What others published in the same records since a page was shown."""
    since = Change.objects.filter(change_set__state=State.APPLIED, change_set__number__gt=seen)
    told: list[str] = []
    for model, keys in keys_of(edits).items():
        label = model._meta.label_lower
        for change in since.filter(model=label, key__in=sorted(keys)).order_by("change_set__number"):
            edit = Edit(model, change.key, change.action, change.before, change.after)
            for words in in_words_of([edit], approvals=False):
                told += [f"{words.name}: {field.label}" for field in words.fields] or [words.name]
    return list(dict.fromkeys(told))
