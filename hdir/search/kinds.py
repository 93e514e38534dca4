"""The kinds of records that can be found, and what of each goes into the index.

Each kind says how its records are read (in a fixed number of queries) and by which relations other records
have a part in it, so that a changed membership brings its person's entry up to date.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import override

from directory.models import (
    ChangeEvent,
    Document,
    EarlierState,
    Extent,
    Law,
    LawRole,
    LawRoleKind,
    Membership,
    Party,
    Passage,
    Person,
    Post,
    Responsibility,
    Statement,
    Task,
    Topic,
    Unit,
    UnitKind,
)
from hdir.records.languages import LANGUAGES
from hdir.records.models import Record
from hdir.records.periods import Dated
from hdir.search.terms import tokens
from strategy.models import Contribution, FocusArea, GoalArea, Strategy

Names = dict[str, str]
Lists = dict[str, list[str]]
# Key, begins, ends; for a part of a record that only this unit has, the words that ask for it.
Holder = tuple[str, str | None, str | None, *tuple[str, ...]]


@dataclass
class Draft:
    """What the index is to say of one record. Texts are by language; lists of terms are made from them."""

    record: Record
    name: Names
    other_names: Lists = field(default_factory=dict)
    texts: Lists = field(default_factory=dict)
    # What stands around it: not what it is about, but it may be asked for together with it.
    context: Lists = field(default_factory=dict)
    holders: list[Holder] = field(default_factory=list)
    begins: str | None = None
    ends: str | None = None
    # The other records that it is made from.
    parts: list[Record] = field(default_factory=list)
    # The facts by which it is documented for a date; None where it is of no date.
    facts: Sequence[Dated] | None = None

    @property
    def path(self) -> str:
        """The address below the language."""
        with override("nb"):
            address = self.record.get_absolute_url()  # type: ignore[attr-defined]
            return address.removeprefix(reverse("home"))


@dataclass(frozen=True)
class Kind:
    """A kind of record that can be found."""

    model: type[Record]
    read: Callable[[QuerySet], Iterator[Draft]]
    # Model of another record: the relation that leads to it from this kind.
    made_from: dict[type[Record], str] = field(default_factory=dict)

    def drafts(self, keys: Iterable[str] | None = None) -> Iterator[Draft]:
        """What the index is to say of these records, or of all."""
        records = self.model._default_manager.order_by("pk")
        return self.read(records if keys is None else records.filter(pk__in=list(keys)))

    def touched_by(self, model: type[Record], keys: Iterable[str]) -> set[str]:
        """The records of this kind that the records of a model now have a part in."""
        if model is self.model:
            return set(keys)
        if relation := self.made_from.get(model):
            found = self.model._default_manager.filter(**{f"{relation}__in": list(keys)})
            return set(found.order_by().values_list("pk", flat=True))
        return set()


def _by_language(record: Record, name: str) -> Names:
    texts = {language: getattr(record, f"{name}_{language}") or "" for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def _lines(record: Record, *fields: str) -> Lists:
    """The lines or paragraphs of fields, by language."""
    found: Lists = {}
    for name in fields:
        for language, text in _by_language(record, name).items():
            found.setdefault(language, []).extend(line for line in text.splitlines() if line.strip())
    return found


def _everywhere(text: str) -> Lists:
    """A text that is no language's own."""
    return {"nb": [text]} if text else {}


def _joined(*lists: Lists) -> Lists:
    found: Lists = {}
    for one in lists:
        for language, lines in one.items():
            found.setdefault(language, []).extend(lines)
    return found


def _each_once(holders: Iterable[Holder]) -> list[Holder]:
    return list(dict.fromkeys(holders))


def _units(records: QuerySet) -> Iterator[Draft]:
    for unit in records.prefetch_related("earlier_states", "posts"):
        earlier, posts = list(unit.earlier_states.all()), list(unit.posts.all())
        yield Draft(
            unit,
            _by_language(unit, "name"),
            _joined(
                _everywhere(unit.abbreviation),
                _lines(unit, "other_names"),
                *(_lines(state, "name") for state in earlier),
            ),
            # Of a post that nobody is named for, only its unit can be found by the title.
            _joined(_lines(unit, "lead", "body"), *(_lines(post, "title") for post in posts)),
            # "Avdeling for statistikk" is how people write of a department called "Statistikk".
            context=_joined(*(_kind_of(state) for state in (unit, *earlier))),
            holders=[(unit.pk, unit.begins, unit.ends)],
            begins=unit.begins,
            ends=unit.ends,
            parts=[*earlier, *posts],
            facts=[unit],
        )


def _kind_of(state: Unit | EarlierState) -> Lists:
    """What kind of unit it is, by language."""
    found: Lists = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = [str(UnitKind(state.kind).label)]
    return found


def _people(records: QuerySet) -> Iterator[Draft]:
    last_first = F("ends").desc(nulls_first=True)
    memberships = Membership.objects.select_related("post__unit").order_by(last_first, "pk")
    for person in records.prefetch_related(Prefetch("memberships", memberships)):
        held = list(person.memberships.all())
        spans = [(m.post.unit_id, *_while_all(m, m.post, m.post.unit)) for m in held]
        yield Draft(
            person,
            {"nb": person.name},
            texts=_joined(*(_lines(m.post, "title") for m in held)),
            context=_joined(*(_lines(m.post.unit, "name") for m in held)),
            holders=_each_once(spans),
            # Known as somebody who leads something: from the first day to the last.
            begins=_first([begins for _unit, begins, _ends in spans]),
            ends=_last([ends for _unit, _begins, ends in spans]),
            parts=[*held, *(m.post for m in held), *(m.post.unit for m in held)],
            facts=held,
        )


def _while_all(*dated: Dated) -> tuple[str | None, str | None]:
    """The first and the last day on which all of these may have been so."""
    begins = max((one.begins for one in dated if one.begins), default=None)
    return begins, min((one.ends for one in dated if one.ends), default=None)


def _first(days: list[str | None]) -> str | None:
    return None if None in days else min((day for day in days if day), default=None)


def _last(days: list[str | None]) -> str | None:
    return None if None in days else max((day for day in days if day), default=None)


def _topics(records: QuerySet) -> Iterator[Draft]:
    rows = Responsibility.objects.order_by("position", "pk")
    for topic in records.prefetch_related(Prefetch("responsibilities", rows)):
        everybody = list(topic.responsibilities.all())
        held = sorted((r for r in everybody if r.extent != Extent.NOT), key=lambda r: r.extent != Extent.MAIN)
        yield Draft(
            topic,
            _by_language(topic, "name"),
            _lines(topic, "synonyms"),
            _joined(_lines(topic, "description"), *(_lines(r, "note") for r in held)),
            holders=_each_once((r.unit_id, r.begins, r.ends) for r in held),
            parts=everybody,
            facts=held,
        )


# Naming a law, or being without authority under it, answers for nothing.
_NO_PART = (LawRoleKind.NOT_DELEGATED, LawRoleKind.MENTIONS)

# What a unit within does with a law tells more than that the whole agency has to do with it.
_WHOLE_AGENCIES = (UnitKind.MINISTRY, UnitKind.DIRECTORATE)


def _laws(records: QuerySet) -> Iterator[Draft]:
    rows = LawRole.objects.select_related("unit").order_by("position", "pk")
    for law in records.prefetch_related(Prefetch("roles", rows)):
        roles = list(law.roles.all())
        having_it = [role for role in roles if role.role not in _NO_PART]
        yield Draft(
            law,
            _by_language(law, "name"),
            _joined(_lines(law, "other_names"), _everywhere(law.identifier)),
            _joined(
                _lines(law, "official_title"),
                *(_lines(role, "qualifier") for role in roles),
                *(_everywhere(role.paragraph) for role in roles),
            ),
            holders=_each_once(
                (r.unit_id, r.begins, r.ends, *_paragraph(r))
                for r in sorted(having_it, key=lambda r: r.unit.kind in _WHOLE_AGENCIES)
            ),
            begins=law.begins,
            ends=law.ends,
            parts=roles,
            facts=having_it or [law],
        )


def _paragraph(role: LawRole) -> list[str]:
    """The words that ask for the paragraph of a law that a role is about: "5-14" is one word."""
    return [
        token.word for token in tokens(role.paragraph, "nb") if "-" in token.shown or token.word.isdigit()
    ]


def _parties(records: QuerySet) -> Iterator[Draft]:
    for party in records:
        yield Draft(
            party,
            _by_language(party, "name"),
            _joined(_everywhere(party.abbreviation), _lines(party, "other_names")),
            holders=[(party.unit_id, None, None)] if party.unit_id else [],
        )


def _passages(records: QuerySet) -> Iterator[Draft]:
    for passage in records.select_related("unit"):
        heading = _by_language(passage, "heading")
        texts = _lines(passage, "lead_in", "body")
        if not heading and not texts:
            continue
        begins, ends = _while_all(passage, passage.unit)
        yield Draft(
            passage,
            heading,
            texts=texts,
            context=_lines(passage.unit, "name"),
            holders=[(passage.unit_id, None, None)],
            begins=begins,
            ends=ends,
            parts=[passage.unit],
            facts=[passage],
        )


def _tasks(records: QuerySet) -> Iterator[Draft]:
    for task in records.select_related("passage__unit", "parent"):
        passage = task.passage
        above = [_lines(task.parent, "text")] if task.parent else []
        begins, ends = _while_all(passage, passage.unit)
        yield Draft(
            task,
            _by_language(task, "text"),
            context=_joined(_lines(passage.unit, "name"), _lines(passage, "heading"), *above),
            holders=[(passage.unit_id, None, None)],
            begins=begins,
            ends=ends,
            parts=[passage, passage.unit, *([task.parent] if task.parent else [])],
            facts=[passage],
        )


def _statements(records: QuerySet) -> Iterator[Draft]:
    for statement in records.select_related("unit"):
        yield Draft(
            statement,
            _by_language(statement, "name") or _by_language(statement, "text"),
            texts=_lines(statement, "text"),
            context=_lines(statement.unit, "name"),
            holders=[(statement.unit_id, None, None)],
            begins=statement.begins,
            ends=statement.ends,
            parts=[statement.unit],
            facts=[statement],
        )


def _strategies(records: QuerySet) -> Iterator[Draft]:
    for strategy in records:
        yield Draft(
            strategy,
            _by_language(strategy, "name"),
            texts=_lines(strategy, "lead", "body"),
            holders=[(strategy.unit_id, None, None)],
            begins=strategy.begins,
            ends=strategy.ends,
            facts=[strategy],
        )


def _goal_areas(records: QuerySet) -> Iterator[Draft]:
    for area in records.select_related("strategy"):
        yield Draft(
            area,
            _by_language(area, "name"),
            texts=_lines(area, "lead", "aims", "background", "consequences"),
            holders=[(area.strategy.unit_id, None, None)],
            begins=area.strategy.begins,
            ends=area.strategy.ends,
            parts=[area.strategy],
            facts=[area.strategy],
        )


def _focus_areas(records: QuerySet) -> Iterator[Draft]:
    rows = Contribution.objects.order_by("position", "pk")
    carried = records.select_related("goal_area__strategy")
    for area in carried.prefetch_related(Prefetch("contributions", rows)):
        contributions = list(area.contributions.all())
        strategy = area.goal_area.strategy
        yield Draft(
            area,
            _by_language(area, "name"),
            _joined(_everywhere(area.abbreviation), _lines(area, "other_names")),
            context=_lines(area.goal_area, "name"),
            holders=_each_once((c.unit_id, c.begins, c.ends) for c in contributions),
            begins=strategy.begins,
            ends=strategy.ends,
            parts=[*contributions, area.goal_area, strategy],
            facts=contributions or [strategy],
        )


def _documents(records: QuerySet) -> Iterator[Draft]:
    for document in records:
        yield Draft(document, _by_language(document, "name"), texts=_lines(document, "description"))


def _events(records: QuerySet) -> Iterator[Draft]:
    for event in records.prefetch_related("units"):
        yield Draft(
            event,
            _by_language(event, "name"),
            texts=_lines(event, "text"),
            holders=[(unit.pk, None, None) for unit in event.units.all()],
            begins=event.date,
        )


# In this order entries are made, and taken where there are too many of them.
KINDS: tuple[Kind, ...] = (
    Kind(Unit, _units, {EarlierState: "earlier_states", Post: "posts"}),
    Kind(Topic, _topics, {Responsibility: "responsibilities"}),
    Kind(Law, _laws, {LawRole: "roles"}),
    Kind(
        Person,
        _people,
        {Membership: "memberships", Post: "memberships__post", Unit: "memberships__post__unit"},
    ),
    Kind(
        FocusArea,
        _focus_areas,
        {Contribution: "contributions", GoalArea: "goal_area", Strategy: "goal_area__strategy"},
    ),
    Kind(GoalArea, _goal_areas, {Strategy: "strategy"}),
    Kind(Task, _tasks, {Passage: "passage", Unit: "passage__unit"}),
    Kind(Passage, _passages, {Unit: "unit"}),
    Kind(Party, _parties),
    Kind(Strategy, _strategies),
    Kind(Statement, _statements, {Unit: "unit"}),
    Kind(ChangeEvent, _events),
    Kind(Document, _documents),
)
