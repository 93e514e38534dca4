"""When backups were made: all processes and machines see it where they see the content."""

from django.db import models
from django.utils import timezone

# How long a backup is kept, in days, at most: deploy/ and compose.yaml remove what is older.
KEPT = 30


class BackupMade(models.Model):
    """A backup that was made of this database and verified. It is of this database alone: neither backups nor
    moves take it along."""

    made = models.DateTimeField(default=timezone.now)
    size = models.PositiveBigIntegerField()  # of the file, in bytes

    class Meta:
        default_permissions = ()  # commands write it, nobody edits it
        ordering = ["-made", "-pk"]

    def __str__(self) -> str:
        return f"{self.made:%Y-%m-%d %H:%M}"
