"""Keeps redacted people out: what a reload, a restore or the desk must ask before a name goes in again."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from directory.models import Membership, Person
from hdir.changes.edits import Edit
from hdir.records.models import Record
from hdir.records.rules import Problem
from hdir.redactions.models import Tombstone
from hdir.redactions.words import without_redacted

Records = Mapping[type[Record], Mapping[str, Mapping[str, object]]]


def redacted(records: Records) -> dict[type[Record], set[str]]:
    """Of records given as values by model and key: the redacted people and the memberships of theirs.

    The loader leaves these out as if the files didn't have them. One query.
    """
    stones = list(Tombstone.objects.filter(model=Person._meta.label_lower))
    if not stones:
        return {}
    people = {
        key
        for key, values in records.get(Person, {}).items()
        if any(stone.recognises(key, str(values.get("name", ""))) for stone in stones)
    }
    held = {
        key
        for key, values in records.get(Membership, {}).items()
        if values.get("person") in people
        or any(stone.recognises(str(values.get("person", ""))) for stone in stones)
    }
    return {Person: people, Membership: held}


def keep_out(edits: Sequence[Edit]) -> Iterator[Problem]:
    """A problem for each edit that would bring a redacted name back: a restore, a draft, a form that was open
    when the name was taken out."""
    wanted: dict[type[Record], dict[str, Mapping[str, object]]] = {}
    for edit in edits:
        if edit.model in (Person, Membership) and edit.after:
            wanted.setdefault(edit.model, {})[edit.key] = edit.after
    for model, keys in (redacted(wanted) if wanted else {}).items():
        for key in sorted(keys):
            field = "name" if model is Person else "person"
            yield Problem(model._meta.label_lower, key, field, _("This name was taken out for good."))
    without = without_redacted()
    for edit in edits:
        for field, value in edit.after.items():
            # Whose records these are is answered for above.
            if edit.model not in (Person, Membership) and without(value) != value:
                yield Problem(
                    edit.model._meta.label_lower, edit.key, field, _("This name was taken out for good.")
                )
