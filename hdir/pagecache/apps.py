from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    """Public pages kept ready for anonymous readers until the content changes."""

    name = "hdir.pagecache"

    def ready(self) -> None:
        from hdir.changes.signals import content_changed
        from hdir.pagecache import generation

        content_changed.connect(generation.publication, dispatch_uid="hdir.pagecache")
