"""What the keys of the organisation's records are made of. What belongs to a unit begins with its key."""

from collections.abc import Iterable

from directory import models
from hdir.editorial.keys import key_from, name_of

# Enough words of a list entry to know it by.
_WORDS = 6


@key_from(models.Unit)
@key_from(models.Person)
@key_from(models.Party)
@key_from(models.Topic)
@key_from(models.Law)
@key_from(models.ChangeEvent)
@key_from(models.Document)
def named(record) -> Iterable[str]:
    name = record.name if isinstance(record, models.Person) else name_of(record)
    return [name]


@key_from(models.EarlierState)
def earlier_state(state: models.EarlierState) -> Iterable[str]:
    return [state.unit_id, state.until or ""]


@key_from(models.Post)
def post(post: models.Post) -> Iterable[str]:
    return [post.unit_id, name_of(post, "title") or "leder"]


@key_from(models.Membership)
def membership(membership: models.Membership) -> Iterable[str]:
    return [membership.post.unit_id, membership.person_id]


@key_from(models.Passage)
def passage(passage: models.Passage) -> Iterable[str]:
    return [passage.unit_id, name_of(passage, "heading") or passage.kind]


@key_from(models.Task)
def task(task: models.Task) -> Iterable[str]:
    return [task.passage.unit_id, *name_of(task, "text").split()[:_WORDS]]


@key_from(models.Relation)
def relation(relation: models.Relation) -> Iterable[str]:
    kind = "partner" if relation.kind == models.RelationKind.PARTNER else "malgruppe"
    return [relation.unit_id, kind, relation.party_id or relation.printed]


@key_from(models.Responsibility)
def responsibility(responsibility: models.Responsibility) -> Iterable[str]:
    return [responsibility.unit_id, responsibility.topic_id]


@key_from(models.LawRole)
def law_role(role: models.LawRole) -> Iterable[str]:
    return [role.unit_id, role.law_id, role.role]


@key_from(models.Figure)
def figure(figure: models.Figure) -> Iterable[str]:
    return [figure.unit_id, name_of(figure, "measure")]


@key_from(models.ContactPoint)
def contact_point(point: models.ContactPoint) -> Iterable[str]:
    return [point.unit_id, point.value]


@key_from(models.Statement)
def statement(statement: models.Statement) -> Iterable[str]:
    return [statement.unit_id, statement.kind, name_of(statement)]
