"""Earlier versions of what readers quote: units, statements and the texts of the strategy.

What this site said and when it changed; not what was true when, which is a matter of periods. Without the
names of editors.
"""

import datetime
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hdir.changes.history import changes_of
from hdir.changes.publication import as_edit
from hdir.history.wording import RecordWords, in_words_of
from hdir.pages.trail import Crumb
from hdir.records.models import Record
from hdir.records.registry import model_for_type

TYPES = ("unit", "statement", "strategy", "goal-area", "focus-area")
PER_PAGE = 20


@dataclass(frozen=True)
class Version:
    """What one publication did to the record."""

    day: datetime.date
    reason: str
    words: RecordWords


def versions_address(record: Record | None) -> str:
    """The page with a record's earlier versions, in the reader's language; "" if it has none."""
    if record is None or record.type_name not in TYPES:
        return ""
    return reverse("earlier-versions", args=[record.type_name, record.pk])


@require_safe
def earlier_versions(request: HttpRequest, type_name: str, key: str) -> HttpResponse:
    """When the record's page changed, with old and new in words."""
    model = model_for_type(type_name) if type_name in TYPES else None
    record = model._base_manager.filter(pk=key).first() if model else None
    if model is None or record is None:
        raise Http404
    page = Paginator(changes_of(model, key), PER_PAGE).get_page(request.GET.get("page"))
    told = [(change, edit) for change in page if (edit := as_edit(change))]
    words = in_words_of([edit for _change, edit in told], approvals=False)
    versions = [
        Version(timezone.localdate(change.change_set.applied), change.change_set.reason, one)
        for (change, _edit), one in zip(told, words, strict=True)
        # Of an approval or a place in the order, readers see nothing.
        if one.fields or change.action != "change"
    ]
    context = {
        "record": record,
        "kind": model._meta.verbose_name,
        "versions": versions,
        "page": page,
        "trail": [
            Crumb(label=str(record), address=record.get_absolute_url()),  # type: ignore[attr-defined]
            Crumb(label=_("Earlier versions")),
        ],
    }
    return render(request, "history/versions.html", context)
