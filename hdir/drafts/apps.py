from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """What isn't published yet: drafts and packages, their preview, approval and publication."""

    name = "hdir.drafts"
