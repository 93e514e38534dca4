"""Tasks: the list of all, by unit, and the page of one."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, F, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from directory.filters import PassageFilter, TaskFilter
from directory.models import LawRole, Passage, Responsibility, Task, Unit
from directory.pages.alphabet import PER_PAGE
from directory.pages.chart import Node, nodes
from directory.pages.dates import unknown
from directory.pages.names import fetch_names, unit_crumb
from hdir.lists.filterset import Facet, facets
from hdir.pages.markup import in_language
from hdir.pages.trail import Crumb
from hdir.records.languages import LANGUAGES, current_language, shown
from strategy.models import Contribution

# A task's page names so many topics and laws of its unit; the unit's own page has them all.
RELATED_SHOWN = 30
# Characters. A longer text is set as text, under a heading that says what it is.
LONGEST_HEADING = 120
LONGEST_NAME = 70


@dataclass(frozen=True)
class Row:
    """An entry of the list of tasks: a task, or a passage whose text stands in no list."""

    passage: Passage
    task: Task | None = None


@dataclass(frozen=True)
class PassageGroup:
    """Entries that stand under one heading of a unit's page."""

    passage: Passage
    tasks: list[Task]


@dataclass(frozen=True)
class UnitGroup:
    """A unit with its entries on this page."""

    unit: Unit
    passages: list[PassageGroup]


@dataclass(frozen=True)
class TaskList:
    """One page of all tasks, unit by unit in alphabetical order, as they stand on the units' pages."""

    filterset: TaskFilter
    facets: list[Facet]
    page: Page
    units: list[UnitGroup]
    unknown: int
    texts: list[tuple[Model, str]]


def tasks_at(date: datetime.date | None) -> QuerySet:
    """The tasks whose passage and unit were there on the date."""
    return Task.objects.filter(
        passage__in=Passage.objects.at(date).order_by().values("pk"),
        passage__unit__in=Unit.objects.at(date).order_by().values("pk"),
    )


def texts_at(date: datetime.date | None) -> QuerySet:
    """The passages of the date that say something themselves and introduce no list."""
    says = Q()
    for language in LANGUAGES:
        for field in ("lead_in", "body"):
            says |= Q(**{f"{field}_{language}__gt": ""})
    units = Unit.objects.at(date).order_by().values("pk")
    return Passage.objects.at(date).filter(says, unit__in=units, tasks__isnull=True)


def task_list(tasks: TaskFilter, texts: PassageFilter, number: str | None) -> TaskList:
    """The page of what matches: tasks, and texts that stand in no list. Six queries at most.

    Both filter sets have the same data, since one address asks for both.
    """
    both = _order(tasks.qs, "passage__").union(_order(texts.qs, ""), all=True)
    paginator = Paginator(
        both.order_by("unit_sort", "unit_key", "place", "passage_key", "above", "own", "key"), PER_PAGE
    )
    page = paginator.get_page(number)
    found = list(page)
    by_key = Task.objects.select_related("parent").in_bulk([r["key"] for r in found if r["type"] == "task"])
    passages = Passage.objects.select_related("unit").in_bulk({row["passage_key"] for row in found})
    rows = [Row(passages[row["passage_key"]], by_key.get(row["key"])) for row in found]
    for row in rows:
        if row.task:
            row.task.passage = row.passage
    fetch_names([passage.unit for passage in passages.values()], tasks.date)
    return TaskList(
        tasks,
        facets(tasks, texts),
        page,
        _grouped(rows),
        unknown(passages.values(), tasks.date),
        [
            *((task, "text") for task in by_key.values()),
            *((passage, name) for passage in passages.values() for name in ("heading", "lead_in", "body")),
        ],
    )


def _order(records: QuerySet, path: str) -> QuerySet:
    """Key and place of each record, the same columns for tasks and passages."""
    own = {
        # Entries below another one stand right after it.
        "above": Coalesce("parent__position", "position"),
        "own": Case(When(parent=None, then=0), default="position", output_field=IntegerField()),
    }
    none = {"above": Value(0), "own": Value(0)}
    # A plain QuerySet: modeltranslation's puts the columns into an order of its own, and a union of them
    # mixes them up.
    model = records.model
    return (
        QuerySet(model)
        .filter(pk__in=records.order_by().values("pk"))
        .order_by()
        .annotate(
            type=Value(model.type_name, output_field=CharField()),
            unit_sort=F(f"{path}unit__sort_{current_language()}"),
            unit_key=F(f"{path}unit"),
            place=F(f"{path}position"),
            passage_key=F("passage" if path else "pk"),
            **(own if path else none),
        )
        .values("key", "type", "unit_sort", "unit_key", "place", "passage_key", "above", "own")
    )


def _grouped(rows: Iterable[Row]) -> list[UnitGroup]:
    groups = []
    for _key, of_unit in groupby(rows, lambda row: row.passage.unit_id):
        passages = [
            (first.passage, [row.task for row in (first, *rest) if row.task])
            for first, *rest in (list(group) for _key, group in groupby(of_unit, lambda row: row.passage.pk))
        ]
        groups.append(UnitGroup(passages[0][0].unit, [PassageGroup(p, tasks) for p, tasks in passages]))
    return groups


@dataclass(frozen=True)
class TaskPage:
    """A task with the list it stands in, its unit, and what else the unit has to do with."""

    task: Task
    date: datetime.date | None
    node: Node
    above: list[Task]
    beside: list[Task]
    below: list[Task]
    contributions: list[Contribution]
    topics: list[Responsibility]
    law_roles: list[LawRole]

    @property
    def passage(self) -> Passage:
        return self.task.passage

    @property
    def unit(self) -> Unit:
        return self.task.passage.unit

    @property
    def trail(self) -> list[Crumb]:
        """From the list of all tasks by way of the unit."""
        return [
            Crumb(label=_("Who is responsible?"), address=reverse("directory:responsible")),
            Crumb(label=_("Tasks"), address=reverse("directory:tasks")),
            unit_crumb(self.unit, self.date),
            Crumb(label=in_language("span", shown(self.task, "text").language, self.name)),
        ]

    @property
    def name(self) -> str:
        """The text, cut off between words where it is too long for a name."""
        return Truncator(shown(self.task, "text").text).chars(LONGEST_NAME) if self.long else str(self.task)

    @property
    def texts(self) -> list[tuple[Model, str]]:
        """The records whose texts stand on the page, each with the text's field."""
        return [
            *((task, "text") for task in (*self.above, *self.beside, *self.below)),
            *((self.passage, name) for name in ("heading", "lead_in")),
            *((responsibility, "note") for responsibility in self.topics),
            *((role, "qualifier") for role in self.law_roles),
            *((contribution, "reason") for contribution in self.contributions),
        ]

    @property
    def cited(self) -> list[Model]:
        """Every record whose facts stand on the page."""
        holders = [m for post in self.node.posts for m in post.holders]
        return [
            self.task,
            self.passage,
            self.unit,
            *self.node.posts,
            *holders,
            *self.above,
            *self.beside,
            *self.below,
            *self.topics,
            *self.law_roles,
            *self.contributions,
        ]

    @property
    def long(self) -> bool:
        """Whether the text is too long for a heading."""
        return len(shown(self.task, "text").text) > LONGEST_HEADING


def task_page(key: str, date: datetime.date | None) -> TaskPage:
    """The page of the task with this key. Raises Task.DoesNotExist if there is none."""
    task = Task.objects.select_related("passage__unit").get(pk=key)
    passage = task.passage
    unit = passage.unit
    fetch_names([unit], date)
    listed = {t.pk: t for t in Task.objects.filter(passage=passage).order_by("position", "pk")}
    above: list[Task] = []
    parent = task.parent_id
    while parent in listed and listed[parent] not in above:
        above.insert(0, listed[parent])
        parent = listed[parent].parent_id
    language = current_language()
    (node,) = nodes([unit], date)
    return TaskPage(
        task,
        date,
        node,
        above,
        [t for t in listed.values() if t.parent_id == task.parent_id and t.pk != task.pk],
        [t for t in listed.values() if t.parent_id == task.pk],
        list(
            Contribution.objects.at(date)
            .filter(task=task)
            .select_related("focus_area__goal_area__strategy")
            .order_by("focus_area__position", "pk")
        ),
        list(
            Responsibility.objects.at(date)
            .filter(unit=unit)
            .held()
            .select_related("topic")
            .order_by(f"topic__sort_{language}", "pk")[:RELATED_SHOWN]
        ),
        list(
            LawRole.objects.at(date)
            .filter(unit=unit)
            .select_related("law")
            .order_by(f"law__sort_{language}", "position", "pk")[:RELATED_SHOWN]
        ),
    )
