"""What is done with a change set before it is published: each step once, and only from a state it fits."""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hdir.changes.edits import Clash, Edit, edit_between, merged_onto
from hdir.changes.history import removal_of
from hdir.changes.models import OPEN, ChangeSet, Origin, State
from hdir.changes.publication import (
    ClashError,
    as_edit,
    edits_of,
    keep_edits,
    live_values,
    onto_live,
    publish,
    turn,
)
from hdir.changes.staging import staged
from hdir.changes.write import check
from hdir.drafts import mails
from hdir.records.models import Record

_A_MOMENT = datetime.timedelta(minutes=1)
# What its author has asked approval for.
SENT = (State.SUBMITTED, State.APPROVED)


class StateError(Exception):
    """The change set has come further than somebody thought: another person was quicker."""


class RewrittenError(Exception):
    """The change set doesn't say any more what somebody has read."""


def mark_of(change_set: ChangeSet) -> int:
    """A number that differs once a change set says something else: whatever is put into it is new rows."""
    return change_set.changes.aggregate(newest=Max("pk"))["newest"] or 0


@contextmanager
def locked(change_set: ChangeSet, *states: State) -> Iterator[ChangeSet]:
    """The change set as it is now, while nobody else works on it. Raises StateError if it isn't in one of
    the states."""
    with turn():
        fresh = ChangeSet.objects.get(pk=change_set.pk)
        if fresh.state not in states:
            raise StateError(fresh.get_state_display())
        yield fresh


def start(title: str, author: str, edits: Iterable[Edit] = (), reason: str = "", **fields) -> ChangeSet:
    """A new draft."""
    with transaction.atomic():
        change_set = ChangeSet.objects.create(
            **{"origin": Origin.ADMIN, **fields}, title=title, author=author, reason=reason
        )
        keep_edits(change_set, edits)
    return change_set


def draft_of(author: str, edits: Iterable[Edit], reason: str) -> ChangeSet | None:
    """A draft of somebody's, begun a moment ago, that does just this: they pressed the button twice."""
    lately = ChangeSet.objects.filter(
        author=author,
        reason=reason,
        is_package=False,
        state__in=(State.DRAFT, State.SUBMITTED),
        created__gt=timezone.now() - _A_MOMENT,
    ).prefetch_related("changes")
    wanted = _by_record(edits)
    return next((one for one in lately if _by_record(map(as_edit, one.changes.all())) == wanted), None)


def _by_record(edits: Iterable[Edit | None]) -> dict[tuple[type[Record], str], Edit]:
    return {(edit.model, edit.key): edit for edit in edits if edit is not None}


def put(change_set: ChangeSet, edits: Iterable[Edit], editor: str, read: int | None = None) -> None:
    """Makes edits, which somebody made, the content of a draft.

    One that was submitted or approved is a draft again, without a time: what was approved isn't what would
    be published. `read`: the mark of what the edits were made on. Raises RewrittenError if the draft says
    something else by now.
    """
    with locked(change_set, *OPEN) as fresh:
        if read is not None and read != mark_of(fresh):
            raise RewrittenError
        fresh.changes.all().delete()
        keep_edits(fresh, edits)
        fresh.state, fresh.approver, fresh.edited_by = State.DRAFT, "", editor
        fresh.publish_at = None
        fresh.save()


def leave_out(change_set: ChangeSet, model: str, key: str, editor: str, read: int | None = None) -> None:
    """Takes what a draft does to one record, given by model label and key, out of it; the rest stays.
    `read`: as for `put`."""
    left = [e for e in edits_of(change_set) if (e.model._meta.label_lower, e.key) != (model, key)]
    put(change_set, left, editor, read)


def rename(change_set: ChangeSet, title: str, reason: str) -> None:
    """Calls a draft something else, and says anew why it is made."""
    with locked(change_set, State.DRAFT) as fresh:
        if title != fresh.called:
            fresh.title, fresh.titles = title, {}
        fresh.reason = reason
        fresh.save()


def try_out(edits: Iterable[Edit]) -> None:
    """Raises ClashError or UnwritableError if edits couldn't be published as the content is now."""
    left, clashes = onto_live(edits)
    if clashes:
        raise ClashError(clashes)
    with staged(left):
        check(left)


def submit(change_set: ChangeSet) -> None:
    """Asks for approval. Raises ClashError or UnwritableError if nobody could approve it as it is."""
    with locked(change_set, State.DRAFT) as fresh:
        try_out(edits_of(fresh))
        fresh.state, fresh.comment = State.SUBMITTED, ""
        fresh.save()
        mails.tell_approvers(fresh)


def send_back(change_set: ChangeSet, approver: str, comment: str) -> None:
    """Returns it to its author, with what is to be done."""
    with locked(change_set, *SENT) as fresh:
        fresh.state, fresh.approver, fresh.comment = State.DRAFT, approver, comment
        fresh.publish_at = None
        fresh.save()
        mails.tell_author(fresh, mails.Event.RETURNED)


def discard(change_set: ChangeSet, by: str) -> None:
    """Gives it up. It is kept, so that it can be seen what was given up."""
    with locked(change_set, *OPEN) as fresh:
        fresh.state, fresh.approver = State.REJECTED, by
        fresh.save()
        if by != fresh.author:
            mails.tell_author(fresh, mails.Event.DISCARDED)


def take_up(change_set: ChangeSet) -> None:
    """Makes a draft again of what was discarded."""
    with locked(change_set, State.REJECTED) as fresh:
        fresh.state, fresh.approver, fresh.publish_at = State.DRAFT, "", None
        fresh.save()


def approve(
    change_set: ChangeSet,
    approver: str,
    publish_at: datetime.datetime | None = None,
    states: Iterable[State] = SENT,
    read: int | None = None,
) -> bool:
    """Approves it, and publishes it unless its time is to come. Returns whether it was published.

    `states`: how far it has come, as far as the approver knows; a draft that its author hasn't sent is only
    for those who may publish alone. `read`: the mark of what the approver has read. Raises RewrittenError if
    it says something else by now, ClashError or UnwritableError if it can't be published as it is; it stays
    as it was.
    """
    now = timezone.now()
    with locked(change_set, *states) as fresh:
        if read is not None and read != mark_of(fresh):
            raise RewrittenError
        fresh.approver, fresh.publish_at = approver, publish_at
        if publish_at is not None and publish_at > now:
            try_out(edits_of(fresh))  # nobody looks when its time comes
            fresh.state = State.APPROVED
            fresh.save()
            return False
        publish(fresh, edits_of(fresh))
        if approver != fresh.author:
            mails.tell_author(fresh, mails.Event.PUBLISHED)
    return True


def unschedule(change_set: ChangeSet) -> None:
    """Takes back an approval whose time hasn't come: it waits for approval again."""
    with locked(change_set, State.APPROVED) as fresh:
        fresh.state, fresh.approver, fresh.publish_at = State.SUBMITTED, "", None
        fresh.save()


def clashes_of(change_set: ChangeSet) -> list[Clash]:
    """Where a draft contradicts what was published since it was prepared."""
    return onto_live(edits_of(change_set))[1]


def settle(change_set: ChangeSet, chosen: dict[tuple[str, str, str], object], editor: str) -> None:
    """Bases a draft on the content as it is now. For each conflict, by model label, key and field, `chosen`
    has the value to publish; where it has none, the published value stays. For a conflict about the record
    itself the value is its values, or None for none."""
    edits = edits_of(change_set)
    live = live_values(edits)
    left = []
    for edit in edits:
        now = live.get((edit.model, edit.key))
        moved, clashes = merged_onto(edit, now)
        values = moved.made_on(now) if moved else now
        for clash in clashes:
            place = (edit.model._meta.label_lower, edit.key, clash.conflict.field)
            if place not in chosen:
                continue
            value = chosen[place]
            if clash.conflict.field == "":
                # A draft knows only the fields it changes; the rest is as it was when it was removed.
                removal = removal_of(edit.model, edit.key) if now is None else None
                last = removal.before if removal else {}
                values = {**last, **value} if isinstance(value, dict) else None
            else:
                values = {**(values or {}), clash.conflict.field: value}
        if values is not None:
            values = {name: v for name, v in values.items() if v is not None}
        if made := edit_between(edit.model, edit.key, now, values):
            left.append(made)
    put(change_set, left, editor)
