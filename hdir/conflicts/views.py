"""Conflicts between files and staff, side by side, settled with a click for each field."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hdir.changes.titles import in_each_language
from hdir.changes.write import UnwritableError
from hdir.conflicts.disputes import disputes, read_choices
from hdir.conflicts.settlement import settle, waiting
from hdir.editorial.refusals import in_words, tell

# A reload after a long time may have hundreds; a page of them is enough to work through.
SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: HttpRequest) -> HttpResponse:
    """All conflicts that wait, and what was chosen for some or all of them."""
    if not request.user.has_perm("changes.publish_changeset"):
        raise PermissionDenied
    clashes = waiting()
    found = disputes(clashes[:SHOWN])
    errors: dict[str, str] = {}
    if request.method == "POST":
        choices, errors = read_choices(request.POST, found)
        if choices and not errors:
            try:
                published = settle(
                    choices, request.user.get_username(), in_each_language(lambda: _("Conflicts settled"))
                )
            except UnwritableError as error:
                tell(request, in_words(error.problems))
            else:
                words = ngettext("%(count)s conflict settled.", "%(count)s conflicts settled.", len(choices))
                messages.success(request, words % {"count": len(choices)})
                if published:
                    address = reverse("drafts:one", args=[published.pk])
                    return HttpResponseRedirect(address)
                return HttpResponseRedirect(request.path)
        elif not errors:
            messages.error(request, _("Choose for at least one conflict."))
    context = {
        **admin.site.each_context(request),
        "title": _("Conflicts between files and staff"),
        "disputes": found,
        "more": len(clashes) - len(found),
        "errors": errors,
        "chosen": request.POST,
    }
    return render(request, "admin/conflicts/list.html", context)
