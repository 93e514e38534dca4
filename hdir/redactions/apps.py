from django.apps import AppConfig


class RedactionsConfig(AppConfig):
    """Taking a person's name out of everything, for good."""

    name = "hdir.redactions"
    label = "redactions"

    def ready(self) -> None:
        from hdir.changes.guards import guard
        from hdir.redactions.guard import keep_out

        guard(keep_out)
