"""Takes a person's name out of content and history."""

from django.core.management.base import BaseCommand, CommandError

from directory.models import Person
from hdir.redactions.redact import redact


class Command(BaseCommand):
    """It can't be taken back. Backups and exports made before keep the name: docs/decisions/0022."""

    help = "Takes a person's name out of content, log and search for good; a tombstone keeps it out."

    def add_arguments(self, parser):
        parser.add_argument("key", help="the person's key, as in /people/KEY")
        parser.add_argument("--reason", required=True, help="why; it must not name the person")
        parser.add_argument("--author", default="", help="who decided it")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *, key, reason, author, dry_run, **options):
        person = Person.objects.filter(pk=key).first()
        if person is None:
            raise CommandError("There is no person with this key.")
        if person.name.casefold() in reason.casefold():
            raise CommandError("The reason names the person. It is kept; write it without the name.")
        count = person.memberships.count()
        if dry_run:
            self.stdout.write(
                f"Would take out one person and {count} memberships, here and in the log, for good. "
                "Nothing was changed."
            )
            return
        stone = redact(person, reason, author)
        self.stdout.write(f"Taken out: one person and {count} memberships ({stone}).")
        self.stdout.write(
            "Fixtures, backups and exports made before still have the name. "
            "dump_fixtures writes the fixtures without it."
        )
