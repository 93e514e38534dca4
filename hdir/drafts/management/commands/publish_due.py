"""Publishes what was approved for a time that has come. Run it every minute (docs/operations.md)."""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from hdir.drafts.due import publish_due


class Command(BaseCommand):
    """Exit codes: 0 all that was due is published, or nothing was; 1 something couldn't be."""

    help = "Publishes the change sets that were approved for a time that has come."

    def handle(self, **options):
        failed = False
        for done in publish_due(timezone.now()):
            if done.problems:
                failed = True
                self.stderr.write(self.style.ERROR(f"not published: {done.change_set.pk} {done.change_set}"))
                for problem in done.problems:
                    self.stderr.write(f"  {problem}")
            else:
                self.stdout.write(f"published: {done.change_set.pk} {done.change_set}")
        if failed:
            sys.exit(1)
