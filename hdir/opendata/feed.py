"""Atom (RFC 4287): what was published, old and new in words, the latest first.

A feed tells of applied change sets alone. It names nobody: who edits is no reader's business.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hdir.changes.models import Action, Change, ChangeSet, Origin
from hdir.changes.publication import as_edit
from hdir.history.wording import FieldWords, in_words_of
from hdir.opendata.edition import ATTRIBUTION, LICENCE, PERSONS, SITE_NAME, Edition, last_modified
from hdir.opendata.xml import written
from hdir.records.periods import in_words

ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
ENTRIES_A_PAGE = 50
# A first load adds thousands of records; a reader of the feed needs to know that, not each of them.
RECORDS_AN_ENTRY = 200
# Since when the addresses of ids belong to the site (RFC 4151): it must never change.
_SINCE = "2026"
_NEVER = datetime.datetime(2017, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Feed:
    """What a feed is about, and where it is."""

    # Tells feeds and their entries apart, for ever: "nb/changes", "nb/units/helfo/changes".
    name: str
    title: str
    language: str
    # Absolute addresses: of the feed's first page, and of the page it belongs to.
    address: str
    page: str

    @property
    def id(self) -> str:
        """A URI that stays the same whatever becomes of the address."""
        return f"tag:{urlsplit(settings.SITE_URL).hostname},{_SINCE}:{self.name}"

    def id_of(self, change_set: ChangeSet) -> str:
        """The id of a change set's entry: by its place in the order of publication."""
        return f"{self.id}/{change_set.number}"


def atom(feed: Feed, page: Page, changes: Sequence[Change]) -> bytes:
    """One page of a feed: an entry for each of its change sets, with those of `changes` that are in it."""
    root = ElementTree.Element(f"{{{ATOM}}}feed", {f"{{{_XML}}}lang": feed.language})
    _add(root, "title", feed.title)
    _add(root, "subtitle", _edition())
    _add(root, "id", feed.id)
    newest = max((change_set.applied for change_set in page if change_set.applied), default=None)
    _add(root, "updated", _moment(newest or last_modified() or _NEVER))
    author = _add(root, "author")
    _add(author, "name", str(SITE_NAME))
    _add(author, "uri", f"{settings.SITE_URL}/")
    _add(root, "rights", f"{ATTRIBUTION} {PERSONS}")
    _add(root, "icon", f"{settings.SITE_URL}/static/favicon.svg")
    _link(root, "alternate", feed.page, "text/html")
    _link(root, "license", LICENCE)
    for rel, number in _pages(page).items():
        _link(root, rel, feed.address if number == 1 else f"{feed.address}?page={number}")
    by_set: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_set[change.change_set_id].append(change)
    told = _told(change for group in by_set.values() for change in group[:RECORDS_AN_ENTRY])
    for change_set in page:
        more = max(0, len(by_set[change_set.pk]) - RECORDS_AN_ENTRY)
        _add_entry(root, feed, change_set, told[change_set.pk], more)
    return written(root, ATOM)


def _edition() -> str:
    edition = Edition.current()
    if not edition.true_for:
        return _("Version of the data: %(version)s.") % {"version": edition.version}
    return _("The chart is true for %(date)s. Version of the data: %(version)s.") % {
        "date": in_words(edition.true_for),
        "version": edition.version,
    }


def _pages(page: Page) -> dict[str, int]:
    """The feed's other pages (RFC 5005), by relation."""
    found = {"self": page.number, "first": 1, "last": page.paginator.num_pages}
    if page.has_previous():
        found["previous"] = page.previous_page_number()
    if page.has_next():
        found["next"] = page.next_page_number()
    return found


@dataclass(frozen=True)
class RecordSaid:
    """What an entry says of one record; of one that was added or removed only that."""

    sentence: str
    fields: Sequence[FieldWords] = ()


def _told(changes: Iterable[Change]) -> dict[int, list[RecordSaid]]:
    """Changes in the reader's language, by change set. A fixed number of queries for each kind of record."""
    changes = list(changes)
    edits = {change.pk: edit for change in changes if (edit := as_edit(change))}
    words = dict(zip(edits, in_words_of(edits.values(), approvals=False, with_records=False), strict=True))
    told: dict[int, list[RecordSaid]] = defaultdict(list)
    for change in changes:
        known = words.get(change.pk)  # a kind of record that there is no more has none
        sentence = _("%(kind)s “%(name)s”: %(action)s") % {
            "kind": known.kind if known else change.model,
            "name": known.name if known else change.key,
            "action": Action(change.action).label,
        }
        changed = known.fields if known and change.action == Action.CHANGE else ()
        told[change.change_set_id].append(RecordSaid(sentence, changed))
    return told


def _add_entry(root, feed: Feed, change_set: ChangeSet, records: list[RecordSaid], more: int) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", feed.id_of(change_set))
    _add(entry, "title", change_set.called)
    applied = change_set.applied or _NEVER
    _add(entry, "updated", _moment(applied))
    _add(entry, "published", _moment(applied))
    label = str(Origin(change_set.origin).label)
    ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": change_set.origin, "label": label})
    values = {"reason": change_set.reason, "records": records, "more": more}
    _add(entry, "content", render_to_string("opendata/entry.html", values).strip(), type="html")


def _add(parent, name: str, content: str = "", **attributes: str):
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = content or None
    return element


def _link(parent, rel: str, address: str, media_type: str = "") -> None:
    attributes = {"rel": rel, "href": address}
    if media_type:
        attributes["type"] = media_type
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", attributes)


def _moment(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
