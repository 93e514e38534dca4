"""Static files with their manifest, which a gunicorn needs and most tests don't."""

import fcntl
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.databases import Database


def collect_static(database: Database) -> None:
    """Runs collectstatic unless what it has made is newer than every file it is made from: processes that
    serve must not find them half written, so that each run makes them once, whichever test comes first."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    with (settings.STATIC_ROOT.parent / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sources = [*Path(settings.BASE_DIR / "static").rglob("*"), Path(sys.prefix) / "pyvenv.cfg"]
        newest = max(path.stat().st_mtime for path in sources)
        if manifest.is_file() and manifest.stat().st_mtime > newest:
            return
        ran = database.manage("collectstatic", "--noinput", "--verbosity", "0")
        if ran.returncode:
            raise subprocess.CalledProcessError(ran.returncode, "collectstatic", ran.stdout, ran.stderr)
