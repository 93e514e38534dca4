"""The whole site from one database to another one, of another make too: accounts and history included."""

from collections.abc import Iterator
from itertools import islice

import dj_database_url
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.models import Model

from hdir.backups.errors import BackupError
from hdir.backups.second import second_database
from hdir.backups.state import (
    Holdings,
    differences,
    holdings,
    kept_models,
    migrations_applied,
    migrations_known,
    plain_rows,
)
from hdir.records.registry import content_models

_AT_ONCE = 1000


def move_to(url: str) -> Holdings:
    """Copies everything into the database at `url` and proves it by the number and the checksum of every
    model's rows. The search index is made there when somebody first searches.

    Raises BackupError where that database has content already, doesn't answer, or holds something else in the
    end; it is then left as it was, but for its tables.
    """
    if set(migrations_applied()) != migrations_known():
        raise BackupError("This database isn't up to date. Run manage.py migrate first.")
    told = dj_database_url.parse(url)
    try:
        with second_database(**{"OPTIONS": {}, **told}) as there:
            return _moved(there)
    except DatabaseError as error:
        raise BackupError(f"The other database refuses: {error}") from error


def _moved(there: str) -> Holdings:
    connections[there].ensure_connection()
    call_command("migrate", database=there, verbosity=0, interactive=False)
    if any(plain_rows(model, there).exists() for model in content_models()):
        raise BackupError("The other database has content already. Give it one that is empty.")
    # Both in a transaction: what is read stays as it was at one moment, what is written is whole or nothing.
    with transaction.atomic(), transaction.atomic(using=there):
        with connections[there].constraint_checks_disabled():
            _copy(there)
        connections[there].check_constraints()
        held = holdings()
        if found := list(differences(held, holdings(there))):
            raise BackupError(f"Not moved: {'; '.join(found)}.")
    return held


def _copy(there: str) -> None:
    models = list(_in_order(kept_models()))
    # Migrations have filled some tables: groups, permissions, the list of models.
    for model in reversed(models):
        plain_rows(model, there)._raw_delete(there)
    for model in models:
        rows = plain_rows(model, DEFAULT_DB_ALIAS).iterator(_AT_ONCE)
        while batch := list(islice(rows, _AT_ONCE)):
            for row in batch:
                row._state.db = there
            plain_rows(model, there).bulk_create(batch)
    with connections[there].cursor() as cursor:
        for statement in connections[there].ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _in_order(models: list[type[Model]]) -> Iterator[type[Model]]:
    """Models after those that they point to, as far as that goes; pointers in circles are checked last."""
    left = list(models)
    while left:
        ready = [model for model in left if not _points_to(model) & set(left) - {model}] or left[:1]
        for model in ready:
            yield model
            left.remove(model)


def _points_to(model: type[Model]) -> set[type[Model]]:
    return {field.related_model for field in model._meta.concrete_fields if field.related_model}
