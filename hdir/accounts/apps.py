from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who works here: logging in with a second factor, invitations, roles, and the log of it all."""

    name = "hdir.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from hdir.accounts import watching  # noqa: F401 - listens from now on
