"""Writes the content in every format into a folder, for an archive."""

import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from hdir.opendata.export import NotEmptyError, export


def _day(value: str) -> datetime.date:
    """A day as 2017-01-31; argparse says what is wrong with anything else."""
    return datetime.date.fromisoformat(value)


class Command(BaseCommand):
    """The folder must be empty or new. `sha256sum --check SHA256SUMS` in it checks every file."""

    help = (
        "Writes every format with checksums and a manifest into DIR. The same content gives the same "
        "files, byte for byte."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="as of a day")

    def handle(self, *, directory, date, **options):
        try:
            written = export(directory, date)
        except NotEmptyError as error:
            raise CommandError(f"{directory} isn't empty: name a new folder.") from error
        except OSError as error:
            raise CommandError(f"{directory} can't be written: {error.strerror}.") from error
        self.stdout.write(f"{len(written)} files written to {directory}.")
