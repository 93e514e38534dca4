"""What remains of a redaction: enough to know the name again when it comes back, not enough to read it."""

import hashlib
import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdir.records.keys import fold


def _salt() -> str:
    return secrets.token_hex(16)


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    """Tombstones, by what they recognise. There are few, so all of them are looked at."""

    def recognise(self, model: str, key: str, name: str = "") -> "Tombstone | None":
        """The tombstone of the record with this key, or of anybody with this name; None if there is none."""
        return next((t for t in self.filter(model=model) if t.recognises(key, name)), None)


class Tombstone(models.Model):
    """A record that was redacted. It holds no word of it, only salted digests of its key and its name.

    One of a name that a person had before has no key; one of a membership has no name.
    """

    model = models.CharField(_("kind of record"), max_length=60)  # "directory.person"
    salt = models.CharField(max_length=32, default=_salt, editable=False)
    key_digest = models.CharField(max_length=64, editable=False)
    name_digest = models.CharField(max_length=64, editable=False)
    reason = models.TextField(_("reason"))
    author = models.CharField(_("author"), max_length=150, blank=True, default="")
    created = models.DateTimeField(_("created"), default=timezone.now)

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["created", "pk"]

    def __str__(self) -> str:
        return self.stand_in

    @property
    def stand_in(self) -> str:
        """What stands in the log where the key stood."""
        return f"redacted-{self.pk}"

    def digest(self, text: str) -> str:
        """However a name is written, with or without its Norwegian letters, its digest is the same."""
        return self.digest_of(fold(text))

    def digest_of(self, folded: str) -> str:
        """The digest of a text that is folded already: the words of a long text are folded once for all."""
        return hashlib.sha256(f"{self.salt}:{folded}".encode()).hexdigest()

    def recognises(self, key: str, name: str = "") -> bool:
        """Whether this is the tombstone of a key or a name."""
        return self.digest(key) == self.key_digest or (bool(name) and self.digest(name) == self.name_digest)
