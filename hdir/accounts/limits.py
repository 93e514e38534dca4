"""How often somebody may guess a password or a code, so that guessing is hopeless and nobody can lock
others out.

A browser in which somebody has signed in before is known (hdir/accounts/known_browsers.py), and its
failures are its own. All others are counted together: few for one account from one place, some from one
place, and more for one account from everywhere. Who guesses from a thousand places uses up what unknown
browsers have for that account, while the colleague at the desk signs in as ever, and a passkey is never
counted at all.

Counted in the database: all processes and machines have it, and it is there when Redis isn't. Counts are
kept under fingerprints, for hours.
"""

import datetime
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from hdir.accounts.known_browsers import browser_known_to
from hdir.accounts.models import Attempt, UsedCode
from hdir.client_address import fingerprint, network_of

_LONGEST = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Limit:
    """At most so many in so long a time. `mark` says what is counted."""

    mark: str
    amount: int
    time: datetime.timedelta = datetime.timedelta(minutes=15)


class TooManyError(Exception):
    """Not now; within the hour again."""


class Try:
    """An attempt that is counted until it is known to have succeeded."""

    def __init__(self, attempts: list[Attempt], last: bool):
        self._attempts = attempts
        self.is_last = last  # the next one would be one too many

    def succeeded(self) -> None:
        """Takes it out of the count."""
        Attempt.objects.filter(pk__in=[attempt.pk for attempt in self._attempts]).delete()


def of_guesses(request: HttpRequest, what: str, account: str) -> list[Limit]:
    """The limits for guesses of a kind at an account's secret, from where a request comes."""
    name, network = account.lower(), network_of(request)
    if browser := browser_known_to(request, account):
        return [Limit(fingerprint(what, "known", name, browser), 10)]
    return [
        Limit(fingerprint(what, "one", name, network), 5),
        Limit(fingerprint(what, "place", network), 30),
        Limit(fingerprint(what, "everywhere", name), 50, _LONGEST),
    ]


def begin(limits: list[Limit], now: datetime.datetime | None = None) -> Try:
    """Counts an attempt before it is made, so that two at once count as two. Raises TooManyError."""
    now = now or timezone.now()
    Attempt.objects.filter(at__lt=now - _LONGEST).delete()
    attempts = Attempt.objects.bulk_create(Attempt(mark=limit.mark, at=now) for limit in limits)
    counted = Attempt.objects.filter(mark__in=[limit.mark for limit in limits]).aggregate(
        **{
            f"limit_{number}": Count("pk", filter=Q(mark=limit.mark, at__gt=now - limit.time))
            for number, limit in enumerate(limits)
        }
    )
    counts = [counted[f"limit_{number}"] for number in range(len(limits))]
    begun = Try(attempts, any(count == limit.amount for count, limit in zip(counts, limits, strict=True)))
    if any(count > limit.amount for count, limit in zip(counts, limits, strict=True)):
        begun.succeeded()  # who is refused waits, and doesn't make the wait longer
        raise TooManyError
    return begun


def use_once(what: str, code: str, valid: datetime.timedelta) -> bool:
    """Whether a code is used for the first time while it is valid."""
    now = timezone.now()
    UsedCode.objects.filter(at__lt=now - valid).delete()
    try:
        with transaction.atomic():
            UsedCode.objects.create(mark=fingerprint("code", what, code), at=now)
    except IntegrityError:
        return False
    return True
