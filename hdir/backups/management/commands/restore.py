"""Puts a backup in the place of the site's database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from hdir.backups.copies import back_up, restore
from hdir.backups.errors import BackupError
from hdir.faults import in_words


class Command(BaseCommand):
    """Exit code 0 when all that was backed up is there again, 1 otherwise; the old content is there then,
    unless the message says otherwise."""

    help = (
        "Replaces content, history and accounts with those of a backup. What was there before is backed up "
        "first, beside the file."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--no-copy",
            action="store_true",
            help="don't back up what is there now: the database may be empty",
        )

    def handle(self, *, file, no_copy, verbosity, **options):
        try:
            before = None if no_copy or _is_empty() else _before(file)
            if before:
                back_up(before)
                if verbosity:
                    self.stdout.write(f"What was there before is in {before}.")
            manifest = restore(file)
        except (BackupError, OSError, DatabaseError, InterfaceError) as error:
            raise CommandError(in_words(error) or str(error)) from error
        if verbosity:
            rows = sum(count for count, _checksum in manifest.holdings.values())
            self.stdout.write(f"Restored: {rows} rows, as they were {manifest.made}.")


def _before(file: Path) -> Path:
    moment = timezone.localtime().strftime("%Y-%m-%dT%H%M%S")
    return file.with_name(f"before-restore-{moment}.backup")


def _is_empty() -> bool:
    return not connection.introspection.table_names()
