"""What records are called, in the reader's language.

Names are made of values, not of rows, so that what is gone or isn't there yet has one too. A record without
a name of its own is called by those that it ties together: "Head: Otto Christian Rø, Beredskap".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.utils.text import Truncator, capfirst

from directory.pages.labels import INTRODUCTIONS, LABELS, UNITS
from hdir.changes.edits import Edit, Keys
from hdir.changes.history import last_values
from hdir.changes.merge import Values
from hdir.changes.snapshot import snapshot, snapshots, specs_by_name
from hdir.records.languages import FALLBACK, current_language, translated_fields
from hdir.records.models import Record

# Enough of a text to recognise it by.
_LONGEST = 80


class Names:
    """The names of the records that were asked for: a fixed number of queries for each kind of record."""

    def __init__(self, wanted: Keys, edits: Iterable[Edit] = ()):
        self._values: dict[type[Record], dict[str, Values]] = defaultdict(dict)
        for edit in edits:
            if edit.action != "change":
                self._values[edit.model].setdefault(edit.key, edit.after or edit.before)
        asked: Keys = defaultdict(set)
        while wanted := {model: keys - asked[model] for model, keys in wanted.items() if keys - asked[model]}:
            for model, keys in wanted.items():
                self._read(model, keys)
                asked[model] |= keys
            wanted = self._named_after(wanted)

    def _read(self, model: type[Record], keys: set[str]) -> None:
        known = self._values[model]
        known.update(snapshots(model, keys))
        if gone := keys - known.keys():
            known.update(last_values(model, gone))

    def _named_after(self, keys: Keys) -> Keys:
        """The records whose names are part of those of others."""
        found: Keys = defaultdict(set)
        for model, wanted in keys.items():
            for name in {path.partition(".")[0] for path in _paths(model)}:
                spec = specs_by_name(model).get(name)
                if spec is not None and spec.is_relation:
                    values = (self._values[model].get(key, {}).get(name) for key in wanted)
                    found[spec.target].update(str(key) for key in values if key)
        return found

    def of(self, model: type[Record], key: str) -> str:
        """The name of a record that was asked for; its key if nothing is known of it."""
        introduction, text, unit = (self._said(model, key, path) if path else "" for path in _paths(model))
        named = ": ".join(part for part in (capfirst(introduction), text.rstrip(".")) if part)
        return ", ".join(part for part in (named, unit if unit != text else "") if part) or key

    def _said(self, model: type[Record], key: str, path: str) -> str:
        """What stands at the end of a path through records; where that is empty, what kind it is."""
        *steps, field = path.split(".")
        for step in steps:
            key = str(self._values[model].get(key, {}).get(step, ""))
            model = specs_by_name(model)[step].target
        values = self._values[model].get(key, {})
        return _text(model, field, values) or capfirst(_text(model, "kind", values))


def _paths(model: type[Record]) -> tuple[str, str, str]:
    """The paths to the parts of a name: what introduces it, the name proper, and the unit; "" for none."""
    unit = UNITS.get(model.list_name)
    return (
        INTRODUCTIONS.get(model.list_name, ""),
        LABELS.get(model.list_name, "name"),
        f"{unit}.name" if unit else "",
    )


def _text(model: type[Record], name: str, values: Values) -> str:
    if name in translated_fields(model):
        texts = (values.get(f"{name}_{code}") for code in FALLBACK[current_language()])
        return Truncator(str(next(filter(None, texts), ""))).chars(_LONGEST)
    spec = specs_by_name(model).get(name)
    if spec is None:
        return ""
    value = values.get(name, "")
    return str(dict(spec.field.flatchoices).get(value, value))


def naming(record: Record) -> Callable[[], str]:
    """What a record is called, also one that is only in a package, for any reader: asked in a language, it is
    the name in that one. Read once."""
    model = type(record)
    names = Names({model: {record.pk}}, [Edit(model, record.pk, "add", after=snapshot(record))])
    return lambda: names.of(model, record.pk)


def pointed_at(model: type[Record], values: Values) -> Iterator[tuple[type[Record], str]]:
    """The records that some values of a record point to."""
    for name, value in values.items():
        spec = specs_by_name(model).get(name)
        if value and spec is not None and (spec.is_relation or spec.is_relation_set):
            for key in value if isinstance(value, list) else [value]:
                yield spec.target, str(key)
