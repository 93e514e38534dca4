"""What gunicorn serves."""

import atexit
import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hdir.settings")
# The threads of a process (deploy/gunicorn.conf.py), the watch over the page cache, and one to spare.
os.environ.setdefault("DATABASE_POOL", "6")
application = get_wsgi_application()


@atexit.register
def _give_connections_back() -> None:
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
