from django.apps import AppConfig


class PagesConfig(AppConfig):
    """What all public pages share, and the pages that belong to neither app."""

    name = "hdir.pages"

    def ready(self) -> None:
        from hdir.pages import catalogue  # noqa: F401 - declares the components
