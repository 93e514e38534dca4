"""A database of the benchmark's own, on the kind of server that DATABASE_URL names; gone at the end."""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

os.environ["DJANGO_SETTINGS_MODULE"] = "hdir.settings"
os.environ.setdefault("SECRET_KEY", "only-for-benchmarks")
os.environ.pop("DEBUG", None)
# Nobody has run collectstatic for the benchmark.
warnings.filterwarnings("ignore", "No directory at")


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """A migrated, empty database, in use; its address, for other processes."""
    import django

    django.setup()
    logging.disable(logging.WARNING)  # a line for each request
    from django.db import connection

    own = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":  # a file, not memory: that is what is used
        connection.settings_dict["TEST"]["NAME"] = str(folder / "benchmark.sqlite3")
    made = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        if connection.vendor == "sqlite":
            yield f"sqlite:///{made}"
        else:
            yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{made}").geturl()
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)
