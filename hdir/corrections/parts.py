"""What a page shows besides its own record: records without a page of their own."""

from collections.abc import Iterator

from django.db.models import CASCADE, ManyToOneRel
from django.utils.text import Truncator, capfirst

from hdir.records.models import Record

_LABEL = 100
# What a select offers: a heading with its entries, each a place ("task/hr-lonn") and a name.
Choices = list[tuple[str, list[tuple[str, str]]]]


def place_of(record: Record) -> str:
    """Names a record in an address: its type and key."""
    return f"{record.type_name}/{record.pk}"


def with_parts(record: Record) -> dict[str, Record]:
    """A record and all that belongs to it, by place: what goes away with it, such as a unit's passages and
    posts, and what goes away with these, such as tasks and memberships. A query for each kind of record."""
    found: dict[type[Record], list[Record]] = {type(record): [record]}
    # A kind that is found is looked through in its turn.
    for model in (models := [type(record)]):
        for part, column in _parts_of(model):
            if part in found or not found[model]:
                continue
            owners = {f"{column}__in": [owner.pk for owner in found[model]]}
            # With what they point to: their names need it.
            rows = part._base_manager.select_related().filter(**owners)
            found[part] = list(rows.order_by(*(part._meta.ordering or ["pk"])))
            models.append(part)
    return {place_of(one): one for records in found.values() for one in records}


def _parts_of(model: type[Record]) -> Iterator[tuple[type[Record], str]]:
    """The kinds of records that go away with one of a model, and the field that leads to it."""
    for relation in model._meta.related_objects:
        part = relation.related_model
        is_part = isinstance(relation, ManyToOneRel) and relation.on_delete is CASCADE
        if is_part and part is not model and issubclass(part, Record):
            yield part, relation.field.name


def choices_among(records: dict[str, Record]) -> Choices:
    """Records as a select offers them, by kind."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for place, record in records.items():
        kind = capfirst(str(record._meta.verbose_name_plural))
        grouped.setdefault(kind, []).append((place, Truncator(str(record)).chars(_LABEL)))
    return list(grouped.items())
