"""The file of a backup: a zip of a manifest and of what the database's own tool wrote."""

import errno
import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from hdir.backups.errors import BackupError
from hdir.backups.state import Holdings

FORMAT = 1
_MANIFEST, _DATABASE = "manifest.json", "database"
_CHUNK = 1 << 20
# What zipfile says to bytes that are wrong. RuntimeError: they speak of a password, or of a later zip.
_DAMAGED = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, EOFError, RuntimeError)


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    # "sqlite" or "postgresql": one can't be restored into the other; move_to takes content across.
    vendor: str
    # When the copy was made, ISO 8601.
    made: str
    # The migrations that the database had, "app.name".
    migrations: list[str]
    # Rows and their checksum by model.
    holdings: Holdings
    # Of the database's file in the archive, and its size in bytes.
    sha256: str = ""
    size: int = 0
    format: int = FORMAT


def pack(to: Path, database: Path, manifest: Manifest) -> None:
    """Writes a backup to the disk. Raises OSError, on a full one for instance."""
    told = {**asdict(manifest), "sha256": _checksum(database), "size": database.stat().st_size}
    with to.open("wb") as file:
        to.chmod(0o600)  # accounts are in it
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_MANIFEST, json.dumps(told, indent=2, sort_keys=True))
            archive.write(database, _DATABASE)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def unpacked(backup: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest, and the database's file in a place of its own. Raises BackupError for what is no backup,
    is damaged or was made by another version."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / _DATABASE
        try:
            manifest = _take_out(backup, database)
        except FileNotFoundError:
            raise BackupError(f"{backup}: there is no such file.") from None
        except _DAMAGED as error:
            raise _damaged(backup, error) from error
        except OSError as error:
            if error.errno != errno.EINVAL:  # a full disk is no fault of the backup's
                raise
            raise _damaged(backup, error) from error
        yield manifest, database


def _damaged(backup: Path, error: Exception) -> BackupError:
    return BackupError(f"{backup} is not a backup, or is damaged: {error}. Take another one.")


def _take_out(backup: Path, database: Path) -> Manifest:
    with zipfile.ZipFile(backup) as archive:
        told = json.loads(archive.read(_MANIFEST))
        if told.get("format") != FORMAT:
            raise BackupError(
                f"{backup} was made by another version of the site: format {told.get('format')}."
            )
        manifest = Manifest(**told)
        with archive.open(_DATABASE) as packed, database.open("wb") as file:
            while chunk := packed.read(_CHUNK):
                file.write(chunk)
    if database.stat().st_size != manifest.size or _checksum(database) != manifest.sha256:
        raise ValueError("the checksum is wrong")
    return manifest


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
