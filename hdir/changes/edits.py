"""What happens to one record, as plain data; a change set is made of these."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hdir.changes.merge import Conflict, Kind, Merged, Values, merge
from hdir.changes.snapshot import specs_by_name
from hdir.records.models import Record


@dataclass(frozen=True)
class Edit:
    """A record is added, changed field by field, or removed.

    `before` is empty for an added record and `after` for a removed one; for a changed one both have
    only the fields that differ, None standing for a value that is or becomes empty.
    """

    model: type[Record]
    key: str
    action: str  # a hdir.changes.models.Action
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)

    @property
    def inverse(self) -> "Edit":
        """What takes it back."""
        action = {"add": "remove", "remove": "add"}.get(self.action, self.action)
        return Edit(self.model, self.key, action, self.after, self.before)

    def made_on(self, values: Values | None) -> Values | None:
        """The record's values after it, given those before."""
        match self.action:
            case "add":
                return self.after
            case "remove":
                return None
        return {n: v for n, v in {**(values or {}), **self.after}.items() if v is not None}


@dataclass(frozen=True)
class Clash:
    """A conflict, with the record it is in."""

    model: type[Record]
    key: str
    conflict: Conflict


def kind_of(model: type[Record], name: str) -> Kind:
    """How a field of a model is merged."""
    if name == "approved":
        return Kind.MARKS
    spec = specs_by_name(model).get(name)
    if spec is not None and spec.is_relation_set:
        return Kind.SET
    return Kind.SEQUENCE if name in ("sources", "given_in") else Kind.SINGLE


def merge_record(
    model: type[Record], base: Values | None, ours: Values | None, theirs: Values | None
) -> Merged:
    """The three-way merge for a record of a model."""
    return merge(base, ours, theirs, lambda name: kind_of(model, name))


def difference(model: type[Record], before: Values, after: Values) -> tuple[Values, Values]:
    """The fields in which two states of a record differ, with both values."""
    changed = [name for name in specs_by_name(model) if before.get(name) != after.get(name)]
    return {n: before.get(n) for n in changed}, {n: after.get(n) for n in changed}


def edit_between(model: type[Record], key: str, before: Values | None, after: Values | None) -> Edit | None:
    """What leads from one state of a record to another; None if they are the same."""
    if before == after:
        return None
    if before is None:
        return Edit(model, key, "add", after=after or {})
    if after is None:
        return Edit(model, key, "remove", before=before)
    old, new = difference(model, before, after)
    return Edit(model, key, "change", old, new) if new else None


def merged_onto(edit: Edit, live: Values | None) -> tuple[Edit | None, list[Clash]]:
    """The edit made for a record as it is now, which may have moved since the edit was prepared.

    Returns what is left to do, None if nothing is, and where the live value was kept in spite of it.
    """
    base: Values | None
    theirs: Values | None
    match edit.action:
        case "add":
            base, theirs = None, edit.after
        case "remove":
            base, theirs = edit.before, None
        case _:
            # Of the other fields the edit says nothing: there both sides are as they are now.
            base = {n: v for n, v in {**(live or {}), **edit.before}.items() if v is not None}
            theirs = edit.made_on(base)
    merged = merge_record(edit.model, base, live, theirs)
    clashes = [Clash(edit.model, edit.key, conflict) for conflict in merged.conflicts]
    return edit_between(edit.model, edit.key, live, merged.values), clashes


Keys = dict[type[Record], set[str]]


def keys_of(edits: Iterable[Edit]) -> Keys:
    """The keys of the records that edits are about, by model."""
    keys: Keys = {}
    for edit in edits:
        keys.setdefault(edit.model, set()).add(edit.key)
    return keys
