"""Records that were removed: their addresses say so, when and why."""

import datetime
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from hdir.changes.edits import Edit
from hdir.changes.history import removal_of
from hdir.history.wording import in_words_of
from hdir.records.models import Record
from hdir.records.registry import model_for_type
from hdir.redactions.models import Tombstone


@dataclass(frozen=True)
class Removal:
    """What was removed, when and why. By whom is nobody's business outside the agency."""

    kind: str
    name: str
    day: datetime.date
    reason: str


def _redacted(model: type[Record], key: str) -> Removal | None:
    """The same of a record whose name was taken out for good; the name isn't said."""
    stone = Tombstone.objects.recognise(model._meta.label_lower, key)
    if stone is None:
        return None
    kind = capfirst(str(model._meta.verbose_name))
    return Removal(kind, "[…]", timezone.localdate(stone.created), "")


def removal_at(request: HttpRequest) -> Removal | None:
    """The removal of the record that an address is about; None if it names none that was removed.

    Pages about a record are named after its type, and their addresses end in its key.
    """
    match = request.resolver_match
    if match is None or "key" not in match.kwargs:
        return None
    model = model_for_type(str(match.kwargs.get("type_name") or match.url_name))
    change = removal_of(model, match.kwargs["key"]) if model else None
    if model is not None and change is None:
        return _redacted(model, match.kwargs["key"])
    if model is None or change is None or change.change_set.applied is None:
        return None
    (words,) = in_words_of([Edit(model, change.key, change.action, change.before, change.after)])
    return Removal(
        capfirst(str(model._meta.verbose_name)),
        words.name,
        timezone.localdate(change.change_set.applied),
        change.change_set.reason,
    )
