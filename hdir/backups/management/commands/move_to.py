"""Takes the whole site to another database."""

import sys

from django.core.management.base import BaseCommand, CommandError

from hdir.backups.errors import BackupError
from hdir.backups.moving import move_to


class Command(BaseCommand):
    """Exit code 0 when all is there, proven row by row; 1 otherwise, and nothing is there then."""

    help = (
        "Copies content, history and accounts from this database to an empty one of any make, for instance "
        "from SQLite to PostgreSQL. This one stays as it is. Nobody should edit meanwhile."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "database_url",
            help="for instance postgres://user:password@host/name; “-” reads it from standard input, so that "
            "the password doesn't stand in the list of processes",
        )

    def handle(self, *, database_url, verbosity, **options):
        address = sys.stdin.readline().strip() if database_url == "-" else database_url
        try:
            held = move_to(address)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if verbosity:
            rows = sum(count for count, _checksum in held.values())
            self.stdout.write(
                f"{rows} rows of {len(held)} models are there, each model's checksum the same. "
                "Set DATABASE_URL and start the site again."
            )
