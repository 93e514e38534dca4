"""Databases of a test's own, of the kind that DATABASE_URL names, which processes can share."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection


@dataclass(frozen=True)
class Database:
    """A database by its address, and what processes need to know to use it."""

    url: str
    # Further variables of the environment of those processes.
    also: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process that uses it as an operator does."""
        own = {"DATABASE_URL": self.url, "DJANGO_SETTINGS_MODULE": "hdir.settings", "SECRET_KEY": "for-tests"}
        return {**os.environ, **own, **self.also}

    def start(self, *command: str) -> subprocess.Popen:
        """Starts `python …` on it."""
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str, seconds: float = 300) -> subprocess.CompletedProcess:
        """Runs `python …` on it to its end, which must come in time."""
        process = self.start(*command)
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def rows(self, query: str) -> list[tuple]:
        """What a query finds in it, now, past Django and whatever a test has open."""
        if not on_postgresql():
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as database:
                return database.execute(query).fetchall()
        with psycopg.connect(self.url) as database:
            return database.execute(query).fetchall()

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        """Runs a command of the project on it."""
        return self.run("manage.py", *arguments)


POSTGRESQL = "postgres://hdir_ci:hdir_ci@127.0.0.1"


def drop(server: psycopg.Connection, name: str) -> None:
    """Removes a database of PostgreSQL, if there is one, and ends what our role has open in it.

    Not WITH (FORCE): that wants to end what the server does there, too, and is refused while autovacuum is at
    work. A plain DROP cancels autovacuum, and waits a few seconds for the others.
    """
    ours = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    )
    server.execute(ours, [name])
    server.execute(f'DROP DATABASE IF EXISTS "{name}"')


@contextmanager
def on_a_server(name: str) -> Iterator[Database]:
    """A new empty database on PostgreSQL, whatever the tests run on; gone at the end.

    Raises psycopg.OperationalError where there is no such server.
    """
    with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True) as server:
        drop(server, name)
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield Database(f"{POSTGRESQL}/{name}")
    finally:
        with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True) as server:
            drop(server, name)


def on_postgresql() -> bool:
    """Whether the tests run on PostgreSQL."""
    return connection.vendor == "postgresql"


def _server() -> psycopg.Connection:
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl()
    return psycopg.connect(url, autocommit=True)


@contextmanager
def a_database(folder: Path, like: Database | None = None) -> Iterator[Database]:
    """A new database, empty or a copy of another one that nobody uses; gone at the end."""
    if not on_postgresql():
        path = folder / "own.sqlite3"
        if like:
            shutil.copy(like.url.removeprefix("sqlite:///"), path)
        yield Database(f"sqlite:///{path}")
        return
    number = sum(ord(c) * 31**n for n, c in enumerate(str(folder))) % 10**9
    name = f"own_{os.getpid()}_{number}"
    with _server() as server:
        server.execute(
            f"CREATE DATABASE {name}" + (f" TEMPLATE {like.url.rpartition('/')[2]}" if like else "")
        )
    try:
        yield Database(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())
    finally:
        with _server() as server:
            drop(server, name)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A database with tables and no rows, to be copied."""
    with a_database(tmp_path_factory.mktemp("migrated")) as database:
        ran = database.manage("migrate", "--verbosity", "0")
        assert ran.returncode == 0, ran.stderr
        yield database


@pytest.fixture(scope="session")
def loaded(tmp_path_factory, migrated):
    """A database with the real content, to be copied."""
    with a_database(tmp_path_factory.mktemp("loaded"), migrated) as database:
        ran = database.manage("load_fixtures", "--apply")
        assert ran.returncode == 0, ran.stderr
        yield database


@pytest.fixture
def empty_database(tmp_path, migrated):
    """A migrated database without content."""
    with a_database(tmp_path, migrated) as database:
        yield database


@pytest.fixture
def full_database(tmp_path, loaded):
    """A database with the real content."""
    with a_database(tmp_path, loaded) as database:
        yield database
