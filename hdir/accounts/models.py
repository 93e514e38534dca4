"""What happened to accounts, and how often somebody tried. No row points to an account: the log outlives
it."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# How long the log is kept, in days.
KEPT = 365


class Event(models.TextChoices):
    """What is written down."""

    SIGNED_IN = "signed-in", _("signed in")
    SIGN_IN_FAILED = "sign-in-failed", _("wrong password or name")
    CODE_FAILED = "code-failed", _("wrong code")
    TOO_MANY = "too-many", _("too many failures")
    FACTOR_ADDED = "factor-added", _("second factor added")
    FACTOR_REMOVED = "factor-removed", _("second factor removed")
    FACTORS_RESET = "factors-reset", _("all second factors taken away")
    CODES_RENEWED = "codes-renewed", _("new recovery codes")
    PASSWORD_CHANGED = "password-changed", _("password changed")
    INVITED = "invited", _("invited")
    ADDED = "added", _("account made")
    CHANGED = "changed", _("account changed")
    REMOVED = "removed", _("account removed")
    ROLES_CHANGED = "roles-changed", _("roles changed")
    RIGHTS_CHANGED = "rights-changed", _("rights changed")


class AuditQuerySet(models.QuerySet):
    """Entries of the log."""

    def forgettable(self, now: datetime.datetime) -> Self:
        """Older than they are kept."""
        return self.filter(at__lt=now - datetime.timedelta(days=KEPT))


class AuditEntry(models.Model):
    """Something that happened to an account."""

    at = models.DateTimeField(pgettext_lazy("log", "when"), default=timezone.now, db_index=True)
    event = models.CharField(_("what happened"), max_length=20, choices=Event)
    # Names, not accounts: what somebody did is still known when the account is gone.
    account = models.CharField(_("account"), max_length=150, blank=True, default="")
    actor = models.CharField(_("by"), max_length=150, blank=True, default="")
    # In words of the code, which are the same in all languages: "+publisher", "totp".
    detail = models.CharField(_("detail"), max_length=500, blank=True, default="")
    # No address: only whether two entries of one day came from the same place (hdir/accounts/audit.py).
    place = models.CharField(_("place"), max_length=6, blank=True, default="")

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the log of accounts")
        verbose_name_plural = _("log of accounts")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_event_display()}: {self.account or '–'}"


class Attempt(models.Model):
    """Somebody tried to get in; counted under a fingerprint, and gone within hours
    (hdir/accounts/limits.py)."""

    mark = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        default_permissions = ()
        indexes = [models.Index(fields=["mark", "at"], name="accounts_attempt_mark_at")]

    def __str__(self) -> str:
        return self.mark[:8]


class UsedCode(models.Model):
    """A code of an app that has let somebody in, and lets nobody in again while it would still be valid."""

    mark = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("used code")
        verbose_name_plural = _("used codes")
        default_permissions = ()

    def __str__(self) -> str:
        return self.mark[:8]
