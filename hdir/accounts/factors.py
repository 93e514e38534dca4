"""Second factors: who has one, and whether somebody has used one in this session."""

import datetime
import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.http import HttpRequest

from hdir.accounts import audit, mails
from hdir.accounts.models import Event

METHOD = "mfa"
_CODES = Authenticator.Type.RECOVERY_CODES


def needs_one(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether an account opens doors that a password alone must not open."""
    return user.is_authenticated and getattr(user, "is_staff", False)


def kinds_of(user: AbstractBaseUser | AnonymousUser) -> set[str]:
    """The kinds of factors that an account has, recovery codes included."""
    return set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))


def was_used(request: HttpRequest, user: AbstractBaseUser) -> bool:
    """Whether somebody has used a second factor in this session, not longer ago than sessions last.

    One of the factors that the account has now must be older than that: when all were taken away, what a
    session did with them before counts no more.
    """
    uses = [one["at"] for one in get_authentication_records(request, user) if one["method"] == METHOD]
    if not uses or uses[-1] < time.time() - settings.SESSION_COOKIE_AGE:
        return False
    last = datetime.datetime.fromtimestamp(uses[-1], datetime.UTC)
    own = Authenticator.objects.filter(user_id=user.pk, created_at__lte=last)
    return own.exclude(type=_CODES).exists()


def has_just_proved(request: HttpRequest, factor: Authenticator) -> None:
    """Who sets up a factor shows that it works: that is a use of it."""
    record_authentication(request, request.user, METHOD, id=factor.pk, type=factor.type)
    request.session.cycle_key()


def take_away_all(user: User) -> int:
    """Takes all factors from an account, for somebody who has lost theirs; how many there were. Its
    sessions are shut at once, and the next one begins with setting up a new factor."""
    number, _by_model = Authenticator.objects.filter(user_id=user.pk).delete()
    mails.tell(user, audit.record(Event.FACTORS_RESET, user.get_username(), str(number)))
    return number
