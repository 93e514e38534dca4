"""Makes a verified copy of the running site's database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError

from hdir.backups.copies import back_up
from hdir.backups.errors import BackupError
from hdir.backups.models import BackupMade
from hdir.faults import in_words


class Command(BaseCommand):
    """Exit code 0 when the copy is there and has been read again, 1 otherwise; then there is no half copy."""

    help = "Copies content, history and accounts into one file, while the site goes on."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="for instance hdir-2026-11-22.backup")

    def handle(self, *, file, verbosity, **options):
        if not file.parent.is_dir():
            raise CommandError(f"There is no folder {file.parent}.")
        try:
            manifest = back_up(file)
        except (BackupError, OSError, DatabaseError, InterfaceError) as error:
            raise CommandError(f"No backup was made: {in_words(error) or error}") from error
        self._remember(file)
        if verbosity:
            rows = sum(count for count, _checksum in manifest.holdings.values())
            self.stdout.write(f"{file}: {rows} rows, {file.stat().st_size / 1e6:.1f} MB, verified.")

    def _remember(self, file: Path) -> None:
        """For the status page and the metrics. The backup is there, whatever becomes of this."""
        try:
            BackupMade.objects.create(size=file.stat().st_size)
        except DatabaseError as error:
            self.stderr.write(f"The backup is made, but that it was couldn't be written down: {error}")
