"""Pages for what went wrong. Those of the server's faults are static: they need nothing that may be away."""

import sys

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from hdir.faults import Cause, cause_of
from hdir.history.gone import removal_at
from hdir.opendata.frame import is_for_programs
from hdir.pages.dates import WrongDate
from hdir.pages.kept import sent_by, signed_in_anew, signed_out
from hdir.safety.origins import is_own


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says what to write instead, where our own code knows; other causes are no reader's business."""
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    wrong_date = exception if isinstance(exception, WrongDate) else None
    return render(request, "400.html", {"reason": reason, "wrong_date": wrong_date}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For somebody of the desk who opens what is others' work."""
    why = _("Your account has no right to this. Ask a publisher, or whoever administers the accounts.")
    return _refused(request, _("You may not do this"), why)


def not_sent_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form whose protection fails: it was open while somebody logged in or out, or without cookies.
    What was written at the desk is kept, if a page of ours has sent it."""
    ours = request.path_info.startswith("/admin/") and is_own(request.headers.get("Origin", ""), request)
    if ours and (sent := sent_by(request)):
        return signed_in_anew(request, sent) if request.user.is_authenticated else signed_out(request, sent)
    why = _(
        "The form is too old, or your browser keeps no cookies. Go back, load the page again, and send it."
    )
    return _refused(request, _("The form could not be sent"), why)


def sent_by_another_site(request: HttpRequest) -> HttpResponse:
    """For a reader's form that other sites' pages send in the reader's name."""
    why = _("It was sent from a page of another site. Open the form here, and send it again.")
    return _refused(request, _("The form could not be sent"), why)


def _refused(request: HttpRequest, title: str, why: str) -> HttpResponse:
    return render(request, "403.html", {"title": title, "why": why}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """In the language of the address, with ways on; an address with a slash too many leads to the page, and
    that of a removed record says when and why it was removed."""
    without_slash = request.path_info.rstrip("/")
    unknown_address = request.resolver_match is None  # otherwise a page looked, and found nothing
    if unknown_address and without_slash != request.path_info and is_valid_path(without_slash):
        query = request.META.get("QUERY_STRING", "")
        address = f"{without_slash}?{query}" if query else without_slash
        return HttpResponsePermanentRedirect(escape_leading_slashes(address))
    if is_for_programs(request.path_info):
        return HttpResponse(status=404)  # which the frame of data puts into words for machines
    if removal := removal_at(request):
        return render(request, "410.html", {"removal": removal}, status=410)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database or the machine refuses, so that readers and robots come back; else 500."""
    error = sys.exc_info()[1]
    # A file of ours that isn't there is no fault that goes away by itself.
    if error is not None and cause_of(error) not in {None, Cause.RIGHTS}:
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
    return HttpResponse(render_to_string("500.html"), status=500)
