"""How much an address of a page may ask. The API has bounds of its own (hdir/opendata/frame.py)."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

# Characters and parameters behind the question mark. A page repeats them in each of its links.
LONGEST, MOST = 4_000, 100


def bounded_questions(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware. Stands inside the language, in which it says what is wrong."""
    of_pages = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        if not request.path_info.startswith(of_pages):
            return get_response(request)
        if "%00" in asked:
            # No text has this character, and PostgreSQL refuses to look for it: it counts as a blank.
            request.META["QUERY_STRING"] = asked = asked.replace("%00", "%20")
        if len(asked) > LONGEST or asked.count("&") >= MOST:
            # The page that says so would carry it on.
            request.META["QUERY_STRING"] = ""
            raise BadRequest(_("The address is too long. Ask for less at a time."))
        return get_response(request)

    return middleware
