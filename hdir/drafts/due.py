"""Publication at a time."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from hdir.changes.edits import Clash
from hdir.changes.models import ChangeSet, State
from hdir.changes.publication import ClashError, edits_of, publish
from hdir.changes.write import UnwritableError
from hdir.conflicts.disputes import disputes
from hdir.drafts import mails
from hdir.drafts.work import StateError, locked
from hdir.editorial.refusals import in_words


@dataclass(frozen=True)
class Published:
    """What became of a change set whose time had come; `problems` says why it couldn't be published."""

    change_set: ChangeSet
    problems: tuple[str, ...] = ()


def publish_due(now: datetime.datetime) -> Iterator[Published]:
    """Publishes what was approved for a time that has come, each in a transaction of its own.

    What can't be published is a draft again, with the reasons as its comment, so that it is told once and
    not every minute.
    """
    # What is told stays in the draft as a comment, which colleagues read.
    with translation.override(settings.MAIL_LANGUAGE):
        for change_set in ChangeSet.objects.due(now):
            try:
                done = _published(change_set, now)
            except StateError:
                continue  # somebody was quicker
            yield done


def _published(change_set: ChangeSet, now: datetime.datetime) -> Published:
    """What became of a change set in its turn. Raises StateError if its time hasn't come any more."""
    with locked(change_set, State.APPROVED) as fresh:
        if fresh.publish_at is None or fresh.publish_at > now:
            raise StateError(fresh.get_state_display())
        edits = edits_of(fresh)
        try:
            publish(fresh, edits)
        except ClashError as error:
            return _failed(fresh, _contradicted(error.clashes))
        except UnwritableError as error:
            return _failed(fresh, [one.in_words for one in in_words(error.problems, edits)])
        mails.tell_author(fresh, mails.Event.PUBLISHED)
    return Published(fresh)


def _contradicted(clashes: list[Clash]) -> list[str]:
    words = translation.gettext("%(kind)s “%(name)s” has been changed since.")
    told = (words % {"kind": dispute.kind, "name": dispute.title} for dispute in disputes(clashes))
    return list(dict.fromkeys(told))


def _failed(change_set: ChangeSet, problems: list[str]) -> Published:
    change_set.refresh_from_db()  # publishing has left its marks on it
    change_set.state, change_set.publish_at, change_set.comment = State.DRAFT, None, "\n".join(problems)
    change_set.save()
    mails.tell_author(change_set, mails.Event.FAILED, change_set.comment)
    return Published(change_set, tuple(problems))
