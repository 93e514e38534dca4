"""Takes the second factors of accounts away, for who has lost theirs."""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from hdir.accounts.factors import take_away_all


class Command(BaseCommand):
    """For operators; administrators do the same in the admin, for all but superusers."""

    help = (
        "Takes all second factors of the named accounts away: passkeys, the app's codes, recovery codes. "
        "What they have open is shut, and they set up a new factor when they next sign in. Written into the "
        "log of accounts."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="*", help="the username of an account")
        parser.add_argument("--everybody", action="store_true", help="all accounts: after a new SECRET_KEY")

    def handle(self, *, name, everybody, **options):
        if bool(name) == everybody:
            raise CommandError("Name accounts, or say --everybody.")
        users = User.objects.order_by("username")
        if not everybody:
            users = users.filter(username__in=name)
            if unknown := sorted(set(name) - set(users.values_list("username", flat=True))):
                raise CommandError(f"No account is called {', '.join(unknown)}. Nothing was changed.")
        for user in users:
            number = take_away_all(user)
            self.stdout.write(f"{user.get_username()}: {number} second factors taken away.")
