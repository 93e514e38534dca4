from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """Finding records by words: an index of the content, kept true with every publication."""

    name = "hdir.search"

    def ready(self) -> None:
        from hdir.changes.signals import content_changed
        from hdir.search import follow

        content_changed.connect(follow.publication, dispatch_uid="hdir.search")
        post_migrate.connect(follow.migration, sender=self, dispatch_uid="hdir.search")
