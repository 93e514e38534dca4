from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """What changed, when and why: in the admin with who, for readers without; and how to take it back."""

    name = "hdir.history"
