"""The order of the units beside each other, all of them on one page."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.models import Unit
from hdir.changes.edits import Edit, edit_between
from hdir.changes.snapshot import snapshot
from hdir.changes.titles import in_each_language
from hdir.changes.write import UnwritableError
from hdir.drafts.intake import Became, save_edits
from hdir.drafts.seen import as_seen, seen_by
from hdir.drafts.session import as_in_package
from hdir.editorial.refusals import in_words, told
from hdir.records.languages import current_language


class OrderForm(forms.Form):
    """A number for each unit; a script makes of it a list in which units change places."""

    def __init__(self, units: list[Unit], data=None):
        super().__init__(data)
        self.units = units
        self.names = {unit.pk: str(unit) for unit in units}
        for unit in units:
            self.fields[unit.pk] = forms.IntegerField(
                label=self.names[unit.pk],
                min_value=0,
                max_value=9999,
                initial=unit.position,
                widget=forms.NumberInput(attrs={"data-position": "yes"}),
            )

    def edits(self) -> list[Edit]:
        """The units that change places."""
        found = []
        for unit in self.units:
            before = snapshot(unit)
            unit.position = self.cleaned_data[unit.pk]
            found.append(edit_between(Unit, unit.pk, before, snapshot(unit)))
        return [edit for edit in found if edit]


@require_http_methods(["GET", "HEAD", "POST"])
def unit_order(request: HttpRequest, key: str) -> HttpResponse:
    """The page with the form."""
    if not request.user.has_perm("directory.change_unit"):
        raise PermissionDenied
    with as_seen(request), as_in_package(request):
        parent = get_object_or_404(Unit, pk=key)
        beside = Unit.objects.filter(parent=parent).order_by("position", "key")
        units = list(beside.prefetch_related("successors"))
        if not units:
            raise Http404
        form = OrderForm(units, request.POST or None)
        edits = form.edits() if request.method == "POST" and form.is_valid() else []
        titles = in_each_language(lambda: _("%(unit)s: order of the units below") % {"unit": parent})
        name = str(parent)
    if edits:
        try:
            taken = save_edits(request, edits, titles)
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
            messages.success(request, _("Published."))
            return HttpResponseRedirect(request.path)
    elif request.method == "POST" and form.is_valid():
        form.add_error(None, _("You haven’t changed anything."))
    context = {
        **admin.site.each_context(request),
        "title": titles[current_language()],
        "unit": parent,
        "unit_name": name,
        "form": form,
        "seen": seen_by(request),
    }
    return render(request, "admin/directory/unit/order.html", context)
