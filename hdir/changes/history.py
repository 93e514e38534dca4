"""The content as it was, read back from what was published since."""

from collections.abc import Iterable

from hdir.changes.edits import Edit, edit_between
from hdir.changes.models import Action, Change, ChangeSet, State
from hdir.changes.publication import as_edit, combined
from hdir.changes.snapshot import Values, snapshots
from hdir.records.models import Record

# As many as a database takes in one query.
_AT_ONCE = 500


def undoing(changes: Iterable[Change]) -> list[Edit]:
    """What takes changes back, given from the oldest to the newest, as one edit per record."""
    back: list[Edit] = []
    for change in reversed(list(changes)):
        edit = as_edit(change)
        # A redaction has emptied some: what was there is gone for good, and can't be brought back.
        if edit is not None and (edit.before or edit.after):
            back.append(edit.inverse)
    return combined([], back)


def back_to(number: int) -> list[Edit]:
    """The edits that make the content what it was when the change set with a number had been published."""
    since = Change.objects.filter(change_set__number__gt=number).order_by("change_set__number", "pk")
    return undoing(since)


def taking_back(change_set: ChangeSet) -> list[Edit]:
    """The edits that undo an applied change set, as it was when it was published."""
    return undoing(change_set.changes.order_by("pk"))


def changes_of(model: type[Record], key: str):
    """The published changes of a record, the latest first, with their change sets."""
    return (
        Change.objects.filter(model=model._meta.label_lower, key=key, change_set__state=State.APPLIED)
        .select_related("change_set")
        .order_by("-change_set__number")
    )


def version(model: type[Record], key: str, number: int) -> Values | None:
    """A record's values when the change set with a number had been published; None if it wasn't there."""
    values = snapshots(model, [key]).get(key)
    for change in changes_of(model, key).filter(change_set__number__gt=number):
        if edit := as_edit(change):
            values = edit.inverse.made_on(values)
    return values


def restoring(model: type[Record], key: str, number: int) -> Edit | None:
    """The edit that makes a record what it was after the change set with a number."""
    return edit_between(model, key, snapshots(model, [key]).get(key), version(model, key, number))


def removal_of(model: type[Record], key: str) -> Change | None:
    """The change that removed a record, if the last thing that happened to it was its removal."""
    last = changes_of(model, key).first()
    return last if last is not None and last.action == "remove" else None


def last_values(model: type[Record], keys: Iterable[str]) -> dict[str, Values]:
    """What removed records said when they were removed, by key; those that the log doesn't know have none."""
    removals = Change.objects.filter(
        model=model._meta.label_lower,
        key__in=sorted(keys)[:_AT_ONCE],
        action=Action.REMOVE,
        change_set__state=State.APPLIED,
    )
    return {change.key: change.before for change in removals.order_by("change_set__number")}
