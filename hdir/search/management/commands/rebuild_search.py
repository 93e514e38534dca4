"""Makes the search index again."""

from django.core.management.base import BaseCommand

from hdir.changes.models import ChangeSet
from hdir.pagecache import generation
from hdir.search.index import rebuild


class Command(BaseCommand):
    """Exit code 0 when it is made. Killed on the way, the old index is still there: one transaction."""

    help = "Makes the search index again from the content. Publications keep it up to date by themselves."

    def handle(self, *, verbosity, **options):
        number = rebuild()
        # Pages of results that are kept ready were found with the old index.
        generation.source.announce(ChangeSet.objects.latest_number())
        if verbosity:
            self.stdout.write(f"{number} entries.")
