"""Nobody works at the desk with a password alone.

For everything but the pages that lead to a second factor, staff who haven't used one in this session are
nobody: public pages show them what readers see, and the admin, with drafts, previews and the translators'
board, sends them to a factor. A page that is added tomorrow is shut as well.
"""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from hdir.accounts import factors
from hdir.pages.kept import sent_by, signed_out

# Where somebody who has none may be: to set one up, to use one, to say the password again, or to leave.
SETTING_UP = {
    "accounts:set-up",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
}
USING = {
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
}
_SHUT = ("/admin/", "/accounts/")


class SecondFactor:
    """Middleware, inside authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user
        request.signed_in = signed_in  # type: ignore[attr-defined]
        request.user = SimpleLazyObject(  # type: ignore[assignment]
            lambda: AnonymousUser() if lacks_factor(request, signed_in) else signed_in
        )
        response = self.get_response(request)
        if request.path_info.startswith("/accounts/"):
            add_never_cache_headers(response)
            response["X-Robots-Tag"] = "noindex"
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Called by Django when it knows which page is asked for."""
        if not request.path_info.startswith(_SHUT):
            return None
        signed_in = request.signed_in  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not lacks_factor(request, signed_in):
            return _kept(request)
        kinds = factors.kinds_of(signed_in)
        match = request.resolver_match
        if match is not None and match.view_name in (USING if kinds else SETTING_UP):
            request.user = signed_in
            return None
        return _kept(request) or HttpResponseRedirect(_way_on(request, kinds))


def lacks_factor(request: HttpRequest, user) -> bool:
    """Whether somebody must use a second factor, or set one up, before they may do what their account may."""
    return factors.needs_one(user) and not factors.was_used(request, user)


def _kept(request: HttpRequest) -> HttpResponse | None:
    """What somebody wrote at the desk whose sign-in has ended meanwhile; None where nothing was written."""
    if request.method != "POST" or not request.path_info.startswith("/admin/"):
        return None
    if request.user.is_authenticated or not (sent := sent_by(request)):
        return None
    return signed_out(request, sent)


def _way_on(request: HttpRequest, kinds: set[str]) -> str:
    if not kinds:
        return reverse("accounts:set-up")
    by_code = kinds & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}
    page = reverse("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn")
    asked = request.get_full_path() if request.path_info.startswith("/admin/") else reverse("admin:index")
    return f"{page}?{urlencode({REDIRECT_FIELD_NAME: asked})}"
