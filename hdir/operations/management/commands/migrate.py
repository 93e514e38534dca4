"""Django's own migrate, whose migrations are whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.commands import migrate
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration


@contextmanager
def _whole(connection: BaseDatabaseWrapper, migration: Migration) -> Iterator[None]:
    """One transaction, unless the migration says that it can't be in one. SQLite doesn't let constraints be
    switched off inside one, as it must to make tables again."""
    if not migration.atomic:
        yield
        return
    with connection.constraint_checks_disabled(), transaction.atomic(using=connection.alias):
        yield


class WholeMigrations(MigrationExecutor):
    """What a migration does and the record that it was done are in one transaction. Django writes the record
    after its transaction: killed in between, the next migrate would find tables that it wants to make."""

    def apply_migration(self, state, migration, fake=False, fake_initial=False):
        with _whole(self.connection, migration):
            return super().apply_migration(state, migration, fake, fake_initial)

    def unapply_migration(self, state, migration, fake=False):
        with _whole(self.connection, migration):
            return super().unapply_migration(state, migration, fake)


class Command(migrate.Command):
    """Run again after whatever stopped it, it goes on where it was."""

    def handle(self, *args, **options):
        migrate.MigrationExecutor = WholeMigrations  # type: ignore[attr-defined] # the name that Django's own looks up
        super().handle(*args, **options)
