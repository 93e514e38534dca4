"""What any record is called in a list of records, and the unit it belongs to."""

from django.db.models import QuerySet

from hdir.records.languages import Shown, shown, translated_fields
from hdir.records.models import Record

# The path to the text, where that isn't the record's name.
LABELS = {
    "posts": "title",
    "memberships": "person.name",
    "passages": "heading",
    "tasks": "text",
    "relations": "printed",
    "responsibilities": "topic.name",
    "law-roles": "law.name",
    "figures": "meaning",
    "contact-points": "value",
    "contributions": "focus_area.name",
}
# The path to what is said before the text where names stand alone: "Partner: Helfo".
INTRODUCTIONS = {
    "memberships": "post.title",
    "relations": "kind",
    "contact-points": "kind",
}
# The path to the unit, of records that belong to one.
UNITS = {
    "posts": "unit",
    "earlier-states": "unit",
    "memberships": "post.unit",
    "passages": "unit",
    "tasks": "passage.unit",
    "relations": "unit",
    "responsibilities": "unit",
    "law-roles": "unit",
    "figures": "unit",
    "contact-points": "unit",
    "statements": "unit",
    "contributions": "unit",
}


def labelled(model: type[Record]) -> QuerySet:
    """The records of a model with all that their labels and their units' names need. One query."""
    path = LABELS.get(model.list_name, "name").rpartition(".")[0]
    joined = {p.replace(".", "__") for p in (path, UNITS.get(model.list_name, "")) if p}
    records = model._default_manager.all()
    return records.select_related(*joined) if joined else records


def _follow(record, path: str):
    for step in path.split("."):
        record = getattr(record, step)
    return record


def unit_of(record: Record):
    """The unit that a record belongs to; None for one that belongs to none."""
    path = UNITS.get(record.list_name)
    return _follow(record, path) if path else None


def label(record: Record) -> Shown:
    """What a record is called, in the reader's language; else the kind of record in words, else its key."""
    owner, _dot, field = LABELS.get(record.list_name, "name").rpartition(".")
    holder = _follow(record, owner) if owner else record
    if field in translated_fields(type(holder)):
        found = shown(holder, field)
    else:
        found = Shown(getattr(holder, field), "")
    if found:
        return found
    kind = getattr(record, "get_kind_display", None)
    return Shown(str(kind()) if kind else record.pk, "")
