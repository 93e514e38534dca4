from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextsConfig(AppConfig):
    """The state of every text in each language, and the work of translating."""

    name = "hdir.texts"
    verbose_name = _("Texts and languages")
