"""What every answer carries and no library here sets: pages, files, errors and redirects alike."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# The site uses none of the browser's devices.
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
# Django's admin writes markup as text, which this would forbid; our own pages never do.
_OF_THE_DESK = ("/admin/", "/accounts/")
_NO_MARKUP_FROM_SCRIPTS = {"require-trusted-types-for": ["'script'"], "trusted-types": ["'none'"]}


def safe_headers(get_response: Callable[[HttpRequest], HttpResponse]):
    """Middleware. Stands inside django-csp's, whose policy it makes stricter for readers' pages.

    Nothing may be embedded by other sites but what says so itself (hdir.opendata.frame).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path_info.startswith(_OF_THE_DESK):
            response._csp_update = {**_NO_MARKUP_FROM_SCRIPTS, **getattr(response, "_csp_update", {})}  # type: ignore[attr-defined]
        return response

    return middleware
