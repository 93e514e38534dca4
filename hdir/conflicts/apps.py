from django.apps import AppConfig


class ConflictsConfig(AppConfig):
    """Where two contradict each other: shown side by side, settled with a click for each field."""

    name = "hdir.conflicts"
