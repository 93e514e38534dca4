"""Deletes what is kept about signing in when its time is over. Run it every day (docs/operations.md)."""

import datetime

from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from hdir.accounts.models import KEPT, AuditEntry


class Command(BaseCommand):
    """Entries of the log, what Django's admin has noted, and sessions that nobody can continue."""

    help = f"Deletes entries of the log of accounts that are {KEPT} days old, and sessions that are over."

    def handle(self, **options):
        now = timezone.now()
        number, _by_model = AuditEntry.objects.forgettable(now).delete()
        # Of groups, and of accounts from before the log was the only one: with names, too.
        LogEntry.objects.filter(action_time__lt=now - datetime.timedelta(days=KEPT)).delete()
        call_command("clearsessions")
        self.stdout.write(f"{number} entries deleted.")
