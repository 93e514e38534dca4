"""What Helsedirektoratet says of itself, edition by edition, and what has happened to it."""

import datetime
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models import (
    ChangeEvent,
    ContactPoint,
    Document,
    Figure,
    Statement,
    StatementKind,
    Unit,
)
from directory.pages.dates import unknown
from directory.pages.documents import documents_by_key
from directory.pages.names import fetch_names

SUBJECT = "helsedirektoratet"

_HEADINGS: dict[str, str | Promise] = {
    StatementKind.MISSION: _("Social mission"),
    StatementKind.POSITION: _("Position in the state"),
    StatementKind.BASIS: _("What it is based on"),
    StatementKind.AIM: _("Overall aims"),
    StatementKind.ROLE: pgettext_lazy("statements", "Roles"),
    StatementKind.NEW_TASK: _("New tasks"),
    StatementKind.TARGET_GROUP: _("Target groups"),
    StatementKind.COOPERATION: _("Cooperation"),
    StatementKind.VISION: _("Vision"),
    StatementKind.VALUE: pgettext_lazy("statements", "Values"),
    StatementKind.ADVICE: _("Advice it receives"),
}
_ORDER = list(_HEADINGS)


@dataclass
class Edition:
    """What one document says of the organisation, by kind of statement."""

    document: Document
    kinds: list[tuple[str | Promise, list[Statement]]]

    @property
    def first(self) -> Statement:
        """A statement that the whole edition's period can be told from."""
        return self.kinds[0][1][0]

    @property
    def fragment(self) -> str:
        return f"edition-{self.document.pk}"


@dataclass
class AboutPage:
    """The directorate, its statements by edition, its size and places, and its history."""

    unit: Unit
    date: datetime.date | None
    editions: list[Edition]
    figures: list[Figure]
    contact_points: list[ContactPoint]
    events: list[ChangeEvent]
    cited: list[Model] = field(default_factory=list)

    @property
    def unknown(self) -> int:
        """How many statements and places may or may not have been so on the date."""
        statements = [s for e in self.editions for _heading, found in e.kinds for s in found]
        return unknown([*statements, *self.contact_points], self.date)

    @property
    def texts(self) -> list[tuple[Model, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        statements = [s for e in self.editions for _heading, found in e.kinds for s in found]
        return [
            *((statement, name) for statement in statements for name in ("name", "text")),
            *((figure, "meaning") for figure in self.figures),
            *((event, name) for event in self.events for name in ("name", "text")),
        ]


def about_page(date: datetime.date | None) -> AboutPage:
    """Raises Unit.DoesNotExist while no content is loaded."""
    unit = Unit.objects.prefetch_related("earlier_states").get(pk=SUBJECT)
    statements = list(Statement.objects.at(date).filter(unit=unit).order_by("position", "pk"))
    figures = list(Figure.objects.at(date).filter(unit=unit).order_by("pk"))
    contact_points = list(ContactPoint.objects.at(date).filter(unit=unit).order_by("position", "pk"))
    events = list(ChangeEvent.objects.at(date).in_order().prefetch_related("units", "parties"))
    fetch_names([u for e in events for u in e.units.all()], date)
    cited: list[Any] = [*statements, *figures, *contact_points, *events]
    return AboutPage(unit, date, _editions(statements), figures, contact_points, events, cited)


def _editions(statements: list[Statement]) -> list[Edition]:
    """By the document that is cited first, the newest edition first and the undated ones last."""
    documents = documents_by_key()

    def edition_order(statement: Statement) -> tuple[bool, str, str]:
        document = documents[statement.sources[0]["document"]]
        return (document.date is not None, document.date or "", document.pk)

    def kind_order(statement: Statement) -> int:
        return _ORDER.index(StatementKind(statement.kind))

    ordered = sorted(statements, key=edition_order, reverse=True)
    editions = []
    for (_dated, _date, key), group in groupby(ordered, edition_order):
        by_kind = groupby(sorted(group, key=kind_order), kind_order)
        kinds = [(_HEADINGS[_ORDER[number]], list(found)) for number, found in by_kind]
        editions.append(Edition(documents[key], kinds))
    return editions
