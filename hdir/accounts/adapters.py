"""How allauth works here: what it asks its adapters is answered."""

import base64
import hashlib
import logging
import secrets
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from hdir.accounts import audit, factors, known_browsers, limits
from hdir.accounts.models import Event
from hdir.client_address import address_of

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; guesses are counted by hdir/accounts/limits.py."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("The username or the password is wrong."),
        "too_many_login_attempts": gettext_lazy(
            "Too many failures. Wait a quarter of an hour, or use a passkey."
        ),
        "incorrect_password": gettext_lazy("The password is wrong."),
        "enter_current_password": gettext_lazy("This isn’t your password."),
        "incorrect_code": gettext_lazy("The code is wrong, or was used before. Wait for the next one."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        return address_of(request)

    def authenticate(self, request, **credentials) -> User | None:
        """The account, if the password fits and the account is in use; a guess is counted. Raises
        ValidationError when there were too many."""
        name = credentials.get("username", "")
        try:
            guess = limits.begin(limits.of_guesses(request, "password", name))
        except limits.TooManyError as error:
            raise self.validation_error("too_many_login_attempts") from error
        user = authenticate(request, **credentials)
        # allauth would tell who knows the password of an account that it isn't in use any more.
        AuthenticationBackend.unstash_authenticated_user()
        if user is not None:
            guess.succeeded()
        elif guess.is_last:
            audit.record(Event.TOO_MANY, audit.known_name(name))
        return user  # type: ignore[return-value]

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        if factors.was_used(request, user):
            known_browsers.remember(request, response, user.get_username())
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Whether it is long ago that somebody said who they are. Signing in is saying so."""
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Who hasn't used a second factor yet has nothing to say with a password."""
        methods = super().get_reauthentication_methods(user)
        if factors.needs_one(user) and factors.kinds_of(user) and not factors.was_used(self.request, user):
            methods = [method for method in methods if method["id"].startswith("mfa")]
        return methods

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("mfa_index")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are stored encrypted: a copy of the database alone makes no codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def build_totp_svg(self, url: str) -> str:
        """The picture for the app, as part of a page: without the line that begins a file of its own. A
        picture as data: would need a hole in the Content-Security-Policy."""
        return super().build_totp_svg(url).partition("?>")[2].strip()

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. One that no code fits, if it was encrypted with another SECRET_KEY."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.warning("The secret of a second factor was encrypted with another SECRET_KEY")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_totp_label(self, user) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return gettext("Who does what in the Norwegian Directorate of Health")

    def generate_authenticator_name(self, user, type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey") if not number else gettext("Passkey %(number)s") % {"number": number + 1}


def _cipher() -> Fernet:
    key = hashlib.sha256(b"hdir.accounts.factors\n" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
