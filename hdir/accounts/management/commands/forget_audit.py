"""Deletes what is kept about signing in when its time is over. Run it every day (docs/operations.md)."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from hdir.accounts.models import KEPT, AuditEntry


class Command(BaseCommand):
    """Entries of the log, and sessions that nobody can continue."""

    help = f"Deletes entries of the log of accounts that are {KEPT} days old, and sessions that are over."

    def handle(self, **options):
        number, _by_model = AuditEntry.objects.forgettable(timezone.now()).delete()
        call_command("clearsessions")
        self.stdout.write(f"{number} entries deleted.")
