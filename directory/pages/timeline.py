"""The timeline: what happened, in order, with what each changed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, Model, OuterRef, Q, When, prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.happenings import TELLS, Derived, Row, happenings, row
from directory.models import ChangeEvent, EventKind, Membership, Unit
from directory.pages.turns import Turn, parents_of, turns_of
from hdir.lists.filterset import ActiveFilter
from hdir.pages.trail import Crumb
from hdir.records.keys import KEY_LENGTH
from hdir.records.languages import current_language
from hdir.records.models import Record
from hdir.records.periods import first_day, last_day
from strategy.models import Strategy

PER_PAGE = 50
# So many units can be chosen among; any other is reached from its own page.
_CHOICES = 200


@dataclass
class Happening:
    """An event of the documents, or what follows from a record's own dates.

    `date` is as exact as it is known; of an end (`is_end`) it is the last day. `record` is the one that says
    so, and `told` what an event changed in records.
    """

    kind: str
    record: Record
    date: str | None
    event: ChangeEvent | None = None
    unit: Unit | None = None
    turn: Turn | None = None
    membership: Membership | None = None
    strategy: Strategy | None = None
    told: list["Happening"] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The kind in words; of a turn, what it was."""
        if self.turn:
            return ", ".join(self.turn.labels) or str(Derived.TURNED.label)
        return str((EventKind(self.kind) if self.event else Derived(self.kind)).label)

    @property
    def is_end(self) -> bool:
        return self.kind in (Derived.ENDED, Derived.LEFT, Derived.STRATEGY_ENDED)

    @property
    def anchor(self) -> str:
        """The fragment of its address: an event's own key, else kind and key."""
        return self.record.pk if self.event else f"{self.kind}-{self.record.pk}"

    @property
    def year(self) -> str:
        """The heading that it stands under; "" for what has no date."""
        return (self.date or "")[:4]


class TimelineForm(forms.Form):
    """What the timeline can be narrowed to: a kind of happening, and a unit."""

    def __init__(self, data: QueryDict):
        self.asked = data
        super().__init__(data=data)
        told = Exists(ChangeEvent.objects.filter(units=OuterRef("pk")).order_by())
        asked = Q(pk=data.get("unit", "")[:KEY_LENGTH])
        # The one that is asked for comes first, so that it isn't cut off.
        asked_first = Case(When(asked, then=0), default=1)
        units = Unit.objects.filter(told | asked)
        units = units.order_by(asked_first, f"sort_{current_language()}", "pk")[:_CHOICES]
        names = [(unit.pk, str(unit)) for unit in units]
        kinds = [
            (pgettext("timeline", "Told by the documents"), EventKind.choices),
            (pgettext("timeline", "Read from dates of units, posts and strategies"), Derived.choices),
        ]
        self.fields["kind"] = forms.ChoiceField(
            label=_("What happened"), required=False, choices=[("", _("Anything")), *kinds]
        )
        self.fields["unit"] = forms.ChoiceField(
            label=_("To which unit"), required=False, choices=[("", _("Any")), *names]
        )
        self.words = {value: str(label) for value, label in [*EventKind.choices, *Derived.choices, *names]}

    @property
    def active(self) -> list[ActiveFilter]:
        """The filters in force, in words; none while one has a wrong value."""
        chosen = []
        for name, value in self.cleaned_data.items() if self.is_valid() else ():
            if value:
                query = self.asked.copy()
                query.pop(name)
                query.pop("page", None)
                chosen.append(
                    ActiveFilter(str(self.fields[name].label), self.words[value], query.urlencode())
                )
        return chosen


@dataclass
class TimelinePage:
    """A page of the timeline, under years."""

    form: TimelineForm
    date: datetime.date | None
    page: Page | None
    found: list[Happening]

    @property
    def years(self) -> list[tuple[str, list[Happening]]]:
        return [(year, list(group)) for year, group in groupby(self.found, lambda h: h.year)]

    @property
    def texts(self) -> list[tuple[Model, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        return [(h.event, name) for h in self.found if h.event for name in ("name", "text")]


def timeline_page(data: QueryDict, date: datetime.date | None) -> TimelinePage:
    """The page of the timeline that is asked for; nothing is listed while a filter has a wrong value."""
    form = TimelineForm(data)
    if not form.is_valid():
        return TimelinePage(form, date, None, [])
    kind, unit = form.cleaned_data["kind"] or None, form.cleaned_data["unit"] or None
    page = Paginator(happenings(date, kind=kind, unit=unit), PER_PAGE).get_page(data.get("page"))
    return TimelinePage(form, date, page, told_in_full([row(found) for found in page]))


def told_in_full(rows: list[Row]) -> list[Happening]:
    """The rows with their records, and the events among them with what they changed.

    At most nine queries, whatever the number of rows.
    """

    def keys(*kinds: Derived) -> list[str]:
        return [row.key for row in rows if row.derived and row.kind in kinds]

    events = ChangeEvent.objects.prefetch_related("units", "parties").in_bulk(
        [row.key for row in rows if not row.derived]
    )
    memberships = Membership.objects.with_people().in_bulk(keys(Derived.CAME, Derived.LEFT))
    began_or_ended, turned = keys(Derived.BEGAN, Derived.ENDED), keys(Derived.TURNED)
    own = list(Unit.objects.filter(Q(pk__in=began_or_ended) | Q(earlier_states__in=turned)).distinct())
    touched = [unit for event in events.values() for unit in event.units.all()]
    posts = [membership.post.unit for membership in memberships.values()]
    prefetch_related_objects([*own, *touched, *posts], "earlier_states")
    prefetch_related_objects([unit for unit in [*own, *touched] if unit.valid_to], "successors")
    parents = parents_of([*own, *touched])
    turns = {turn.before.pk: turn for unit in own for turn in turns_of(unit, parents)}
    units = {unit.pk: unit for unit in own}
    strategies = _strategies(events.values(), keys(Derived.STRATEGY_BEGAN, Derived.STRATEGY_ENDED))
    found = []
    for one in rows:
        if not one.derived:
            event = events[one.key]
            told = list(_told_by(event, parents, strategies))
            found.append(Happening(one.kind, event, event.date, event=event, told=told))
        elif one.kind == Derived.TURNED:
            turn = turns[one.key]
            found.append(Happening(one.kind, turn.before, turn.date, unit=turn.unit, turn=turn))
        elif one.kind in (Derived.BEGAN, Derived.ENDED):
            found.append(_bound(one.kind, units[one.key], unit=units[one.key]))
        elif one.kind in (Derived.CAME, Derived.LEFT):
            membership = memberships[one.key]
            unit = membership.post.unit
            found.append(_bound(one.kind, membership, unit=unit, membership=membership))
        else:
            strategy = next(s for s in strategies if s.pk == one.key)
            found.append(_bound(one.kind, strategy, strategy=strategy))
    return found


def _bound(kind: str, record, **parts) -> Happening:
    begins = kind in (Derived.BEGAN, Derived.CAME, Derived.STRATEGY_BEGAN)
    return Happening(kind, record, record.valid_from if begins else record.valid_to, **parts)


def _strategies(events: Iterable[ChangeEvent], keys: list[str]) -> list[Strategy]:
    """The strategies with these keys, and those that events of their unit may begin or end."""
    told = {EventKind.STARTED, EventKind.ENDED}
    units = {unit.pk for event in events if event.kind in told for unit in event.units.all()}
    return list(Strategy.objects.filter(Q(pk__in=keys) | Q(unit__in=units)).order_by("position", "pk"))


def _told_by(event: ChangeEvent, parents: dict[str, Unit], strategies: list[Strategy]) -> Iterable[Happening]:
    """What follows from the records' dates and the event tells (directory/happenings.py: TELLS)."""

    def tells(kind: Derived, date: str | None) -> bool:
        return event.date is not None and date == event.date and event.kind in TELLS[kind]

    for unit in event.units.all():
        if tells(Derived.BEGAN, unit.valid_from):
            yield _bound(Derived.BEGAN, unit, unit=unit)
        for turn in turns_of(unit, parents):
            if tells(Derived.TURNED, turn.date):
                yield Happening(Derived.TURNED, turn.before, turn.date, unit=unit, turn=turn)
        if tells(Derived.ENDED, unit.valid_to):
            yield _bound(Derived.ENDED, unit, unit=unit)
        for strategy in strategies:
            if strategy.unit_id == unit.pk and tells(Derived.STRATEGY_BEGAN, strategy.valid_from):
                yield _bound(Derived.STRATEGY_BEGAN, strategy, strategy=strategy)
            if strategy.unit_id == unit.pk and tells(Derived.STRATEGY_ENDED, strategy.valid_to):
                yield _bound(Derived.STRATEGY_ENDED, strategy, strategy=strategy)


@dataclass(frozen=True)
class EventPage:
    """One event of the documents: what it changed, and the days before and after it.

    `after` is the last day that its date can mean; both are None where the date is unknown.
    """

    event: ChangeEvent
    told: list[Happening]
    date: datetime.date | None
    before: datetime.date | None
    after: datetime.date | None

    @property
    def sources(self) -> list[Model]:
        """The records whose sources the page gives."""
        return [self.event, *(happening.record for happening in self.told)]

    @property
    def trail(self) -> list[Crumb]:
        """Where the page stands."""
        timeline = Crumb(label=_("What has happened"), address=reverse("directory:events"))
        return [timeline, Crumb(record=self.event)]


def event_page(key: str, date: datetime.date | None) -> EventPage:
    """Raises ChangeEvent.DoesNotExist if there is no such event."""
    kind = ChangeEvent.objects.values_list("kind", flat=True).get(pk=key)
    (found,) = told_in_full([Row(kind, key, derived=False)])
    event = found.event
    if event is None:
        raise ChangeEvent.DoesNotExist
    before = after = None
    if event.date:
        before = first_day(event.date) - datetime.timedelta(days=1)
        after = last_day(event.date)
    return EventPage(event, found.told, date, before, after)
