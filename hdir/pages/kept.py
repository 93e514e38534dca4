"""What somebody sent that couldn't be taken in, kept on the answer in a form that sends it again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

Sent = dict[str, list[str]]


def sent_by(request: HttpRequest) -> Sent:
    """The fields that were sent; none where one of them is a password, which isn't written into a page."""
    sent = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    return {} if any("password" in name for name in sent) else sent


def signed_out(request: HttpRequest, sent: Sent) -> HttpResponse:
    """For somebody whose sign-in ended while they were writing."""
    why = _("Nothing was saved. What you wrote is kept on this page for as long as it is open.")
    title = _("You are not signed in any more")
    return _again(request, {"title": title, "why": why, "sent": sent, "signed_out": True})


def signed_in_anew(request: HttpRequest, sent: Sent) -> HttpResponse:
    """For somebody who has signed in since the form was shown: its protection is that of the time before."""
    why = _("You have signed in since the form was shown. What you wrote is kept here: the button sends it.")
    return _again(request, {"title": _("Send it once more"), "why": why, "sent": sent})


def _again(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    return render(request, "again.html", context, status=403)
