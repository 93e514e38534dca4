"""A copy of the whole database in a file, and back."""

from pathlib import Path
from types import ModuleType

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from hdir.backups import postgresql, sqlite
from hdir.backups.archive import Manifest, pack, unpacked
from hdir.backups.errors import BackupError
from hdir.backups.state import differences, holdings, migrations_known
from hdir.backups.unfinished import workplace
from hdir.changes.models import ChangeSet
from hdir.pagecache import generation


def _tool() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def back_up(to: Path) -> Manifest:
    """Writes a copy of the running site's database, content, history and accounts, verified by reading it.

    Raises BackupError or OSError; what stood at `to` before then stands there still.
    """
    made = timezone.now().isoformat(timespec="seconds")
    with workplace(to.parent) as folder:
        database, packed = folder / "database", folder / to.name
        held, migrations = _tool().copy_to(database)
        pack(packed, database, Manifest(connection.vendor, made, migrations, held))
        with unpacked(packed) as (written, _database):
            packed.replace(to)
            return written


def restore(backup: Path) -> Manifest:
    """Puts a copy in the database's place and proves that all that was in it is there now.

    A copy made by an older version is brought up to date instead, which changes what is in it. Raises
    BackupError; nothing was changed then, unless it says so.
    """
    with unpacked(backup) as (manifest, database):
        if manifest.vendor != connection.vendor:
            raise BackupError(
                f"{backup} is of {manifest.vendor}, the site's database is {connection.vendor}. Restore it "
                "where it is from, then take the content across with move_to."
            )
        if unknown := sorted(set(manifest.migrations) - migrations_known()):
            raise BackupError(f"{backup} was made by a later version of the site, which has {unknown[0]}.")
        _tool().copy_from(database)
    generation.source.announce(ChangeSet.objects.latest_number())
    if set(manifest.migrations) == migrations_known():
        found = list(differences(dict(manifest.holdings), holdings()))
        if found:
            raise BackupError(f"Restored, but not what was backed up: {'; '.join(found)}.")
    call_command("migrate", verbosity=0, interactive=False)
    return manifest
