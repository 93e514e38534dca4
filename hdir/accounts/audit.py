"""The log of accounts: who did what to whose account, and when.

It holds names of accounts and nothing else of anybody. Whoever reads it wants to know whether several
failures came from one place, and needs no address for that: an entry keeps 24 bits of a fingerprint whose
key is another one each day. Of one day, equal places are most likely the same; across days nothing can be
compared; and each value stands for hundreds of IPv4 addresses, even to somebody who has the secret key.
"""

from allauth.core import context
from django.contrib.auth.models import AbstractBaseUser, User
from django.http import HttpRequest
from django.utils import timezone

from hdir.accounts.models import AuditEntry, Event
from hdir.client_address import fingerprint, network_of

# What acts where nobody is signed in: commands, and whoever has a shell.
OPERATOR = "manage.py"
_LONGEST = 500


def record(event: Event, account: str, detail: str = "", actor: AbstractBaseUser | None = None) -> AuditEntry:
    """Writes an entry. Who did it is whoever is signed in, unless it is said."""
    request = context.request
    return AuditEntry.objects.create(
        event=event,
        account=account,
        actor=actor.get_username() if actor else _actor(request),
        detail=detail[:_LONGEST],
        place=_place(request) if request else "",
    )


def _actor(request: HttpRequest | None) -> str:
    if request is None:
        return OPERATOR
    user = getattr(request, "user", None)
    return user.get_username() if user is not None else ""


def _place(request: HttpRequest) -> str:
    day = timezone.localdate().isoformat()
    return fingerprint("audit", day, network_of(request))[:6]


def known_name(name: str) -> str:
    """The name of the account that somebody wrote; "" for a name that there isn't: people type passwords
    where names belong."""
    return User.objects.filter(username__iexact=name).values_list("username", flat=True).first() or ""
