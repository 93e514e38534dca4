"""Publishes change sets. Every change of content goes through `publish`, whoever it comes from."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from hdir.changes.edits import Clash, Edit, edit_between, keys_of, merged_onto
from hdir.changes.models import Change, ChangeSet, State
from hdir.changes.signals import content_changed
from hdir.changes.snapshot import Values, snapshots
from hdir.changes.write import Progress, check, silent, write
from hdir.records.models import Record
from hdir.records.registry import model_for_label

# Any constant will do: it names the lock that all publications of one database wait for.
_TURN = 4_815_162_342
_AT_ONCE = 500
# Seconds that somebody who saves waits for others; the settings say the same of SQLite.
PATIENCE = 5


class ClashError(Exception):
    """What is to be published contradicts what was published since it was prepared. Nothing was written."""

    def __init__(self, clashes: Iterable[Clash]):
        self.clashes = list(clashes)
        super().__init__(f"{len(self.clashes)} conflicts")


# What PostgreSQL says to who has waited in vain, and to one of two who wait for each other.
_WAITED_IN_VAIN = {"55P03", "40P01"}


def is_busy(error: Exception) -> bool:
    """Whether an error means that somebody waited in vain for others who write: nothing was written, and the
    same can be tried again."""
    cause = error.__cause__
    return isinstance(error, OperationalError) and (
        getattr(cause, "sqlite_errorname", "").startswith("SQLITE_BUSY")
        or getattr(cause, "sqlstate", "") in _WAITED_IN_VAIN
    )


@contextmanager
def turn(patience: int = PATIENCE) -> Iterator[None]:
    """A transaction in which nobody else publishes.

    Waits at most `patience` seconds for those who do, then raises OperationalError (`is_busy`). SQLite's
    IMMEDIATE transactions wait by themselves.
    """
    with _waiting(patience), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                limit = "SELECT set_config('lock_timeout', %s, true), pg_advisory_xact_lock(%s)"
                cursor.execute(limit, [f"{patience}s", _TURN])
        yield


@contextmanager
def _waiting(patience: int) -> Iterator[None]:
    """SQLite's connections wait as long as the settings say; here, as long as somebody wants to."""
    if connection.vendor != "sqlite" or patience == PATIENCE or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {patience * 1000:d}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:d}")


def live_values(edits: Iterable[Edit]) -> dict[tuple[type[Record], str], Values]:
    """The values, as they are now, of the records that edits are about; those that aren't there have none."""
    return {
        (model, key): values
        for model, keys in keys_of(edits).items()
        for key, values in snapshots(model, keys).items()
    }


def onto_live(edits: Iterable[Edit]) -> tuple[list[Edit], list[Clash]]:
    """Edits made for the content as it is now, and where it contradicts them. What is so already is left
    out."""
    edits = list(edits)
    live = live_values(edits)
    left, clashes = [], []
    for edit in edits:
        moved, found = merged_onto(edit, live.get((edit.model, edit.key)))
        clashes.extend(found)
        if moved is not None:
            left.append(moved)
    return left, clashes


def publish(change_set: ChangeSet, edits: Iterable[Edit]) -> bool:
    """Merges edits into the content and publishes them as a change set, all in one transaction.

    `change_set` is a new one or a draft. Returns whether anything was left to do; a new set that does
    nothing isn't kept. Raises ClashError where the content has moved since the edits were prepared,
    UnwritableError where a rule would be broken. Nothing is written then.
    """
    with turn():
        left, clashes = onto_live(edits)
        if clashes:
            raise ClashError(clashes)
        if not left and change_set.pk is None:
            return False
        put_in_force(change_set, left)
        return bool(left)


def put_in_force(change_set: ChangeSet, edits: Sequence[Edit], progress: Progress = silent) -> None:
    """Writes edits that fit the content as it is and keeps them as an applied change set. Call within
    `turn`."""
    write(edits, progress)
    check(edits)
    if change_set.pk is not None:
        change_set.changes.all().delete()
    change_set.state = State.APPLIED
    change_set.applied = timezone.now()
    change_set.number = ChangeSet.objects.latest_number() + 1
    change_set.save()
    keep_edits(change_set, edits)
    content_changed.send(ChangeSet, change_set=change_set, keys=keys_of(edits))


def keep_edits(change_set: ChangeSet, edits: Iterable[Edit]) -> None:
    """Writes down what a change set does."""
    Change.objects.bulk_create(
        (
            Change(
                change_set=change_set,
                model=edit.model._meta.label_lower,
                key=edit.key,
                action=edit.action,
                before=edit.before,
                after=edit.after,
            )
            for edit in edits
        ),
        batch_size=_AT_ONCE,
    )


def edits_of(change_set: ChangeSet) -> list[Edit]:
    """What a change set does. Changes of models that the project no longer has are left out."""
    return list(filter(None, map(as_edit, change_set.changes.order_by("pk"))))


def as_edit(change: Change) -> Edit | None:
    """A kept change as an edit; None if the project no longer has its model."""
    model = model_for_label(change.model)
    return Edit(model, change.key, change.action, change.before, change.after) if model else None


def combined(first: Iterable[Edit], then: Iterable[Edit]) -> list[Edit]:
    """Edits, and others made on top of them, as one edit per record."""
    by_record = {(edit.model, edit.key): edit for edit in first}
    for edit in then:
        place = (edit.model, edit.key)
        made = _one_of_two(by_record[place], edit) if place in by_record else edit
        if made is None:
            del by_record[place]
        else:
            by_record[place] = made
    return list(by_record.values())


def _one_of_two(first: Edit, then: Edit) -> Edit | None:
    if first.action == "add":
        return edit_between(first.model, first.key, None, then.made_on(first.after))
    if then.action == "remove":
        return Edit(first.model, first.key, "remove", before=first.inverse.made_on(then.before) or {})
    if first.action == "remove":
        # An edit of a record that the first one removes brings it back; one that adds it makes it anew.
        base = first.before if then.action == "change" else None
        return edit_between(first.model, first.key, first.before, then.made_on(base))
    before = {**then.before, **first.before}
    after = {**first.after, **then.after}
    differ = [name for name in after if before.get(name) != after[name]]
    if not differ:
        return None
    return Edit(
        first.model, first.key, "change", {n: before.get(n) for n in differ}, {n: after[n] for n in differ}
    )
