"""The page about what the site keeps of whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hdir.accounts.models import KEPT
from hdir.backups.models import KEPT as BACKUPS_KEPT
from hdir.corrections.models import COUNTED_FOR, KEPT_ANSWERED, KEPT_AT_MOST
from hdir.opendata.datapage import contact
from hdir.pages.trail import Crumb

AUTHORITY = "https://www.datatilsynet.no/"


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What it promises in numbers is what the code counts with (tests/safety/test_privacy.py)."""
    context = {
        "trail": [Crumb(label=_("Privacy"))],
        "kept_answered": KEPT_ANSWERED,
        "kept_at_most": KEPT_AT_MOST,
        "backups_kept": BACKUPS_KEPT,
        "log_kept": KEPT,
        "hours": COUNTED_FOR.seconds // 3600,
        "contact": contact(),
        "authority": AUTHORITY,
    }
    return render(request, "safety/privacy.html", context)
