"""The dates that the content itself speaks of: what the date picker offers."""

import datetime
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, F, IntegerField, OuterRef, QuerySet, Value

from directory.models import ChangeEvent, Document, EventKind, Unit, UnitKind
from hdir.records.languages import LANGUAGES, Shown, shown
from hdir.records.periods import first_day

# So many are read at a glance; the timeline has the rest.
MOST = 8

_CHART, _EVENT, _DOCUMENT = "chart", "event", "document"
# Of what happened on one day, the one that changed the organisation most gives the choice its name.
_EVENTS = (
    EventKind.MERGED,
    EventKind.PLACED,
    EventKind.SPLIT,
    EventKind.FOUNDED,
    EventKind.STARTED,
    EventKind.ENDED,
    EventKind.TRANSFERRED,
    EventKind.REVISED,
)
_CHART_KINDS = (UnitKind.DIVISION, UnitKind.DEPARTMENT, UnitKind.SECTION)


@dataclass(frozen=True)
class DocumentedDate:
    """A date that the content speaks of, as exactly as it does, and why.

    `is_chart` marks the date that the chart is true for; otherwise the names say what happened, or which
    document is true for it.
    """

    date: str
    is_chart: bool
    name_nb: str | None = None
    name_nn: str | None = None
    name_en: str | None = None

    @property
    def day(self) -> datetime.date:
        """The first day that it can mean."""
        return first_day(self.date)

    @property
    def shown_name(self) -> Shown:
        """What happened, in the reader's language or the nearest."""
        return shown(self, "name")


@dataclass(frozen=True)
class DocumentedDates:
    """What the chart is true for, and what a reader can choose among, the oldest first."""

    chart: str | None
    choices: tuple[DocumentedDate, ...]


def documented_dates() -> DocumentedDates:
    """The date of the chart, those of the documents, and of what happened to the directorate. One query."""
    rows = list(_confirmations().union(_events(), _documents(), all=True))
    charts = [(number, date) for source, date, _kind, number, *_names in rows if source == _CHART]
    chart = max(charts, default=(0, None))[1]
    best: dict[datetime.date, tuple[int, DocumentedDate]] = {}
    if chart:
        best[first_day(chart)] = (-1, DocumentedDate(chart, is_chart=True))
    for source, date, kind, _number, *names in rows:
        if source != _CHART:
            rank = _EVENTS.index(kind) if source == _EVENT else len(_EVENTS)
            found = (rank, DocumentedDate(date, False, *names))
            best[found[1].day] = min(best.get(found[1].day, found), found, key=lambda ranked: ranked[0])
    choices = [ranked[1] for _day, ranked in sorted(best.items())]
    # The latest, and the chart's own whatever its age.
    kept = {c.day for c in choices if c.is_chart} | {c.day for c in choices[-(MOST - 1) :]}
    return DocumentedDates(chart, tuple(c for c in choices if c.day in kept))


def _part(
    records: QuerySet,
    source: str,
    day: str,
    *,
    kind: F | None = None,
    number: Count | None = None,
    named: bool = True,
) -> QuerySet:
    """One part of the query: source, date, kind, number and the three names, empty where it has none."""
    nothing = Value("", output_field=CharField())
    names = {f"in_{code}": F(f"name_{code}") if named else nothing for code in LANGUAGES}
    return (
        records.order_by()
        .values(day)
        .annotate(
            source=Value(source, output_field=CharField()),
            kind_then=kind or nothing,
            number=number or Value(0, output_field=IntegerField()),
            **names,
        )
        .values_list("source", day, "kind_then", "number", *names)
    )


# Plain QuerySets: modeltranslation's put the columns of a union into an order of their own.


def _confirmations() -> QuerySet:
    """How many units of the chart were confirmed when."""
    units: QuerySet = QuerySet(Unit).filter(kind__in=_CHART_KINDS, confirmed__isnull=False)
    return _part(units, _CHART, "confirmed", number=Count("pk"), named=False)


def _events() -> QuerySet:
    """What happened to a directorate, and when."""
    concern: QuerySet = QuerySet(Unit).filter(kind=UnitKind.DIRECTORATE, events=OuterRef("pk")).order_by()
    events: QuerySet = QuerySet(ChangeEvent).filter(Exists(concern), date__isnull=False, kind__in=_EVENTS)
    return _part(events, _EVENT, "date", kind=F("kind"))


def _documents() -> QuerySet:
    """What the documents are true for."""
    return _part(QuerySet(Document).filter(date__isnull=False), _DOCUMENT, "date")
