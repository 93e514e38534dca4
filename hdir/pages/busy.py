"""What somebody is told whose work couldn't be saved, by no fault of theirs: others publish, or the database
can't be written to."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hdir.faults import Cause, cause_of
from hdir.pages.kept import sent_by

logger = logging.getLogger(__name__)

_CANNOT_WRITE = {Cause.FULL, Cause.FAILING, Cause.READ_ONLY}


class OthersPublish:
    """Answers 503 where nothing could be written. What was sent is kept in a form that sends it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django where a view or its template fails."""
        cause = cause_of(exception)
        if cause is Cause.BUSY:
            why = _(
                "Somebody else is publishing just now, and it takes longer than usual. Nothing was saved."
            )
            return _try_again(request, why)
        if cause in _CANNOT_WRITE and request.method == "POST":
            # Who watches the log is to see it: readers notice nothing.
            logger.error("The database can't be written to: %s", exception)
            why = _(
                "The database cannot be written to just now. Nothing was saved. Tell whoever runs the site."
            )
            try:
                return _try_again(request, why)
            except (DatabaseError, InterfaceError):
                return None  # it can't be read either
        return None


def _try_again(request: HttpRequest, why: str) -> HttpResponse:
    answer = render(request, "busy.html", {"sent": sent_by(request), "why": why}, status=503)
    answer["Retry-After"] = "10"
    return answer
