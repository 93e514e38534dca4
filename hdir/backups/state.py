"""What a database holds, so that two of them can be compared whatever their make."""

import datetime
import hashlib
import json
from collections.abc import Iterator

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import CharField, Model, QuerySet
from django.db.models.functions import Collate

# The search index is made from the rest, and made again where it lacks; when backups were made is said of one
# database, whatever it holds.
_NOT_KEPT = {"search", "backups"}
_AT_ONCE = 2000

# Rows of a model and the SHA-256 of what is in them, by the model's label.
Holdings = dict[str, tuple[int, str]]


def kept_models() -> list[type[Model]]:
    """All models whose rows a copy must have, relations of many to many included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in _NOT_KEPT
    ]


def plain_rows(model: type[Model], alias: str = DEFAULT_DB_ALIAS) -> QuerySet:
    """All rows of a model in the order of their keys, past every manager that would leave some out."""
    return QuerySet(model, using=alias).order_by("pk")


def holdings(alias: str = DEFAULT_DB_ALIAS) -> Holdings:
    """What a database holds. One query a model."""
    return {model._meta.label: _holding(model, alias) for model in kept_models()}


def _holding(model: type[Model], alias: str) -> tuple[int, str]:
    columns = [field.attname for field in model._meta.concrete_fields]
    digest, count = hashlib.sha256(), 0
    rows = plain_rows(model, alias)
    if connections[alias].vendor == "postgresql" and isinstance(model._meta.pk, CharField):
        # By bytes, as SQLite does: servers differ in how their language orders hyphens.
        rows = rows.order_by(Collate("pk", "C"))
    for row in rows.values_list(*columns).iterator(_AT_ONCE):
        digest.update(json.dumps([_plain(value) for value in row], sort_keys=True).encode())
        count += 1
    return count, digest.hexdigest()


def _plain(value: object) -> object:
    """A value as both databases give it: moments in UTC, everything unknown to JSON as text."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, str | int | bool | list | dict | type(None)):
        return value
    return str(value)


def differences(first: Holdings, second: Holdings) -> Iterator[str]:
    """The models in which two databases differ, in words."""
    for label in sorted(first.keys() | second.keys()):
        rows, theirs = first.get(label, (0, "")), second.get(label, (0, ""))
        if rows[0] != theirs[0]:
            yield f"{label}: {rows[0]} rows and {theirs[0]}"
        elif rows[1] != theirs[1] and rows[0]:
            yield f"{label}: as many rows, but not the same ones"


def migrations_applied(alias: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The migrations that a database has, as "app.name"."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connections[alias]).applied_migrations())


def migrations_known() -> set[str]:
    """The migrations that this version of the code has."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
