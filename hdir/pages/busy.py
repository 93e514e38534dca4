"""What somebody is told who waited in vain for others who publish."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hdir.changes.publication import is_busy


class OthersPublish:
    """Answers 503 where nothing could be written because others did. What was sent is kept in a form that
    sends it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django where a view or its template fails."""
        return _try_again(request) if is_busy(exception) else None


def _try_again(request: HttpRequest) -> HttpResponse:
    sent = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if any("password" in name for name in sent):
        sent = {}  # a password isn't written into a page
    answer = render(request, "busy.html", {"sent": sent}, status=503)
    answer["Retry-After"] = "10"
    return answer
