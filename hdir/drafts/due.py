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
            edits = edits_of(change_set)
            try:
                with locked(change_set, State.APPROVED) as fresh:
                    publish(fresh, edits)
                    mails.tell_author(fresh, mails.Event.PUBLISHED)
            except StateError:
                continue  # somebody was quicker
            except ClashError as error:
                yield _failed(change_set, _contradicted(error.clashes))
            except UnwritableError as error:
                yield _failed(change_set, [one.in_words for one in in_words(error.problems, edits)])
            else:
                yield Published(fresh)


def _contradicted(clashes: list[Clash]) -> list[str]:
    words = translation.gettext("%(kind)s “%(name)s” has been changed since.")
    told = (words % {"kind": dispute.kind, "name": dispute.title} for dispute in disputes(clashes))
    return list(dict.fromkeys(told))


def _failed(change_set: ChangeSet, problems: list[str]) -> Published:
    with locked(change_set, State.APPROVED) as fresh:
        fresh.state, fresh.publish_at, fresh.comment = State.DRAFT, None, "\n".join(problems)
        fresh.save()
        mails.tell_author(fresh, mails.Event.FAILED, "\n".join(problems))
    return Published(fresh, tuple(problems))
