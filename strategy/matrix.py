"""Which unit carries which focus area: the whole matrix, or gathered by goal area or by division."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Page
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Unit, UnitKind
from directory.pages.chart import PLURALS
from directory.pages.names import name_at
from directory.pages.outline import Outline
from hdir.pages.markup import in_language
from hdir.pages.trail import Crumb
from hdir.records.languages import shown
from hdir.records.models import Named, Record
from strategy.models import Basis, Contribution, FocusArea, GoalArea, Strategy
from strategy.pages import unknown_in
from strategy.paging import goal_areas_page

WAYS: dict[str, str | Promise] = {
    "": gettext_lazy("The whole matrix"),
    "goal": gettext_lazy("By goal area"),
    "division": gettext_lazy("By division"),
}


@dataclass(frozen=True)
class Choices:
    """What the address asks for: how the matrix is gathered, and the one contribution that is explained."""

    date: datetime.date | None
    by: str = ""
    why: str = ""
    # Which page of goal areas, of a strategy that has many.
    page: str = ""

    @classmethod
    def of(cls, asked: QueryDict, date: datetime.date | None) -> "Choices":
        """Reads `by=goal|division`, `why=<key of a contribution>` and `page`.

        Raises BadRequest for another way. A contribution that isn't in the matrix explains nothing.
        """
        by = asked.get("by", "")
        if by not in WAYS:
            raise BadRequest(_("The matrix is shown whole, by=goal or by=division."))
        page = asked.get("page", "")
        return cls(date, by, asked.get("why", ""), page if page.isdecimal() else "")

    def query(self, **changes: Any) -> str:
        """The query of an address with these choices, some of them changed."""
        wanted = replace(self, **changes)
        date = wanted.date.isoformat() if wanted.date else ""
        pairs = (("by", wanted.by), ("why", wanted.why), ("page", wanted.page), ("date", date))
        return f"?{urlencode([pair for pair in pairs if pair[1]])}"


@dataclass(frozen=True)
class Head:
    """What heads a column or a group: a name and, if it has a page, its address. It spans `span` columns."""

    name: SafeString | str
    address: str = ""
    span: int = 1


@dataclass(frozen=True)
class Row:
    """A unit or a focus area with its cells; below it stands the contribution that is explained."""

    record: Unit | FocusArea
    name: SafeString | str
    cells: list[list[Contribution]]
    why: Contribution | None

    @property
    def empty(self) -> bool:
        """Whether nobody carries it, or it carries nothing."""
        return not any(self.cells)


@dataclass(frozen=True)
class RowGroup:
    """Rows that belong together."""

    head: Head
    rows: list[Row]


@dataclass
class Part:
    """Units that stand together: a division with all below it, the agencies, or those without a place."""

    head: Head
    units: list[Unit] = field(default_factory=list)


@dataclass
class MatrixPage:
    """The matrix of a strategy at a date."""

    choices: Choices
    strategy: Strategy
    page: Page
    contributions: list[Contribution]
    parts: list[Part]

    @classmethod
    def of(cls, key: str, choices: Choices) -> "MatrixPage":
        """In a fixed number of queries. Raises Http404 where there is no such strategy."""
        strategy: Strategy = get_object_or_404(Strategy.objects.select_related("unit"), pk=key)
        page = goal_areas_page(key, choices.page, FocusArea.objects.all())
        areas = {area.pk: area for goal_area in page for area in goal_area.focus_areas.all()}
        contributions = list(
            Contribution.objects.as_planned_at(choices.date)
            .in_units_at(choices.date)
            .filter(focus_area__goal_area__in=[goal_area.pk for goal_area in page])
            .select_related("unit", "task__passage", "law_role__law")
            .prefetch_related("unit__earlier_states")
            .order_by("position", "pk")
        )
        for contribution in contributions:
            contribution.focus_area = areas[contribution.focus_area_id]
        units = {contribution.unit_id: contribution.unit for contribution in contributions}
        return cls(choices, strategy, page, contributions, _parts(units, choices.date))

    @property
    def goal_areas(self) -> list[GoalArea]:
        """The goal areas that stand on the page, in order."""
        return list(self.page.object_list)

    @property
    def focus_areas(self) -> list[FocusArea]:
        """All focus areas in order."""
        return [area for goal_area in self.goal_areas for area in goal_area.focus_areas.all()]

    @property
    def units(self) -> list[Unit]:
        """The units that carry something, in the order of the chart."""
        return [unit for part in self.parts for unit in part.units]

    @property
    def unknown(self) -> int:
        """How many of the contributions may or may not have been so on the date."""
        return unknown_in(self.strategy, self.contributions, self.choices.date)

    @property
    def uncarried(self) -> list[FocusArea]:
        """The focus areas that nobody carries."""
        carried = {contribution.focus_area_id for contribution in self.contributions}
        return [area for area in self.focus_areas if area.pk not in carried]

    @property
    def counts(self) -> list[tuple[str, str | Promise, int]]:
        """For each basis its value, what it is called, and how many contributions rest on it."""
        return [
            (basis.value, basis.label, sum(c.basis == basis for c in self.contributions)) for basis in Basis
        ]

    @property
    def ways(self) -> list[tuple[str, str | Promise, str]]:
        """Each way to gather the matrix: its value, what it is called, and the query that leads to it."""
        return [(by, name, self.choices.query(by=by)) for by, name in WAYS.items()]

    @property
    def why_query(self) -> str:
        """The beginning of the query that explains a contribution, whose key follows."""
        without = self.choices.query(why="")
        return f"{without}{'' if without == '?' else '&'}why="

    @property
    def close_query(self) -> str:
        """The query of the page that explains nothing."""
        return self.choices.query(why="")

    @property
    def why(self) -> Contribution | None:
        """The contribution that is explained."""
        return next((c for c in self.contributions if c.pk == self.choices.why), None)

    @property
    def column_groups(self) -> list[Head]:
        """What stands above the columns: the goal areas over the focus areas of the whole matrix."""
        if self.choices.by:
            return []
        return [
            _named(area, span=len(area.focus_areas.all()))
            for area in self.goal_areas
            if area.focus_areas.all()
        ]

    @property
    def columns(self) -> list[Head]:
        """The heads of the columns."""
        if self.choices.by == "goal":
            return [part.head for part in self.parts]
        if self.choices.by == "division":
            return [_named(area) for area in self.goal_areas]
        return [_named(area) for area in self.focus_areas]

    @property
    def row_groups(self) -> list[RowGroup]:
        """The rows, each with a list of contributions for every column."""
        if self.choices.by == "goal":
            keys = [{unit.pk for unit in part.units} for part in self.parts]
            return [
                RowGroup(_named(area), self._rows(area.focus_areas.all(), "focus_area_id", "unit_id", keys))
                for area in self.goal_areas
            ]
        if self.choices.by == "division":
            keys = [{area.pk for area in goal_area.focus_areas.all()} for goal_area in self.goal_areas]
        else:
            keys = [{area.pk} for area in self.focus_areas]
        return [
            RowGroup(part.head, self._rows(part.units, "unit_id", "focus_area_id", keys))
            for part in self.parts
        ]

    def _rows(self, records: Iterable[Any], own: str, other: str, columns: Sequence[set[str]]) -> list[Row]:
        by_row: dict[str, list[Contribution]] = defaultdict(list)
        for contribution in self.contributions:
            by_row[getattr(contribution, own)].append(contribution)
        order = {record.pk: n for n, record in enumerate([*self.units, *self.focus_areas])}

        def place(contribution: Contribution) -> int:
            return order[getattr(contribution, other)]

        return [
            Row(
                record,
                name_at(record, self.choices.date) if isinstance(record, Unit) else _name(record),
                [
                    sorted((c for c in by_row[record.pk] if getattr(c, other) in keys), key=place)
                    for keys in columns
                ],
                next((c for c in by_row[record.pk] if c.pk == self.choices.why), None),
            )
            for record in records
        ]

    @property
    def trail(self) -> list[Crumb]:
        """Where the page stands."""
        return [Crumb(record=self.strategy), Crumb(label=_("Matrix"))]

    @property
    def texts(self) -> list[tuple[Record, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        texts: list[tuple[Record, str]] = [(area, "name") for area in (*self.goal_areas, *self.focus_areas)]
        return [*texts, (self.why, "reason")] if self.why else texts

    @property
    def sources(self) -> list[Record]:
        """The records whose sources the page gives."""
        return [self.strategy, *self.contributions]


def _name(record: Named) -> SafeString:
    found = shown(record, "name")
    return in_language("span", found.language, found.text)


def _named(record: GoalArea | FocusArea, span: int = 1) -> Head:
    return Head(_name(record), record.get_absolute_url(), span)


def _parts(units: dict[str, Unit], date: datetime.date | None) -> list[Part]:
    """Units by the part of the organisation that they stood in on a date, in the order of the chart.

    Four queries, one more at a date: the outline, and the names of the parts.
    """
    outline = Outline.of(date)
    stem = outline.tree.stem()
    branch = {key: _branch(key, outline, stem) for key in units}
    heads = Unit.objects.filter(pk__in={b for b in branch.values() if b}).prefetch_related("earlier_states")
    records = heads.in_bulk()
    parts: dict[str, Part] = {}
    for key in sorted(units, key=_reading_order(outline)):
        name, head = _head(records.get(branch[key] or ""), units[key], date)
        parts.setdefault(name, Part(head)).units.append(units[key])
    return list(parts.values())


def _branch(key: str, outline: Outline, stem: set[str]) -> str | None:
    """The unit right below the stem that a unit is, or is part of; on the stem the unit itself.

    None where its place is unknown, or it didn't exist.
    """
    if key not in outline.tree.weights or key in outline.outside:
        return None
    while key not in stem and outline.parents[key] not in stem:
        key = outline.parents[key]
    return None if key in outline.outside else key


def _head(branch: Unit | None, unit: Unit, date: datetime.date | None) -> tuple[str, Head]:
    """What heads a unit's part, with a name that is the same for all units of the part."""
    if branch is None:
        return "", Head(_("Place in the chart unknown at this date"))
    if branch.pk == unit.pk and unit.state_at(date).kind == UnitKind.AGENCY:
        # Agencies stand together: each is a part of its own, with nothing below it.
        return f"/{UnitKind.AGENCY}", Head(str(PLURALS[UnitKind.AGENCY]))
    return branch.pk, Head(name_at(branch, date), branch.get_absolute_url())


def _reading_order(outline: Outline) -> Callable[[str], int]:
    """The place of a unit when the chart is read from the top; what isn't in it comes last."""
    order: dict[str, int] = {}
    waiting = list(reversed(outline.tree.roots))
    while waiting:
        key = waiting.pop()
        if key not in order:
            order[key] = len(order)
            waiting += reversed(outline.tree.children.get(key, ()))
    return lambda key: order.get(key, len(order))
