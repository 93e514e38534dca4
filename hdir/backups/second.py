"""A second database beside the site's own, for as long as it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def second_database(**told: Any) -> Iterator[str]:
    """The alias of another database, like the site's own but for what is told (NAME and so on)."""
    alias = "second"
    connections.databases[alias] = {**connections.databases[DEFAULT_DB_ALIAS], **told}
    connections.configure_settings(connections.databases)
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]
