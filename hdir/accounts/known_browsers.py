"""Browsers in which somebody has signed in before, told by a cookie that only the pages of accounts get.

The cookie opens nothing: it has its own count of failures, so that nobody else's failures are in the way.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from hdir.client_address import fingerprint

NAME = "known_browser"
_PATH = "/accounts/"
_SALT = "hdir.accounts.known-browser"
_DAYS = 180
_MOST = 5  # accounts of one browser


def browser_known_to(request: HttpRequest, account: str) -> str:
    """What the browser is called if the account has signed in there before; "" if not."""
    name, accounts = _read(request)
    return name if _of(account) in accounts else ""


def remember(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """From now on the browser is known to the account."""
    name, accounts = _read(request)
    mark = _of(account)
    kept = [mark, *(other for other in accounts if other != mark)][:_MOST]
    response.set_cookie(
        NAME,
        signing.dumps([name or secrets.token_hex(8), kept], salt=_SALT),
        max_age=_DAYS * 86_400,
        path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _of(account: str) -> str:
    return fingerprint("known-browser", account.lower())[:16]


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        name, accounts = signing.loads(request.COOKIES.get(NAME, ""), salt=_SALT, max_age=_DAYS * 86_400)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return name, accounts
