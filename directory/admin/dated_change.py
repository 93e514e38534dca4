"""«Endre fra dato»: a unit gets another name, kind or place from a date on.

What it was until then becomes an earlier state. A correction of a mistake is no such change: that is made in
the unit's own form.
"""

import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import EarlierState, Unit
from directory.models.units import UnitKind
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
from hdir.records.languages import LANGUAGES, current_language
from hdir.records.models import Language
from hdir.records.periods import first_day, validate_partial_date
from hdir.records.plain_text import validate_text
from hdir.texts.edits import note_edit


def last_before(date: str) -> str:
    """The last year, month or day before a partial date, as exact as it is: "2023" before "2024"."""
    before = first_day(date) - datetime.timedelta(days=1)
    return before.isoformat()[: len(date)]


class DatedChangeForm(forms.Form):
    """From when, and what the unit is from then on."""

    since = forms.CharField(
        label=gettext_lazy("From"),
        max_length=10,
        validators=[validate_partial_date],
        widget=PartialDateInput,
        help_text=gettext_lazy("The first day, month or year of the new state: 2024-01-01, 2024-01 or 2024."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=UnitKind)
    parent: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("part of"), queryset=Unit.objects.order_by("sort_nb"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        required=False,
        validators=[validate_text],
        widget=Lines(attrs={"rows": 2}),
        help_text=gettext_lazy("Such as the decision. Readers of the history see it."),
    )

    def __init__(self, unit: Unit, data=None):
        super().__init__(
            data,
            initial={
                "kind": unit.kind,
                "parent": unit.parent_id,
                **{f"name_{code}": getattr(unit, f"name_{code}") for code in LANGUAGES},
            },
        )
        self.unit = unit
        names = {}
        for code in LANGUAGES:
            names[f"name_{code}"] = forms.CharField(
                label=_("New name – %(language)s") % {"language": Language(code).label},
                required=code == unit.origin,
                max_length=200,
                validators=[validate_text],
                widget=forms.TextInput(attrs={"lang": code, "class": "vTextField"}),
            )
        self.fields = {"since": self.fields["since"], **names, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        same = all(
            (cleaned.get(name) or "") == (getattr(self.unit, name) or "")
            for name in (*(f"name_{code}" for code in LANGUAGES), "kind")
        )
        parent = cleaned.get("parent")
        if not self.errors and same and (parent.pk if parent else None) == self.unit.parent_id:
            raise forms.ValidationError(_("You haven’t changed anything."))
        return cleaned

    def edits(self) -> list[Edit]:
        """What the unit was becomes an earlier state, and the unit what the form says."""
        unit, cleaned = self.unit, self.cleaned_data
        earlier = EarlierState(
            unit=unit,
            until=last_before(cleaned["since"]),
            kind=unit.kind,
            parent_id=unit.parent_id,
            origin=unit.origin,
            approved={code: {"name": m["name"]} for code, m in unit.approved.items() if "name" in m},
            sources=unit.sources,
            **{f"name_{code}": getattr(unit, f"name_{code}") for code in LANGUAGES},
        )
        earlier.pk = new_key(earlier)
        before = snapshot(unit)
        old = {f"name_{code}": getattr(unit, f"name_{code}") for code in LANGUAGES}
        for name in old:
            setattr(unit, name, cleaned[name] or None)
        unit.kind, unit.parent = cleaned["kind"], cleaned["parent"]
        note_edit(unit, old)
        changed = edit_between(Unit, unit.pk, before, snapshot(unit))
        added = edit_between(EarlierState, earlier.pk, None, snapshot(earlier))
        return [edit for edit in (changed, added) if edit]


def change_from_a_date(request: HttpRequest, key: str) -> HttpResponse:
    """The page with the form."""
    if not request.user.has_perm("directory.change_unit"):
        raise PermissionDenied
    if request.method not in {"GET", "HEAD", "POST"}:
        raise Http404
    with as_seen(request), as_in_package(request):
        unit = get_object_or_404(Unit, pk=key)
        form = DatedChangeForm(unit, request.POST or None)
        edits = form.edits() if request.method == "POST" and form.is_valid() else []
    titles = in_each_language(lambda: _("%(unit)s: change from a date") % {"unit": unit})
    title = titles[current_language()]
    if edits:
        try:
            taken = save_edits(request, edits, titles, reason=form.cleaned_data["reason"])
        except UnwritableError as error:
            for words in told(in_words(error.problems, edits)):
                form.add_error(None, words)
        else:
            if taken.change_set is not None and taken.became is not Became.PUBLISHED:
                sent = taken.became is Became.SUBMITTED
                messages.success(
                    request, _("Sent for approval.") if sent else _("Saved. It isn’t published yet.")
                )
                return HttpResponseRedirect(reverse("drafts:one", args=[taken.change_set.pk]))
            messages.success(request, _("Published. What the unit was until then is kept."))
            return HttpResponseRedirect(reverse("admin:directory_unit_change", args=[key]))
    context = {**admin.site.each_context(request), "title": title, "unit": unit, "form": form}
    context["seen"] = seen_by(request)
    return render(request, "admin/directory/unit/from_a_date.html", context)
