"""Mails about accounts. None unless EMAIL_URL is set.

They are sent beside the request: how long a mail server takes would tell whether an address has an account.
"""

import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import DatabaseError, connections, transaction
from django.template.loader import render_to_string
from django.utils import translation

from hdir.accounts.models import AuditEntry, Event

logger = logging.getLogger(__name__)

# What somebody is told of their own account: it may have been somebody else.
_TOLD = {
    Event.FACTOR_ADDED,
    Event.FACTOR_REMOVED,
    Event.FACTORS_RESET,
    Event.CODES_RENEWED,
    Event.PASSWORD_CHANGED,
}


def send_invitation(user: User, address: str, days: int) -> bool:
    """Sends somebody the link to choose a password; False where no mail goes out."""
    # Not in the language of whoever invites: it is the receiver who reads it.
    with translation.override(settings.MAIL_LANGUAGE):
        return _send("mails/invitation.txt", user, address=address, days=days)


def send_reset(user: User, address: str) -> bool:
    """Sends somebody the link that they have asked for, in the language they asked in."""
    return _send("mails/password_reset.txt", user, address=address)


def tell(user: User, entry: AuditEntry) -> bool:
    """Tells somebody what happened to their account."""
    if entry.event not in _TOLD:
        return False
    with translation.override(settings.MAIL_LANGUAGE):
        return _send("mails/account_changed.txt", user, entry=entry)


def _send(template: str, user: User, **context: object) -> bool:
    if not (settings.EMAIL_URL and user.email):
        return False
    told = {"user": user, "site_url": settings.SITE_URL, **context}
    subject, _, body = render_to_string(template, told).strip().partition("\n")
    message = EmailMessage(subject, body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [user.email])
    transaction.on_commit(lambda: later(message.send), robust=True)
    return True


def later(action: Callable[[], object]) -> None:
    """Does something beside the request, and writes down if it fails."""

    def act() -> None:
        try:
            action()
        except (OSError, DatabaseError):  # the mail server is away or refuses: smtplib's errors are OSErrors
            logger.exception("A mail about an account couldn't be sent")
        finally:
            connections.close_all()  # those of this thread

    threading.Thread(target=act, name="mail").start()
