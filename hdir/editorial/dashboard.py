"""The first page of the admin: what waits for somebody, and what happened last."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdir.changes.models import Baseline, ChangeSet, State
from hdir.corrections.models import Report
from hdir.drafts.rights import may_publish
from hdir.records.models import Language
from hdir.records.registry import content_models, counted
from hdir.texts import board
from hdir.texts.states import State as TextState

SHOWN = 6


@dataclass(frozen=True)
class Entry:
    """A line that leads somewhere; to nowhere where that is others' work."""

    text: str
    address: str
    more: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with its lines, or what it says if there are none."""

    title: str
    empty: str
    entries: list[Entry] = field(default_factory=list)
    all_address: str = ""


@dataclass(frozen=True)
class Desk:
    """The parts of the overview, in order."""

    parts: list[Part]


def desk_for(user) -> Desk:
    """What waits for somebody: their drafts, what they may approve, conflicts, what is due, what happened
    last, and what the content lacks."""
    name = user.get_username()
    opened = list(ChangeSet.objects.open())
    listing = reverse("drafts:list")
    waiting = [one for one in opened if one.state == State.SUBMITTED and may_publish(user, one)]
    due = ChangeSet.objects.filter(state=State.APPROVED).order_by("publish_at", "pk")
    parts = [
        Part(
            _("My drafts"),
            _("You have no drafts."),
            _lines(one for one in opened if one.author == name),
            f"{listing}?show=mine",
        ),
        Part(_("Waiting for me"), _("Nothing waits for you."), _lines(waiting), f"{listing}?show=waiting"),
        _conflicts(user),
        Part(
            _("Reports from readers"),
            _("No report waits."),
            [
                Entry(Truncator(one.wrong).chars(60), reverse("corrections:one", args=[one.pk]), one.page)
                for one in Report.objects.waiting()[:SHOWN]
            ],
            reverse("corrections:inbox"),
        ),
        Part(_("To be published"), _("Nothing is planned."), _lines(due), f"{listing}?show=due"),
        Part(
            _("Published last"),
            _("Nothing has been published yet."),
            [
                Entry(one.called, reverse("drafts:one", args=[one.pk]), _when(one.applied))
                for one in ChangeSet.objects.applied()[:SHOWN]
            ],
            reverse("history:all"),
        ),
        Part(_("Gaps"), _("Nothing is missing."), _gaps()),
    ]
    return Desk(parts)


def _when(moment) -> str:
    return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


def _lines(found: Iterable[ChangeSet]) -> list[Entry]:
    return [
        Entry(
            one.called,
            reverse("drafts:one", args=[one.pk]),
            f"{one.author}, {_when(one.created)}, {one.get_state_display()} {_when(one.publish_at)}".strip(),
        )
        for one in list(found)[:SHOWN]
    ]


def _conflicts(user) -> Part:
    number = Baseline.objects.disputed().count()
    address = reverse("conflicts:list") if user.has_perm("changes.publish_changeset") else ""
    words = ngettext(
        "%(count)s record in which files and staff differ",
        "%(count)s records in which files and staff differ",
        number,
    ) % {"count": number}
    entries = [Entry(words, address, "" if address else _("A publisher settles them."))] if number else []
    return Part(_("Conflicts"), _("There are none."), entries)


_WAITING = {
    TextState.MISSING: lambda number: ngettext(
        "%(count)s text is missing in %(language)s", "%(count)s texts are missing in %(language)s", number
    ),
    TextState.STALE: lambda number: ngettext(
        "%(count)s text is stale in %(language)s", "%(count)s texts are stale in %(language)s", number
    ),
}


def _gaps() -> list[Entry]:
    """Texts that are missing or stale, records that say nothing, and facts without a source."""
    found = []
    for code, cell in board.totals(board.lines()).items():
        for state, number in cell.waiting:
            words = _WAITING[state](number)
            address = f"{reverse('texts:waiting', args=[code])}?state={state.value}"
            name = Language(code).in_a_sentence
            found.append(Entry(words % {"count": number, "language": name}, address))
    for model in content_models():
        names = {column.name for column in model._meta.fields}
        listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        if "placeholder" in names and (number := model._base_manager.filter(Q(placeholder=True)).count()):
            words = ngettext(
                "%(records)s has only a placeholder", "%(records)s have only a placeholder", number
            )
            found.append(Entry(words % {"records": counted(model, number)}, f"{listed}?placeholder__exact=1"))
        # A document is its own source.
        if model.list_name != "documents" and (number := model._base_manager.filter(sources=[]).count()):
            words = ngettext("%(records)s is without a source", "%(records)s are without a source", number)
            found.append(Entry(words % {"records": counted(model, number)}, f"{listed}?uncited=1"))
    return found
