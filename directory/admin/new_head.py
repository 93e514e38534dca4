"""«Bytt leder»: somebody leaves a post and somebody else takes it, told once.

The one who leaves gets an end, the day before the other begins; a person who isn't known yet is added.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from directory.admin.dated_change import last_before
from directory.models import Document, Manner, Membership, Person, Post
from hdir.changes.edits import Edit, edit_between
from hdir.changes.snapshot import snapshot
from hdir.changes.titles import in_each_language
from hdir.changes.write import UnwritableError
from hdir.drafts.intake import Became, save_edits
from hdir.drafts.seen import as_seen, seen_by
from hdir.drafts.session import as_in_package
from hdir.editorial.fields import Lines, PartialDateInput
from hdir.editorial.keys import new_key
from hdir.editorial.refusals import in_words, told
from hdir.records.languages import current_language
from hdir.records.periods import validate_partial_date
from hdir.records.plain_text import validate_text
from hdir.records.sources import LINE_PATTERN


class NewHeadForm(forms.Form):
    """Who begins, when and how; who leaves; and where that is known from."""

    person: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Who takes the post"), queryset=Person.objects.none(), required=False
    )
    name = forms.CharField(
        label=gettext_lazy("or somebody who isn’t in the list"),
        required=False,
        max_length=120,
        validators=[validate_text],
        widget=AdminTextInputWidget(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Only the name: no private address, telephone number or e-mail."),
    )
    since = forms.CharField(
        label=gettext_lazy("Begins"),
        max_length=10,
        validators=[validate_partial_date],
        widget=PartialDateInput,
        help_text=gettext_lazy("The first day, month or year: 2024-01-01, 2024-01 or 2024."),
    )
    manner = forms.ChoiceField(label=gettext_lazy("manner"), choices=Manner)
    leaving = forms.MultipleChoiceField(
        label=gettext_lazy("Who leaves the day before"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    document = forms.ChoiceField(label=gettext_lazy("Document"), required=False)
    line = forms.RegexField(
        LINE_PATTERN,
        label=gettext_lazy("Line"),
        required=False,
        error_messages={"invalid": gettext_lazy("write the line as 27 or 27-29.")},
        help_text=gettext_lazy("Where in the document it stands: 27 or 27-29. May be empty."),
    )
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        required=False,
        validators=[validate_text],
        widget=Lines(attrs={"rows": 2}),
        help_text=gettext_lazy("Such as the decision. Readers of the history see it."),
    )

    def __init__(self, post: Post, data=None):
        self.post: Post = post
        self.held = [
            one
            for one in Membership.objects.filter(post=post).select_related("person").order_by("pk")
            if not one.valid_to
        ]
        ordinary = [one.pk for one in self.held if one.manner == Manner.ORDINARY]
        initial = {"since": timezone.localdate().isoformat(), "leaving": ordinary, "manner": Manner.ORDINARY}
        super().__init__(data, initial=initial)
        # Read now: the fields are shown when the package's content is out of sight again.
        person, leaving, document = (self.fields[name] for name in ("person", "leaving", "document"))
        person.queryset = Person.objects.order_by("sort_name", "pk")  # type: ignore[attr-defined]
        person.choices = list(person.choices)  # type: ignore[attr-defined]
        person.widget.attrs["class"] = "long"
        leaving.choices = [(one.pk, f"{one.person} ({one.get_manner_display()})") for one in self.held]  # type: ignore[attr-defined]
        if not self.held:
            del self.fields["leaving"]
        documents = [(one.pk, f"{one.pk} – {one}") for one in Document.objects.order_by("position", "pk")]
        document.choices = [("", _("Choose a document")), *documents]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        person, name = cleaned.get("person"), (cleaned.get("name") or "").strip()
        if not (person or name):
            self.add_error("person", _("Choose somebody, or write a name below."))
        elif person and name and person.name != name:
            self.add_error("name", _("Choose somebody from the list or write a name, not both."))
        elif not person and (known := Person.objects.filter(name__iexact=name).first()):
            cleaned["person"] = known
        if cleaned.get("line") and not cleaned.get("document"):
            self.add_error("document", _("Which document is the line in?"))
        since = cleaned.get("since")
        for one in self.held:
            too_late = since and one.valid_from and last_before(since) < one.valid_from[: len(since)]
            if too_late and one.pk in cleaned.get("leaving", ()):
                words = _("%(person)s didn’t begin before %(date)s.")
                self.add_error("since", words % {"person": one.person, "date": one.valid_from})
        return cleaned

    def edits(self) -> list[Edit]:
        """Who leaves gets an end; who begins is added, and before that the person if nobody knew them."""
        cleaned = self.cleaned_data
        since, found = cleaned["since"], []
        for one in self.held:
            if one.pk in cleaned.get("leaving", ()):
                before = snapshot(one)
                one.valid_to = last_before(since)
                found.append(edit_between(Membership, one.pk, before, snapshot(one)))
        sources = []
        if cleaned["document"]:
            line = {"line": cleaned["line"]} if cleaned["line"] else {}
            sources = [{"document": cleaned["document"], **line}]
        person = cleaned["person"]
        if person is None:
            person = Person(name=cleaned["name"].strip(), sources=sources)
            person.pk = new_key(person)
            found.append(edit_between(Person, person.pk, None, snapshot(person)))
        begun = Membership(
            post=self.post, person=person, manner=cleaned["manner"], valid_from=since, sources=sources
        )
        begun.pk = new_key(begun)
        found.append(edit_between(Membership, begun.pk, None, snapshot(begun)))
        return [edit for edit in found if edit]


@require_http_methods(["GET", "HEAD", "POST"])
def new_head(request: HttpRequest, key: str) -> HttpResponse:
    """The page with the form."""
    needed = ("directory.change_membership", "directory.add_membership", "directory.add_person")
    if not request.user.has_perms(needed):  # type: ignore[union-attr]
        raise PermissionDenied
    with as_seen(request), as_in_package(request):
        post: Post = get_object_or_404(Post.objects.select_related("unit"), pk=key)
        form = NewHeadForm(post, request.POST or None)
        edits = form.edits() if request.method == "POST" and form.is_valid() else []
        # Named here, while the package is in sight.
        titles = in_each_language(lambda: _("%(post)s: new head") % {"post": post})
        unit, name = post.unit, str(post)
    if edits:
        try:
            taken = save_edits(request, edits, titles, reason=form.cleaned_data["reason"])
        except UnwritableError as error:
            for words in told(in_words(error.problems, edits)):
                form.add_error(None, words)
        else:
            if taken.change_set is not None and taken.became is not Became.PUBLISHED:
                told_as = _("Sent for approval.") if taken.became is Became.SUBMITTED else ""
                messages.success(request, told_as or _("Saved. It isn’t published yet."))
                return HttpResponseRedirect(reverse("drafts:one", args=[taken.change_set.pk]))
            messages.success(request, _("Published. Who led it until then is kept."))
            return HttpResponseRedirect(reverse("admin:directory_post_change", args=[key]))
    context = {
        **admin.site.each_context(request),
        "title": titles[current_language()],
        "post": post,
        "post_name": name,
        "unit": unit,
        "form": form,
        "seen": seen_by(request),
    }
    return render(request, "admin/directory/post/new_head.html", context)
