"""Writes the public site as plain files."""

import datetime
import logging
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from hdir.staticsite.copying import CopyError, copy_site

_EACH = 250  # pages between two words of progress


class Command(BaseCommand):
    """Exit code 0 when the copy is there, 1 otherwise; then there is none."""

    help = (
        "Writes every public page in three languages, feeds and data files into DIR, with links that work "
        "from any file server and any folder. What needs a server leads to a page that says so."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument(
            "--date", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD", help="as of a day"
        )

    def handle(self, *, directory, date, verbosity, **options):
        def progress(number: int) -> None:
            if verbosity and number and number % _EACH == 0:
                self.stdout.write(f"{number} files …")

        requests = logging.getLogger("hdir.requests")
        requests.disabled, before = True, requests.disabled  # nobody asked but this command
        try:
            copied = copy_site(directory, date, progress)
        except CopyError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{directory} can't be written: {error.strerror}.") from error
        finally:
            requests.disabled = before
        if verbosity:
            self.stdout.write(f"{copied.files} files written to {directory}.")
        for address in copied.missing:
            self.stderr.write(f"There is nothing at {address}; the link leads to the page that says so.")
