"""Publications as the index sees them, without the editorial desk."""

from directory.models import Unit
from hdir.changes.models import ChangeSet
from hdir.changes.signals import content_changed
from hdir.records.models import Record
from hdir.search.query import search


def publish(*records: Record) -> None:
    """Says that these records were added, changed or removed."""
    keys: dict[type[Record], set[str]] = {}
    for record in records:
        keys.setdefault(type(record), set()).add(record.pk)
    content_changed.send(sender=ChangeSet, change_set=ChangeSet(origin="admin"), keys=keys)


def found(text: str, language: str = "nb", date=None) -> list[tuple[str, str]]:
    """The types and keys of what a question finds."""
    return [(result.type, result.key) for result in search(text, language, date)]


def unit(key: str, **values) -> Unit:
    """A new unit, published."""
    made = Unit.objects.create(key=key, **{"kind": "section", **values})
    publish(made)
    return made
