"""Conflicts between files and staff, side by side, settled with a click for each field."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hdir.changes.models import State
from hdir.changes.publication import turn
from hdir.changes.titles import in_each_language
from hdir.changes.write import UnwritableError
from hdir.conflicts.disputes import Choice, disputes, read_choices
from hdir.conflicts.settlement import settle, waiting
from hdir.editorial.refusals import in_words, tell

# A reload after a long time may have hundreds; a page of them is enough to work through.
SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: HttpRequest) -> HttpResponse:
    """All conflicts that wait, and what was chosen for some or all of them."""
    if not request.user.has_perm("changes.publish_changeset"):
        raise PermissionDenied
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            with turn():  # what is chosen among is what is chosen
                choices, errors = read_choices(request.POST, disputes(waiting()[:SHOWN]))
                if choices and not errors:
                    return _settled(request, choices)
        except UnwritableError as error:
            tell(request, in_words(error.problems))
        else:
            if not errors:
                messages.error(request, _("Choose for at least one conflict."))
    clashes = waiting()
    found = disputes(clashes[:SHOWN])
    context = {
        **admin.site.each_context(request),
        "title": _("Conflicts between files and staff"),
        "disputes": found,
        "more": len(clashes) - len(found),
        "errors": errors,
        "chosen": request.POST,
    }
    return render(request, "admin/conflicts/list.html", context)


def _settled(request: HttpRequest, choices: list[Choice]) -> HttpResponse:
    """Settles, and leads to what that made."""
    made = settle(choices, request.user, in_each_language(lambda: _("Conflicts settled")))
    words = ngettext("%(count)s conflict settled.", "%(count)s conflicts settled.", len(choices))
    messages.success(request, words % {"count": len(choices)})
    if any(one.state == State.SUBMITTED for one in made):
        messages.info(request, _("What you wrote yourself waits for somebody else’s approval."))
    return HttpResponseRedirect(reverse("drafts:one", args=[made[-1].pk]) if made else request.path)
