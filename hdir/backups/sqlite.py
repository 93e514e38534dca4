"""Copies of an SQLite database, made by SQLite while others read and write."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DatabaseError, connection, connections

from hdir.backups.errors import BackupError
from hdir.backups.second import second_database
from hdir.backups.state import Holdings, holdings, migrations_applied

# Pages copied before others may write again. The copy begins anew when they do, so not too few.
_PAGES = 20_000


def copy_to(file: Path) -> tuple[Holdings, list[str]]:
    """Writes the database, as it is at one moment, into a file; what is in it, read from that file."""
    with connection.wrap_database_errors, _live() as live, closing(sqlite3.connect(file)) as copy:
        live.backup(copy, pages=_PAGES)
        # A copy needs no log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
    with _opened(file) as alias:
        return holdings(alias), migrations_applied(alias)


def copy_from(file: Path) -> None:
    """Puts a copy in the database's place: whole or, if the process is killed, not at all. Others who read
    see the old until it is done."""
    with _opened(file):
        connection.close()
    with connection.wrap_database_errors, closing(sqlite3.connect(file)) as copy, _live() as live:
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.backup(live)
        live.execute("PRAGMA journal_mode=WAL")


def _live() -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=60))


@contextmanager
def _opened(file: Path) -> Iterator[str]:
    """The alias of a copy, found to be whole. Opened by Django, whose functions the constraints call."""
    with second_database(NAME=str(file), OPTIONS={}) as alias:
        try:
            with connections[alias].cursor() as cursor:
                found = cursor.execute("PRAGMA integrity_check").fetchone()[0]
        except DatabaseError as error:
            found = str(error)
        if found != "ok":
            raise BackupError(f"The copy of the database is damaged: {found}.")
        yield alias
