"""What a set of files is: each with its size and checksum, and on which terms they are given."""

import datetime
import json
from collections.abc import Iterable, Mapping

from hdir.opendata.terms import terms
from hdir.opendata.whole_file import WholeFile, sha256


def manifest(files: Iterable[tuple[WholeFile, str, bytes]], date: datetime.date | None) -> bytes:
    """The manifest as JSON, of files with their path and content.

    There is no time in it: the same content gives the same manifest.
    """
    data = {
        **terms(date),
        "files": [
            {
                "path": path,
                "media_type": file.media_type,
                "language": file.language or None,
                "conforms_to": file.conforms_to or None,
                "date": date.isoformat() if date and file.dated else None,
                "bytes": len(content),
                "sha256": sha256(content),
            }
            for file, path, content in files
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def sums(checksums: Mapping[str, str]) -> bytes:
    """Checksums by path as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(checksums.items())).encode()
