from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    """The strategy 2014–2018, and which units carry it."""

    name = "strategy"
    verbose_name = _("Strategy")

    def ready(self) -> None:
        from strategy import rules  # noqa: F401 - registers the rules across rows
