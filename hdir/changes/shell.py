"""Changing content by hand, in `manage.py shell` or a script, and still as a change set.

from hdir.changes.shell import publishing
with publishing("The section has a new name", author="kari"):
    unit = Unit.objects.get(pk="hr")
    unit.name_nb = "Personal"
    unit.save()
"""

from collections.abc import Iterator
from contextlib import contextmanager

from hdir.changes.models import ChangeSet, Origin
from hdir.changes.publication import publish
from hdir.changes.staging import captured


@contextmanager
def publishing(title: str, author: str, reason: str = "") -> Iterator[ChangeSet]:
    """Publishes what is saved and deleted inside as one change set; nothing if an error ends it.

    Raises UnwritableError if a rule would be broken. Writes that send no signal (QuerySet.update,
    bulk_create) are taken back like all others, but not seen, and so not published.
    """
    change_set = ChangeSet(origin=Origin.ADMIN, title=title, author=author, reason=reason)
    with captured() as found:
        yield change_set
    publish(change_set, found.edits)
