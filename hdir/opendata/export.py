"""Everything as files in a folder, for archives: each format, checksums, and a manifest of them."""

import datetime
import tempfile
from functools import partial
from pathlib import Path

from django.utils.translation import override

from directory.models import ContactPoint, Unit
from directory.pages.chart import above
from hdir.opendata.alternates import VCARD
from hdir.opendata.contents import rows_at
from hdir.opendata.files import catalogue_file, described_files
from hdir.opendata.listed import list_files
from hdir.opendata.manifest import manifest, sums
from hdir.opendata.vcard import vcard
from hdir.opendata.whole_file import WholeFile, sha256
from hdir.records.languages import LANGUAGES

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"


class NotEmptyError(Exception):
    """The folder has something in it already; an archive is never written over."""


def export(folder: Path, date: datetime.date | None = None) -> list[str]:
    """Writes every file into an empty or new folder, beside its place until it is whole; returns their paths
    in it, in order.

    The files hold no time of their own making: the same content gives the same folder, byte for byte.
    Raises NotEmptyError and OSError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise NotEmptyError(folder)
    with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=f".{folder.name}.") as made:
        whole = Path(made) / "export"
        paths = _write_all(whole, date)
        whole.replace(folder)
    return paths


def _write_all(folder: Path, date: datetime.date | None) -> list[str]:
    written: list[tuple[WholeFile, str, bytes]] = []
    for file in _files():
        with override("en"):
            content = file.build(date if file.dated else None)
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        written.append((file, file.path, content))
    last = {MANIFEST: manifest(written, date)}
    digests = {path: sha256(content) for _file, path, content in written}
    digests[MANIFEST] = sha256(last[MANIFEST])
    last[SUMS] = sums(digests)
    for name, content in last.items():
        (folder / name).write_bytes(content)
    return [*(path for _file, path, _content in written), *last]


def _files() -> list[WholeFile]:
    """The files of /data/, the lists of the API, and the cards of all units."""
    cards = [
        WholeFile(
            f"units-{language}.vcf",
            VCARD,
            "vCard",
            "",
            partial(_cards, language),
            language=language,
            conforms_to="https://www.rfc-editor.org/info/rfc6350",
        )
        for language in LANGUAGES
    ]
    return [*described_files(), catalogue_file(), *list_files(), *cards]


def _cards(language: str, date: datetime.date | None) -> bytes:
    """The cards of all units of a date, one after the other."""
    units = {unit.pk: unit for unit in rows_at(Unit, date)}
    points: dict[str, list[ContactPoint]] = {}
    for point in rows_at(ContactPoint, date).order_by("position", "pk"):
        points.setdefault(point.unit_id, []).append(point)
    cards = []
    with override(language):
        for key, unit in units.items():
            cards.append(vcard(unit, above(unit, units, date), points.get(key, []), language, date))
    return b"".join(cards)
