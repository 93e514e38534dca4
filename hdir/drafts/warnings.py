"""What somebody should look at before a draft is published. None of it is in the way: it may be right.

Called while the draft's changes are in place (hdir/changes/staging.py).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.models import Membership
from hdir.changes.edits import Edit
from hdir.changes.models import Action
from hdir.history.wording import RecordWords, column_label
from hdir.records.languages import LANGUAGES
from hdir.records.models import Record, Written
from hdir.records.periods import overlap
from hdir.records.registry import model_for_type
from hdir.texts.states import State, texts

# "[words](address)" and "<address>" of Markdown, and "[name]: address" below the text.
_LINK = re.compile(r"\]\(\s*<?([^\s)>]+)|<((?:https?|/)[^\s>]+)>|^\[[^\]]+\]:\s*<?([^\s>]+)", re.MULTILINE)


@dataclass(frozen=True)
class Warning:
    """One thing to look at. `place` leads to the field: "directory.unit/hr#lead_nn"."""

    kind: str
    name: str
    message: str
    place: str = ""


def warnings_of(all_words: Iterable[RecordWords]) -> list[Warning]:
    """What is to be looked at in the records of a change set, in its order."""
    there = [words for words in all_words if words.record is not None and words.edit.action != Action.REMOVE]
    found = [
        _warning(words, message, field)
        for words in there
        if words.record is not None
        for message, field in _of(words.record, words.edit)
    ]
    return found + list(_together_in_a_post(there))


def _warning(words: RecordWords, message: str, field: str) -> Warning:
    place = f"{words.edit.model._meta.label_lower}/{words.edit.key}#{field}"
    return Warning(words.kind, words.name, message, place)


def _of(record: Record, edit: Edit) -> Iterator[tuple[str, str]]:
    """What is to be looked at in one record, each with the field it is about."""
    if isinstance(record, Written):
        yield from _in_the_texts(record, edit)
        yield from _links(record, edit)
    if getattr(record, "placeholder", False):
        yield _("It says nothing yet: it is a placeholder without lead and text."), f"lead_{record.origin}"  # type: ignore[attr-defined]
    if not record.sources and record.list_name != "documents":
        yield _("It has no source. Readers can’t check it."), "sources-0-document"


def _in_the_texts(record: Written, edit: Edit) -> Iterator[tuple[str, str]]:
    """Texts that the draft writes and that are missing in a language, or not translated anew."""
    for text in texts(record):
        if not any(f"{text.field}_{code}" in edit.after for code in LANGUAGES):
            continue
        column = f"{text.field}_{text.language}"
        label = {"field": column_label(type(record), column)}
        if text.state == State.MISSING:
            yield _("“%(field)s” is missing.") % label, column
        elif text.state == State.STALE:
            yield _("“%(field)s” isn’t translated anew after the original was changed.") % label, column


def _links(record: Written, edit: Edit) -> Iterator[tuple[str, str]]:
    """Links of the texts that the draft writes which lead to nothing on this site."""
    for field in record.running_texts:
        for code in LANGUAGES:
            column = f"{field}_{code}"
            if column not in edit.after:
                continue
            for found in _LINK.finditer(getattr(record, column) or ""):
                address = next(filter(None, found.groups()))
                if _leads_nowhere(address, record):
                    message = _("“%(field)s” has a link that leads nowhere: %(address)s")
                    yield message % {"field": column_label(type(record), column), "address": address}, column


def _leads_nowhere(address: str, record: Record) -> bool:
    """Whether an address is one of this site, and neither a page nor a record is there."""
    here = getattr(record, "get_absolute_url", lambda: "/")()
    site = urlsplit(settings.SITE_URL)
    parts = urlsplit(urljoin(urljoin(settings.SITE_URL, here), address))
    if parts.scheme not in {"http", "https"} or parts.netloc != site.netloc:
        return False
    # An address is only known in the language that it begins with.
    language = parts.path.strip("/").partition("/")[0]
    with translation.override(language if language in LANGUAGES else settings.LANGUAGE_CODE):
        try:
            match = resolve(parts.path or "/")
        except Resolver404:
            return True
    model = model_for_type(str(match.url_name))
    key = match.kwargs.get("key")
    return bool(model and key) and not model._base_manager.filter(pk=key).exists()  # type: ignore[union-attr]


def _together_in_a_post(all_words: list[RecordWords]) -> Iterator[Warning]:
    """People who are in a post at the same time, where the draft has put one of them there."""
    mine = {words.edit.key: words for words in all_words if isinstance(words.record, Membership)}
    posts = {words.record.post_id for words in mine.values() if isinstance(words.record, Membership)}
    held: dict[str, list[Membership]] = defaultdict(list)
    for one in Membership.objects.filter(post__in=posts).select_related("person").order_by("post", "pk"):
        held[one.post_id].append(one)
    for memberships in held.values():
        for one, other in combinations(memberships, 2):
            new = mine.get(other.pk) or mine.get(one.pk)
            if new is None or not _at_the_same_time(one, other):
                continue
            message = _(
                "%(one)s (%(manner)s) and %(other)s (%(other_manner)s) are in the post at the same time."
            )
            values = {
                "one": one.person,
                "manner": one.get_manner_display(),
                "other": other.person,
                "other_manner": other.get_manner_display(),
            }
            yield _warning(new, capfirst(message % values), "valid_from")


def _at_the_same_time(one: Membership, other: Membership) -> bool:
    """Whether they are both there on a day, or may be: nothing says when one came or left."""
    if overlap(one, other):
        return True
    later = max((m for m in (one, other) if m.valid_from), key=lambda m: m.valid_from or "", default=None)
    earlier = other if later is one else one
    return later is not None and not earlier.valid_to and not earlier.valid_from
