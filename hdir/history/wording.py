"""Edits in words: which record, which field, what it was and what it is, in the reader's language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hdir.changes.edits import Edit, Keys, keys_of
from hdir.changes.models import Action
from hdir.changes.snapshot import FieldSpec, specs_by_name
from hdir.editorial.texts import field_label
from hdir.history.differences import Piece, words_changed
from hdir.history.names import Names, pointed_at
from hdir.records.languages import LANGUAGES
from hdir.records.models import Language, Record
from hdir.records.periods import PartialDateField, in_words
from hdir.records.sources import SourcesField, citation

# The field that says which originals the translations were approved for; people don't read fingerprints.
_APPROVED = "approved"


@dataclass(frozen=True)
class FieldWords:
    """One field of an edit. `pieces` is the old and the new text in one, word by word."""

    name: str
    label: str
    before: str
    after: str
    language: str = ""  # of a translated text

    @property
    def pieces(self) -> list[Piece]:
        return words_changed(self.before, self.after)


@dataclass(frozen=True)
class RecordWords:
    """What an edit does to a record."""

    edit: Edit
    kind: str
    name: str
    action: str
    fields: list[FieldWords] = field(default_factory=list)
    # The record as it is now, if it is there.
    record: Record | None = None


def column_label(model: type[Record], name: str) -> str:
    """What a field is called; a translated one with its language: "Name – Nynorsk". One that there is no more
    has only its name."""
    spec = specs_by_name(model).get(name)
    return field_label(spec.field) if spec else name


def _language_of(model: type[Record], name: str) -> str:
    """The language that a column of a translated field is in, "" for any other."""
    spec = specs_by_name(model).get(name)
    return (
        str(getattr(spec.field, "language", "")) if spec and hasattr(spec.field, "translated_field") else ""
    )


def in_words_of(
    edits: Iterable[Edit], *, approvals: bool = True, with_records: bool = True
) -> list[RecordWords]:
    """Edits in words, with a fixed number of queries for each kind of record.

    `approvals`: whether approvals of translations are told too; readers of the public pages don't care.
    `with_records`: whether the words know the records as they are now; who links to none needs none.
    """
    edits = list(edits)
    records = _records(edits) if with_records else {}
    names = _names(edits)
    words = []
    for edit in edits:
        told = [_field_words(edit, name, names) for name in _columns(edit) if name != _APPROVED]
        if approvals and edit.action == Action.CHANGE:
            told += _approvals(edit)
        words.append(
            RecordWords(
                edit,
                capfirst(str(edit.model._meta.verbose_name)),
                names.of(edit.model, edit.key),
                str(Action(edit.action).label),
                [one for one in told if one.before != one.after],
                records.get(edit.model, {}).get(edit.key),
            )
        )
    return words


def _columns(edit: Edit) -> list[str]:
    """The fields that an edit speaks of, in the order of the model, those that there are no more at last."""
    told = {**edit.before, **edit.after}
    known = specs_by_name(edit.model)
    return [*(name for name in known if name in told), *(name for name in told if name not in known)]


def value_in_words(model: type[Record], name: str, value: object, names: Names) -> str:
    """One value as people read it; "" for an empty one."""
    spec = specs_by_name(model).get(name)
    if value in (None, "", [], {}) or spec is None:
        return "" if value in (None, "", [], {}) else str(value)
    if spec.is_relation or spec.is_relation_set:
        keys = value if isinstance(value, list) else [value]
        return "; ".join(names.of(spec.target, str(key)) for key in keys)
    return _plain_words(spec, value)


def _plain_words(spec: FieldSpec, value: object) -> str:
    column = spec.field
    if isinstance(column, SourcesField) and isinstance(value, list):
        return "; ".join(_cited(source) for source in value)
    if isinstance(value, list):
        return ", ".join(str(Language(v).label) if v in LANGUAGES else str(v) for v in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(column, PartialDateField):
        return in_words(str(value))
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return str(value)


def _cited(source: dict[str, str]) -> str:
    more = [part for part in (source.get("heading"), source.get("printed")) if part]
    return " ".join([citation(source), *(_("“%(words)s”") % {"words": part} for part in more)])


def _field_words(edit: Edit, name: str, names: Names) -> FieldWords:
    before, after = (
        value_in_words(edit.model, name, values.get(name), names) for values in (edit.before, edit.after)
    )
    language = _language_of(edit.model, name)
    return FieldWords(name, column_label(edit.model, name), before, after, language)


def _approvals(edit: Edit) -> Iterator[FieldWords]:
    """The translations that an edit approves, and those that it takes the approval from. One that it also
    writes is told as a text: whoever writes a translation approves it."""
    before, after = _marks(edit.before), _marks(edit.after)
    moved = [
        place
        for place in dict.fromkeys([*before, *after])
        if before.get(place) != after.get(place) and place not in edit.after
    ]
    approved = "; ".join(column_label(edit.model, place) for place in moved if place in after)
    lost = "; ".join(column_label(edit.model, place) for place in moved if place not in after)
    yield FieldWords(_APPROVED, _("Translation approved"), "", approved)
    yield FieldWords(_APPROVED, _("Translation no longer approved"), lost, "")


def _marks(values: Mapping[str, object]) -> dict[str, str]:
    """The approvals of a record's values, by the column of the translation."""
    approved = values.get(_APPROVED)
    if not isinstance(approved, dict):
        return {}
    return {f"{field}_{code}": mark for code, marks in approved.items() for field, mark in marks.items()}


def _records(edits: Iterable[Edit]) -> dict[type[Record], dict[str, Record]]:
    keys: dict[type[Record], set[str]] = defaultdict(set)
    for edit in edits:
        keys[edit.model].add(edit.key)
    # With what they point to: their names and addresses need it.
    return {
        model: model._base_manager.select_related(
            *(spec.name for spec in specs_by_name(model).values() if spec.is_relation)
        ).in_bulk(sorted(wanted))
        for model, wanted in keys.items()
    }


def _names(edits: list[Edit]) -> Names:
    """The names of the records that edits are about, and of those that they point to."""
    wanted: Keys = defaultdict(set, keys_of(edits))
    for edit in edits:
        for values in (edit.before, edit.after):
            for model, key in pointed_at(edit.model, values):
                wanted[model].add(key)
    return Names(wanted, edits)
