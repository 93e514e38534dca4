from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """What every content record has. No tables of its own."""

    name = "hdir.records"
