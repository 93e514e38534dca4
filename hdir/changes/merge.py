"""The three-way merge of a record. Pure: plain data in, plain data out.

`base` is what both sides started from, `ours` what is in force, `theirs` what somebody wants instead: a
file, a draft, an editor's form. None stands for a record that isn't there; a field that is left out is empty.

| base | ours | theirs | result |
|---|---|---|---|
| a | a | b | b: only they moved |
| a | b | a | b: only we moved |
| a | b | b | b: both say the same |
| a | b | c | b, and a conflict |
| a | a | – | – : they removed it |
| a | b | – | b, and a conflict: they removed what we edited |
| a | – | a | – : we removed it |
| a | – | b | –, and a conflict: they edited what we removed |
| – | – | b | b: they added it |
| – | b | – | b: we added it |
| – | b | c | field by field, each that both have with different values being a conflict |

Sets and lists are merged member by member, so that two who each add one both get it.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

Values = dict[str, object]


class Kind(Enum):
    """How a field's values are merged."""

    SINGLE = "single"  # text, number, date, relation: one value wins
    SET = "set"  # members without order, kept sorted
    SEQUENCE = "sequence"  # members in an order
    MARKS = "marks"  # approvals of translations: each follows its text


@dataclass(frozen=True)
class Conflict:
    """Both sides changed the same thing differently. `field` is "" where the record itself is in question:
    one side removed it (its value is None), the other edited it (its value is a dictionary)."""

    field: str
    base: object
    ours: object
    theirs: object


@dataclass(frozen=True)
class Merged:
    """The merged record, None if there is none, and where our side was kept in spite of theirs."""

    values: Values | None
    conflicts: tuple[Conflict, ...] = ()


def merge(
    base: Values | None, ours: Values | None, theirs: Values | None, kind_of: Callable[[str], Kind]
) -> Merged:
    """Merges what somebody wants into what is in force. Where both moved apart, ours stays in force."""
    if theirs in (base, ours):
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    if base is not None and (ours is None or theirs is None):
        return Merged(ours, (Conflict("", base, ours, theirs),))
    return _merge_fields(base or {}, ours or {}, theirs or {}, kind_of)


def _merge_fields(base: Values, ours: Values, theirs: Values, kind_of: Callable[[str], Kind]) -> Merged:
    merged: Values = {}
    conflicts = []
    # Marks last: they follow the texts.
    names = sorted(ours.keys() | theirs.keys(), key=lambda name: (kind_of(name) is Kind.MARKS, name))
    for name in names:
        versions = base.get(name), ours.get(name), theirs.get(name)
        match kind_of(name):
            case Kind.MARKS:
                value: object = _merge_marks(*versions, texts=(ours, theirs, merged))
            case kind:
                value, fits = _merge_value(kind, *versions)
                if not fits:
                    conflicts.append(Conflict(name, *versions))
        if value not in (None, [], {}):
            merged[name] = value
    return Merged(merged, tuple(conflicts))


def _merge_value(kind: Kind, base: object, ours: object, theirs: object) -> tuple[object, bool]:
    """One field's merged value, and whether both sides fit into it."""
    if theirs in (base, ours):
        return ours, True
    if ours == base:
        return theirs, True
    if kind is not Kind.SINGLE:
        lists = [_list(value) for value in (base, ours, theirs)]
        merged = _merge_sequence(*lists) if kind is Kind.SEQUENCE else _merge_set(*lists)
        if merged is not None:
            return merged, True
    return ours, False


def _list(value: object) -> list:
    return value if isinstance(value, list) else []


def _merge_set(base: list, ours: list, theirs: list) -> list:
    gone = set(base) - set(theirs)
    return sorted((set(ours) | (set(theirs) - set(base))) - gone)


def _merge_sequence(base: list, ours: list, theirs: list) -> list | None:
    """Their additions and removals made in our order; None if both sides put the same members in
    different orders, or a member stands twice."""
    by_name = {_name(member): member for member in (*base, *ours, *theirs)}
    b, o, t = ([_name(member) for member in members] for members in (base, ours, theirs))
    if any(len(set(names)) != len(names) for names in (b, o, t)):
        return None
    common = set(b) & set(o) & set(t)
    order_b, order_o, order_t = ([n for n in names if n in common] for names in (b, o, t))
    if order_o != order_t and order_b not in (order_o, order_t):
        return None
    # Whoever changed the order of what all three have decides it; the other side's additions join.
    lead, other = (t, o) if order_o == order_b else (o, t)
    gone = (set(b) - set(o)) | (set(b) - set(t))
    merged = [n for n in lead if n not in gone]
    for place, name in enumerate(other):
        if name not in merged and name not in gone:
            merged.insert(_place_after(other[:place], merged), name)
    return [by_name[name] for name in merged]


def _place_after(before: Sequence[str], merged: list[str]) -> int:
    """Behind the nearest member that stood before it."""
    near = next((name for name in reversed(before) if name in merged), None)
    return merged.index(near) + 1 if near is not None else 0


def _name(member: object) -> str:
    return json.dumps(member, sort_keys=True, ensure_ascii=False)


Marks = dict[str, dict[str, str]]


def _merge_marks(
    base: object, ours: object, theirs: object, *, texts: tuple[Values, Values, Values]
) -> Marks:
    """The approvals, by language and field. A translation brings its approval with it."""
    our_texts, their_texts, merged_texts = texts
    b, o, t = (value if isinstance(value, dict) else {} for value in (base, ours, theirs))
    merged: Marks = {}
    for language in _in_order(o, t):
        for field in _in_order(o.get(language, {}), t.get(language, {})):
            old, our, their = (side.get(language, {}).get(field) for side in (b, o, t))
            column = f"{field}_{language}"
            if our_texts.get(column) != their_texts.get(column):
                mark = our if merged_texts.get(column) == our_texts.get(column) else their
            else:
                mark = their if our == old else our
            if mark is not None:
                merged.setdefault(language, {})[field] = mark
    return merged


def _in_order(*groups: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for group in groups for name in group))
