from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """The organisation chart and what the documents say about each unit."""

    name = "directory"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        from directory import components, rules  # noqa: F401 - both register what they hold
