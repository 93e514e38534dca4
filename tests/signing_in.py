"""The one place that gives tests somebody who is signed in: with a second factor, as staff must be."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

USED = "account_authentication_methods_user"


def with_app(user: User) -> str:
    """Sets up an app for codes, and recovery codes; the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(client: Client, user: User) -> None:
    """Signs somebody in who has used a second factor."""
    if not Authenticator.objects.filter(user=user).exists():
        with_app(user)
    client.force_login(user)
    session = client.session
    factor = Authenticator.objects.filter(user=user).first()
    record = {"method": "mfa", "at": time.time(), "id": factor.pk, "type": factor.type}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    session[USED] = str(user.pk)
    session.save()


def sign_in_browser(page, address: str, user: User) -> None:
    """The same for a page of Chromium, on a site at an address."""
    client = Client()
    sign_in(client, user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
