"""Which release of the code is running."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

_ROOMS = {"hdir": "*.py", "directory": "*.py", "strategy": "*.py", "templates": "*.html", "locale": "*.mo"}


@cache
def release() -> str:
    """A mark of all that says content in words: code, templates and translations.

    A new release may say the same content differently, so that what is kept in a shared cache or named by an
    entity tag must change with it. Read once in each process.
    """
    mark = hashlib.sha256()
    for room, pattern in _ROOMS.items():
        for path in sorted(Path(settings.BASE_DIR / room).rglob(pattern)):
            mark.update(path.read_bytes())
    return mark.hexdigest()[:16]
