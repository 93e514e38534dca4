"""Migrations run while the version before them serves (docs/operations.md): what they do must suit both."""

import importlib
import pkgutil

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.models import NOT_PROVIDED

OURS = [app for app in apps.get_app_configs() if app.name.split(".")[0] in {"hdir", "directory", "strategy"}]
# Migrations, "app.name", that take away what was last used a version before them.
IN_TIME: set[str] = set()
TAKE_AWAY = (migrations.RemoveField, migrations.DeleteModel, migrations.RenameField, migrations.RenameModel)


def later_migrations():
    """Our migrations but for the first of each app, by name."""
    for config in OURS:
        try:
            package = importlib.import_module(f"{config.name}.migrations")
        except ModuleNotFoundError:
            continue
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            if not getattr(module.Migration, "initial", False):
                yield pytest.param(module.Migration, id=f"{config.label}.{found.name}")


def unsuitable(operation, *, in_time: bool = False) -> str:
    """Why the version before can't go on beside an operation; empty if it can."""
    if isinstance(operation, TAKE_AWAY) and not in_time:
        return "takes away what the version before uses: do that one version later, and name it in IN_TIME"
    if isinstance(operation, migrations.AddField):
        field = operation.field
        filled = field.null or field.many_to_many or field.db_default is not NOT_PROVIDED
        if not filled:
            return f"the version before writes rows without {operation.name}: null=True, or a db_default"
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return next(filter(None, map(unsuitable, operation.database_operations)), "")
    return ""


@pytest.mark.parametrize("migration", list(later_migrations()))
def test_the_version_before_can_go_on_beside_each_migration(migration, request):
    in_time = request.node.callspec.id in IN_TIME
    said = [unsuitable(operation, in_time=in_time) for operation in migration.operations]
    assert [one for one in said if one] == []
    assert getattr(migration, "atomic", True), "a migration that is killed must leave nothing half"


def test_the_rule_finds_what_would_break_the_version_before():
    added = [
        models.BooleanField(default=False), models.BooleanField(default=False, db_default=False),
        models.TextField(null=True),
    ]  # fmt: skip
    said = [unsuitable(migrations.AddField("unit", "new", field)) for field in added]
    assert [bool(one) for one in said] == [True, False, False]
    assert unsuitable(migrations.RemoveField("unit", "name"))


def test_the_version_before_still_writes_rows(db):
    """As it did before is_package was added: without naming it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO changes_changeset (origin, title, reason, author, edited_by, approver, comment, "
            "state, created) VALUES ('admin', 'Older', '', '', '', '', '', 'draft', '2026-11-22')"
        )
        cursor.execute("SELECT is_package FROM changes_changeset WHERE title = 'Older'")
        assert not cursor.fetchone()[0]
