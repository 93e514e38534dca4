from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """Copies of the whole database: made of a running site, verified, restored, moved to another database."""

    name = "hdir.backups"
