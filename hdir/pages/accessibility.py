"""The accessibility statement: what the last run of the accessibility tests found, in words."""

import datetime
import json
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hdir.pages.trail import Crumb

# Written by tests/accessibility/results.py; the tests fail when it no longer says what they test.
RESULTS = Path(__file__).with_suffix(".json")


@dataclass(frozen=True)
class Results:
    """What was tested and what was found; the pages are those of the site and those of the editors."""

    tested: datetime.date
    axe: str
    pages: int
    desk_pages: int
    checks: int
    violations: int
    widths: list[int]

    @classmethod
    def read(cls) -> "Results":
        """Those of the last run that was written down."""
        kept = json.loads(RESULTS.read_text("utf-8"))
        return cls(**{**kept, "tested": datetime.date.fromisoformat(kept["tested"])})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement, with the headings that public bodies in Norway use for theirs."""
    context = {
        "trail": [Crumb(label=_("Accessibility statement"))],
        "results": Results.read(),
        "report_address": f"{reverse('report')}?page={request.path}",
    }
    return render(request, "pages/accessibility.html", context)
