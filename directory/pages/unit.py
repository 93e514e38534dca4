"""What a unit's page says, gathered in a fixed number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, Model, OuterRef, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from directory.models import (
    ChangeEvent,
    ContactPoint,
    EarlierState,
    Extent,
    Figure,
    Law,
    LawRole,
    Passage,
    Post,
    Relation,
    RelationKind,
    Responsibility,
    Task,
    Topic,
    Unit,
    UnitKind,
)
from directory.models.units import UnitState
from directory.pages.chart import PLURALS, Node, above, posts_by_unit
from directory.pages.dates import unknown
from directory.pages.names import unit_crumb
from directory.pages.turns import Turn, turns_of
from hdir.pages.trail import Crumb
from hdir.records.languages import current_language, shown
from strategy.models import Contribution

# More would be a list that nobody reads.
MOST_RELATED = 5


@dataclass
class TaskNode:
    """An entry of a list with the entries below it."""

    task: Task
    children: list["TaskNode"] = field(default_factory=list)


@dataclass
class PassageNode:
    """A heading with its list and the headings below it."""

    passage: Passage
    tasks: list[TaskNode] = field(default_factory=list)
    children: list["PassageNode"] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether the source has the heading and nothing below it."""
        says = shown(self.passage, "lead_in") or shown(self.passage, "body")
        return not (says or self.tasks or self.children)


@dataclass(frozen=True)
class LawGroup:
    """Laws with everything the unit does, or expressly doesn't do, with each of them."""

    laws: list[Law]
    roles: list[LawRole]


@dataclass
class UnitPage:
    """Everything on a unit's page, in the order in which it stands there."""

    unit: Unit
    date: datetime.date | None
    state: UnitState
    above: list[Unit]
    posts: list[Post]
    denied: list[Responsibility]
    below: list[tuple[str, list[Node]]]
    passages: list[PassageNode]
    held: list[Responsibility]
    # Topics that another unit says it hasn't, and that it says this one has.
    sent_here: list[Responsibility]
    # Units that have part in the same topics, those with most in common first, each with these topics.
    related: list[tuple[Unit, list[Topic]]]
    target_groups: list[Relation]
    partners: list[Relation]
    law_roles: list[LawRole]
    laws: list[LawGroup]
    figures: list[Figure]
    contact_points: list[ContactPoint]
    contributions: list[Contribution]
    events: list[ChangeEvent]
    earlier_states: list[EarlierState]
    turns: list[Turn]
    took_over: list[Unit]
    gave_way: list[Unit]

    @property
    def kind_label(self) -> str:
        return str(UnitKind(self.state.kind).label)

    @property
    def trail(self) -> list[Crumb]:
        """From the top of the chart down to the unit."""
        return [unit_crumb(unit, self.date) for unit in [*self.above, self.unit]]

    @property
    def earlier(self) -> bool:
        """Whether the unit was called, or stood, otherwise on the date than the rest of the page says."""
        return self.state.named is not self.unit

    @property
    def renamed(self) -> list[Turn]:
        """When it changed its name, the oldest first."""
        return [turn for turn in self.turns if turn.renamed]

    @property
    def unknown(self) -> int:
        """How many entries may or may not have been so on the date, where the unit itself is known then."""
        if self.date is None or not self.unit.known_at(self.date):
            return 0
        return unknown(
            [
                *(membership for post in self.posts for membership in post.holders),
                *(node.passage for node in _all_passages(self.passages)),
                *self.denied,
                *self.held,
                *self.target_groups,
                *self.partners,
                *self.law_roles,
                *self.contact_points,
                *self.contributions,
            ],
            self.date,
        )

    @property
    def silent(self) -> bool:
        """Whether the documents name the unit and say nothing about it themselves."""
        return not (
            self.unit.placeholder
            or shown(self.unit, "lead")
            or shown(self.unit, "body")
            or self.passages
            or self.held
            or self.denied
        )

    @property
    def history(self) -> bool:
        """Whether there is anything to say about what was before or after."""
        return bool(self.events or self.earlier_states or self.took_over or self.gave_way)

    @property
    def below_heading(self) -> str:
        """The kind of what is below, where it is all of one kind."""
        if len(self.below) == 1:
            return self.below[0][0]
        return _("Units that are part of this one")

    @property
    def jumps(self) -> list[tuple[str, str]]:
        """Label and fragment of each section that has something in it."""
        sections = [
            (True, _("Who leads it"), "lead"),
            (self.denied, _("Not here, but there"), "not-here"),
            (self.contact_points, _("Contact and places"), "contact"),
            (shown(self.unit, "body"), _("About"), "about"),
            (self.below, self.below_heading, "below"),
            (self.passages, _("Tasks"), "tasks"),
            (self.held or self.sent_here, _("Topics"), "topics"),
            (self.related, _("Related units"), "related"),
            (self.target_groups, _("Target groups"), "target-groups"),
            (self.partners, _("Partners"), "partners"),
            (self.laws, _("Laws and rules"), "laws"),
            (self.figures, _("Figures"), "figures"),
            (self.contributions, _("Part in the strategy"), "strategy"),
            (self.history, _("History"), "history"),
            (True, _("Sources"), "sources"),
        ]
        return [(label, fragment) for content, label, fragment in sections if content]

    @property
    def texts(self) -> list[tuple[Model, str]]:
        """The records whose running text or lists stand on the page, each with the text's field."""
        texts: list[tuple[Model, str]] = [(r, "note") for r in (*self.denied, *self.held)]
        texts += [(node.unit, "lead") for _label, nodes in self.below for node in nodes]
        for node in _all_passages(self.passages):
            texts += [(node.passage, name) for name in ("heading", "lead_in", "body")]
            texts += [(entry.task, "text") for entry in _all_tasks(node.tasks)]
        texts += [(figure, "meaning") for figure in self.figures]
        texts += [(contribution, "reason") for contribution in self.contributions]
        return texts + [(event, name) for event in self.events for name in ("name", "text")]

    @property
    def cited(self) -> list[Model]:
        """Every record whose facts stand on the page."""
        passages = list(_all_passages(self.passages))
        tasks = [entry.task for node in passages for entry in _all_tasks(node.tasks)]
        memberships = [m for post in self.posts for m in post.holders]
        below = [node for _label, nodes in self.below for node in nodes]
        return [
            self.unit,
            *self.posts,
            *memberships,
            *self.denied,
            *(node.unit for node in below),
            *(m for node in below for m in node.holders),
            *(node.passage for node in passages),
            *tasks,
            *self.held,
            *self.sent_here,
            *self.target_groups,
            *self.partners,
            *self.law_roles,
            *self.figures,
            *self.contact_points,
            *self.contributions,
            *self.events,
            *self.earlier_states,
        ]


def unit_page(key: str, date: datetime.date | None) -> UnitPage:
    """The page of the unit with this key. Raises Unit.DoesNotExist if there is none."""
    existed = Exists(Unit.objects.at(date).order_by().filter(pk=OuterRef("pk")))
    units = {unit.pk: unit for unit in Unit.objects.around(key).annotate(existed=existed)}
    if key not in units:
        raise Unit.DoesNotExist
    unit = units[key]
    shares = _responsibilities(unit, date)
    topics = [r for r in shares if r.unit_id == key or (r.instead_id == key and r.extent == Extent.NOT)]
    relations = list(
        Relation.objects.at(date).filter(unit=unit).select_related("party__unit").order_by("position", "pk")
    )
    # What every unit on the page was before, those too that came along with other records, in one query.
    named = [t.instead for t in topics if t.instead] + [t.unit for t in topics]
    neighbours = _neighbours(unit, shares)
    named += [other for other, _topics in neighbours]
    named += [r.party.unit for r in relations if r.party and r.party.unit]
    prefetch_related_objects([*units.values(), *named], "earlier_states")
    below = [u for u in units.values() if u.state_at(date).parent_id == key and u.existed]
    posts = posts_by_unit([unit, *below], date)
    law_roles = list(
        LawRole.objects.at(date).filter(unit=unit).select_related("law").order_by("position", "pk")
    )
    earlier_states = list(unit.earlier_states.all())
    for state in earlier_states:
        if state.parent_id:
            state.parent = units[state.parent_id]
    return UnitPage(
        unit=unit,
        date=date,
        state=unit.state_at(date),
        above=above(unit, units, date),
        posts=posts.get(key, []),
        denied=[t for t in topics if t.unit_id == key and t.extent == Extent.NOT],
        below=_by_kind(below, posts, date),
        passages=_passages(unit, date),
        held=[t for t in topics if t.unit_id == key and t.extent != Extent.NOT],
        sent_here=[t for t in topics if t.unit_id != key],
        related=neighbours,
        target_groups=[r for r in relations if r.kind == RelationKind.TARGET_GROUP],
        partners=[r for r in relations if r.kind == RelationKind.PARTNER],
        law_roles=law_roles,
        laws=_laws(law_roles),
        figures=list(Figure.objects.at(date).filter(unit=unit).order_by("pk")),
        contact_points=list(ContactPoint.objects.at(date).filter(unit=unit).order_by("position", "pk")),
        contributions=list(
            Contribution.objects.at(date)
            .filter(unit=unit)
            .select_related("focus_area__goal_area__strategy", "task", "law_role__law")
            .order_by(
                "focus_area__goal_area__strategy",
                "focus_area__goal_area__position",
                "focus_area__position",
                "pk",
            )
        ),
        events=list(ChangeEvent.objects.at(date).filter(units=unit).in_order()),
        earlier_states=earlier_states,
        turns=turns_of(unit, units),
        took_over=[u for u in units.values() if u.took_over],
        gave_way=[u for u in units.values() if u.gave_way],
    )


def _responsibilities(unit: Unit, date: datetime.date | None) -> list[Responsibility]:
    """The unit's own, those of others that point to it, and those of others in its topics; by topic in
    alphabetical order."""
    responsibilities = Responsibility.objects.at(date)
    has = ~Q(extent=Extent.NOT)
    own = responsibilities.filter(has, unit=unit).order_by().values("topic")
    return list(
        responsibilities.filter(Q(unit=unit) | Q(instead=unit, extent=Extent.NOT) | Q(has, topic__in=own))
        .select_related("topic", "instead", "unit")
        .order_by(f"topic__sort_{current_language()}", "pk")
    )


def _neighbours(unit: Unit, shares: list[Responsibility]) -> list[tuple[Unit, list[Topic]]]:
    """The units that have most topics in common with this one."""
    held = [share for share in shares if share.extent != Extent.NOT]
    own = {share.topic_id for share in held if share.unit_id == unit.pk}
    found: dict[Unit, dict[Topic, None]] = defaultdict(dict)
    for share in held:
        if share.unit_id != unit.pk and share.topic_id in own:
            found[share.unit][share.topic] = None
    nearest = sorted(found.items(), key=lambda pair: -len(pair[1]))
    return [(other, list(topics)) for other, topics in nearest[:MOST_RELATED]]


def _by_kind(
    units: list[Unit], posts: dict[str, list[Post]], date: datetime.date | None
) -> list[tuple[str, list[Node]]]:
    groups = defaultdict(list)
    for unit in units:
        node = Node(unit, unit.state_at(date).kind, date, posts.get(unit.pk, []))
        groups[str(PLURALS[node.kind])].append(node)
    return list(groups.items())


def _passages(unit: Unit, date: datetime.date | None) -> list[PassageNode]:
    """The headings of the unit as they nest, with their lists as these nest."""
    passages = Passage.objects.at(date).filter(unit=unit).order_by("position", "pk").with_tasks()
    nodes: dict[str | None, PassageNode] = {
        p.pk: PassageNode(p, _tasks(list(p.tasks.all()))) for p in passages
    }
    tops: list[PassageNode] = []
    for node in nodes.values():
        parent = nodes.get(node.passage.parent_id)
        (parent.children if parent else tops).append(node)
    return tops


def _tasks(tasks: list[Task]) -> list[TaskNode]:
    nodes: dict[str | None, TaskNode] = {task.pk: TaskNode(task) for task in tasks}
    tops: list[TaskNode] = []
    for node in nodes.values():
        parent = nodes.get(node.task.parent_id)
        (parent.children if parent else tops).append(node)
    return tops


def _laws(roles: list[LawRole]) -> list[LawGroup]:
    """The laws in the order the documents name them, those with the very same roles together."""
    by_law: dict[str, list[LawRole]] = defaultdict(list)
    for role in roles:
        by_law[role.law_id].append(role)
    groups: dict[tuple, LawGroup] = {}
    for found in by_law.values():
        same = tuple(
            (r.role, r.paragraph, shown(r, "qualifier").text, r.valid_from, r.valid_to) for r in found
        )
        groups.setdefault(same, LawGroup([], found)).laws.append(found[0].law)
    return list(groups.values())


def _all_passages(nodes: list[PassageNode]) -> Iterator[PassageNode]:
    for node in nodes:
        yield node
        yield from _all_passages(node.children)


def _all_tasks(nodes: list[TaskNode]) -> Iterator[TaskNode]:
    for node in nodes:
        yield node
        yield from _all_tasks(node.children)
