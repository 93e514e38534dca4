"""Copies of a PostgreSQL database, made by its own tools: pg_dump and pg_restore."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection, transaction

from hdir.backups.errors import BackupError
from hdir.backups.state import Holdings, holdings, migrations_applied

_ENVIRONMENT = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}


def copy_to(file: Path) -> tuple[Holdings, list[str]]:
    """Writes the database, as it is at one moment, into a file; what is in it at that same moment."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={file}")
        return holdings(), migrations_applied()


def copy_from(file: Path) -> None:
    """Puts a copy in the database's place, in one transaction. Tables that only a later version has go."""
    statements = file.with_suffix(".sql")
    _run("pg_restore", "--no-owner", f"--file={statements}", str(file))
    connection.close()
    empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
    options = ("--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1")
    _run("psql", *options, f"--command={empty}", f"--file={statements}")


def _run(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupError(f"{program} is needed. On Debian and Ubuntu: apt-get install postgresql-client.")
    told = connection.settings_dict
    # The password in the environment: others on the machine can read the arguments.
    environment = os.environ | {name: str(told[key]) for key, name in _ENVIRONMENT.items() if told.get(key)}
    done = subprocess.run([path, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise BackupError(f"{program} failed: {said[0] if said else done.returncode}")
