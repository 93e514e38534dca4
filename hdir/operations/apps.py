from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """What operators look at: health, metrics, log lines, the status page of the admin."""

    name = "hdir.operations"
