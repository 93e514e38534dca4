from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EditorialConfig(AppConfig):
    """The editorial desk: what the admin of every content record is made of, and who may do what."""

    name = "hdir.editorial"

    def ready(self) -> None:
        from hdir.editorial.groups import grant_permissions

        post_migrate.connect(grant_permissions, dispatch_uid="hdir.editorial.groups")
