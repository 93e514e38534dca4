"""The forms of signing in, where allauth's own don't do."""

import datetime

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from hdir.accounts import audit, limits
from hdir.accounts.limits import Limit, TooManyError
from hdir.accounts.models import Event
from hdir.client_address import fingerprint, network_of

# For as long as a code of an app is taken: the one before and the one after are, too.
_VALID = datetime.timedelta(seconds=90)


class _Guessed(forms.Form):
    """A code that is counted as a guess, and opens once."""

    def clean_code(self) -> str:
        name = self.user.get_username()  # type: ignore[attr-defined]
        try:
            guess = limits.begin(limits.of_guesses(context.request, "code", name))
        except TooManyError as error:
            raise get_account_adapter().validation_error("too_many_login_attempts") from error
        try:
            code = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError:
            if guess.is_last:
                audit.record(Event.TOO_MANY, name)
            raise
        used = self.authenticator  # type: ignore[attr-defined]
        of_app = used.type == Authenticator.Type.TOTP
        if of_app and not limits.use_once(str(used.pk), "".join(code.split()), _VALID):
            raise get_adapter().validation_error("incorrect_code")
        guess.succeeded()
        return code


class CodeForm(_Guessed, AuthenticateForm):
    """A code at sign-in."""


class CodeAgainForm(_Guessed, ReauthenticateForm):
    """A code from somebody who is signed in."""


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey by default: it also opens without a password. A key without PIN or fingerprint can't be
    one."""

    name = forms.CharField(
        label=_("Name"), required=False, help_text=_("So that you know it from others, if you have several.")
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone"),
        required=False,
        initial=True,
        help_text=_(
            "You then need no password. Take the tick away for a security key that asks neither for a PIN "
            "nor for a fingerprint."
        ),
    )


class EditPasskeyForm(EditWebAuthnForm):
    """The label of the field, which allauth makes of its English name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class ResetForm(forms.Form):
    """Where the link to choose a new password is to go."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean(self) -> dict:
        place = fingerprint("resets", network_of(context.request))
        try:
            limits.begin([Limit(place, 10, datetime.timedelta(hours=1))])
        except TooManyError as error:
            raise forms.ValidationError(_("Too many requests. Wait an hour.")) from error
        return super().clean() or {}
