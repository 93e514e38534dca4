"""The words of the desk and of the code behind it, for docs/glossary.md.

Editors and developers use them, readers don't: the public glossary (hdir/pages/terms.py) is without them.
Where the interface has the word already, the entry is the interface's own message, so that they can't part.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class DeskTerm:
    """A word and what it means; explained in English, for those who read the code."""

    key: str
    name: Promise
    explanation: str


DESK_TERMS = (
    DeskTerm("record", pgettext_lazy("glossary", "record"), "A row of the content, with a key for ever."),
    DeskTerm(
        "change set",
        _("change set"),
        "Changes that are published together, once, and can be taken back together.",
    ),
    DeskTerm("draft", pgettext_lazy("change set", "draft"), "A change set that isn’t published yet."),
    DeskTerm("package", pgettext_lazy("glossary", "package"), "A draft that collects edits of many records."),
    DeskTerm(
        "preview", pgettext_lazy("glossary", "preview"), "The public pages with a draft’s changes in place."
    ),
    DeskTerm(
        "approval",
        pgettext_lazy("glossary", "approval"),
        "A second person’s yes to a draft; of a translation, that it says what the original says now.",
    ),
    DeskTerm(
        "publish", pgettext_lazy("glossary", "publish"), "To make a draft the content that readers see."
    ),
    DeskTerm(
        "conflict",
        pgettext_lazy("glossary", "conflict"),
        "Two sides changed the same field differently; what is published holds until somebody chooses.",
    ),
    DeskTerm(
        "revert",
        pgettext_lazy("glossary", "take back"),
        "To undo what a change set did, and leave what came later.",
    ),
    DeskTerm(
        "restore",
        pgettext_lazy("glossary", "restore"),
        "To make one record again what it was in an earlier version.",
    ),
    DeskTerm(
        "earlier version",
        pgettext_lazy("glossary", "earlier version"),
        "What this site said of a record before it was changed.",
    ),
    DeskTerm(
        "earlier state",
        _("earlier state"),
        "What a unit was until a dated rename or move: true then, not corrected since.",
    ),
    DeskTerm(
        "report",
        pgettext_lazy("glossary", "report of an error"),
        "What a reader says is wrong. It waits until somebody accepts or declines it.",
    ),
    DeskTerm("origin", _("origin"), "Where a change set comes from: desk, files, reader or revert."),
    DeskTerm(
        "reload",
        pgettext_lazy("glossary", "reload"),
        "Loading the files again; staff’s edits are merged with them.",
    ),
    DeskTerm("fixture", pgettext_lazy("glossary", "fixture"), "A file with all records of one kind."),
    DeskTerm(
        "plan",
        pgettext_lazy("glossary", "plan"),
        "What a reload would change, printed before anything is changed.",
    ),
    DeskTerm("baseline", _("baseline"), "Where files and staff last agreed: a merge starts from it."),
    DeskTerm(
        "snapshot",
        pgettext_lazy("glossary", "snapshot"),
        "A record’s values at one moment, as plain data; what is empty is left out.",
    ),
    DeskTerm("source", _("source"), "The document and the line that a fact comes from: its provenance."),
    DeskTerm("true for", _("true for"), "The date that something is said of."),
    DeskTerm(
        "last confirmed",
        _("last confirmed"),
        "The date of the newest document that says something; it may have changed since.",
    ),
    DeskTerm("redaction", _("redaction"), "Taking a person’s name out of content and history for good."),
    DeskTerm(
        "tombstone",
        pgettext_lazy("glossary", "tombstone"),
        "What is left after a redaction, so that the name doesn’t come back.",
    ),
)
