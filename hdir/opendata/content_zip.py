"""The fixtures in one archive: what load_fixtures needs to make the same content somewhere else."""

import io
import zipfile

from django.conf import settings
from django.utils.translation import override

from hdir.opendata.edition import (
    ATTRIBUTION,
    INDEPENDENT,
    LICENCE,
    LICENCE_NAME,
    PERSONS,
    SITE_NAME,
    Edition,
    content_files,
)
from hdir.records.languages import LANGUAGES

# The oldest time that the format knows: when it was packed is not part of what is in it.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_UNIX = 3


def content_zip() -> bytes:
    """All fixture files, and the terms in three languages. The same content gives the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in {"TERMS.txt": _terms(), **content_files()}.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = _UNIX  # else the machine's own, and the bytes differ between machines
            entry.external_attr = _READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return packed.getvalue()


def _terms() -> bytes:
    edition = Edition.current()
    parts = []
    for language in LANGUAGES:
        with override(language):
            parts.append(str(SITE_NAME))
            if not settings.SITE_OFFICIAL:
                parts.append(str(INDEPENDENT))
            parts += [str(ATTRIBUTION), str(PERSONS), ""]
    parts.append(f"{LICENCE_NAME}: {LICENCE}")
    parts.append(f"version: {edition.version}")
    parts.append(f"true for: {edition.true_for or '–'}")
    return ("\n".join(parts) + "\n").encode()
