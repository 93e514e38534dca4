"""Pages shown as they were, because the database is away or the page can't be made again, and saying so."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import http_date
from django.utils.translation import get_language_from_path, override

from hdir.pagecache.ready_page import ReadyPage

_BEFORE = b"<main"


def as_it_was(page: ReadyPage, request: HttpRequest, since: datetime.datetime) -> HttpResponse:
    """The kept page, with a notice for readers that it is as of `since`; data says it in `Last-Modified`."""
    headers = {name: value for name, value in page.headers.items() if name not in {"ETag", "Repr-Digest"}}
    headers |= {"Cache-Control": "no-store", "Last-Modified": http_date(since.timestamp())}
    body = page.body
    if headers.get("Content-Type", "").startswith("text/html"):
        with override(get_language_from_path(request.path_info)):
            notice = render_to_string("as_it_was.html", {"since": since})
        body = body.replace(_BEFORE, notice.encode() + _BEFORE, 1)
    return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)
