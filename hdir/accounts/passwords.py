"""Links with which somebody chooses a password: new staff, colleagues whom an administrator helps, and
whoever has forgotten theirs and asks for a mail.

A link works once and for a while: it is signed together with the password hash as it is. Who is invited
gets an unusable one, a new one for each link, so that only the newest link works.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.urls import reverse
from django.utils import translation

from hdir.accounts import audit, mails
from hdir.accounts.limits import Limit, TooManyError, begin
from hdir.accounts.models import Event
from hdir.client_address import fingerprint


@dataclass(frozen=True)
class Kind:
    """A kind of link: its part of the address, and how long it works."""

    name: str
    valid: datetime.timedelta

    @property
    def salt(self) -> str:
        return f"hdir.accounts.{self.name}"


INVITATION = Kind("invitation", datetime.timedelta(days=7))
RESET = Kind("reset", datetime.timedelta(hours=4))
KINDS = {kind.name: kind for kind in (INVITATION, RESET)}

# Mails with a link that anybody may have sent to somebody: so many in an hour, and no more.
_RESETS = 3


def invite(user: User) -> str:
    """The address where somebody chooses a password. From now on the old password doesn't work. Where
    mail goes out and the account has an address, it is sent there."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    address = _address(INVITATION, user)
    sent = mails.send_invitation(user, address, INVITATION.valid.days)
    audit.record(Event.INVITED, user.get_username(), "mail" if sent else "link")
    return address


def goes_by_mail(user: User) -> bool:
    """Whether a link for the account is sent, and not handed over."""
    return bool(settings.EMAIL_URL and user.email)


def send_resets(email: str) -> None:
    """Sends a link to each account with an e-mail address. All of it beside the request: the answer takes as
    long, and says the same, whether there is an account or not."""
    language = translation.get_language()

    def send() -> None:
        with translation.override(language):
            for user in User.objects.filter(email__iexact=email, is_active=True).exclude(email=""):
                try:
                    begin([Limit(fingerprint("reset", user.username), _RESETS, datetime.timedelta(hours=1))])
                except TooManyError:
                    continue
                mails.send_reset(user, _address(RESET, user))

    mails.later(send)


def whose(kind: Kind, token: str) -> User | None:
    """Whose link it is; None if it is used, too old, replaced by a newer one, or no link of ours."""
    try:
        number, state = signing.loads(token, salt=kind.salt, max_age=kind.valid)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=number, is_active=True).first()
    return user if user is not None and state == _state(user) else None


def _address(kind: Kind, user: User) -> str:
    token = signing.dumps([user.pk, _state(user)], salt=kind.salt)
    return f"{settings.SITE_URL}{reverse('accounts:choose-password', args=[kind.name, token])}"


def _state(user: User) -> str:
    return fingerprint("password-link", str(user.pk), user.password, user.email, str(user.last_login))[:32]
