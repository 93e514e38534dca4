from django.apps import AppConfig


class ChangesConfig(AppConfig):
    """The one way into the content: change sets, merged, published, kept and taken back."""

    name = "hdir.changes"

    def ready(self) -> None:
        from hdir.changes.staging import watch

        watch()
