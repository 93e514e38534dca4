"""Published changes in words: which record, which field, what it said before and what it says now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.pages.labels import label, labelled
from hdir.changes.models import Action, Change
from hdir.editorial.texts import field_label
from hdir.records.languages import FALLBACK, LANGUAGES, current_language
from hdir.records.models import Language, Record
from hdir.records.periods import PartialDateField, in_words
from hdir.records.registry import model_for_label
from hdir.records.sources import SourcesField, citation

# What a record that is gone was called: the first of these that its last values have.
_NAMES = ("name", "title", "heading", "text", "printed", "value", "meaning")
# Marks of the translators' work, which say nothing of the content.
_BARE = ("approved",)


@dataclass(frozen=True)
class FieldWords:
    """A field that changed. `language` is the language of a translated text, "" for other values."""

    label: str
    language: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeWords:
    """What happened to one record."""

    kind: str
    name: str
    action: str
    action_label: str
    fields: list[FieldWords] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What happened, in a line: "Unit “Helfo”: changed"."""
        return _("%(kind)s “%(name)s”: %(action)s") % {
            "kind": capfirst(self.kind),
            "name": self.name,
            "action": self.action_label,
        }


class Names:
    """What the records are called that changes speak of: those that changed and those they point to.

    One query for each kind of record, whatever the number of changes.
    """

    def __init__(self, changes: Iterable[Change]):
        wanted: dict[type[Record], set[str]] = defaultdict(set)
        for change in changes:
            model = model_for_label(change.model)
            if model is None:
                continue
            wanted[model].add(change.key)
            for values in (change.before, change.after):
                for name, value in values.items():
                    target = _target(model, name)
                    if target is not None and value:
                        wanted[target].update(value if isinstance(value, list) else [value])
        self._found = {
            model: {key: label(record).text for key, record in labelled(model).in_bulk(keys).items()}
            for model, keys in wanted.items()
        }

    def of(self, model: type[models.Model], key: str) -> str:
        """The name of a record; its key if it is gone."""
        return self._found.get(cast(type[Record], model), {}).get(key, key)

    def knows(self, model: type[Record], key: str) -> bool:
        """Whether the record is still there."""
        return key in self._found.get(model, {})


def _target(model: type[Record], name: str) -> type[Record] | None:
    """The model that a field of a change points to."""
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if isinstance(found, models.ForeignKey | models.ManyToManyField):
        return found.related_model  # type: ignore[return-value]
    return None


def in_a_readers_words(change: Change, names: Names) -> ChangeWords:
    """A change in the reader's language. Of a record that was added or removed only its name is said."""
    model = model_for_label(change.model)
    action = str(Action(change.action).label)
    if model is None:  # a kind of record that there is no more
        return ChangeWords(change.model, change.key, change.action, action)
    fields = []
    if change.action == Action.CHANGE:
        fields = [
            _field(model, name, change.before.get(name), change.after.get(name), names)
            for name in change.after
            if name not in _BARE
        ]
    kind = str(model._meta.verbose_name)
    return ChangeWords(kind, _name(model, change, names), change.action, action, fields)


def _name(model: type[Record], change: Change, names: Names) -> str:
    if names.knows(model, change.key):
        return names.of(model, change.key)
    values = {**change.before, **change.after}
    for name in _NAMES:
        for candidate in (name, *(f"{name}_{code}" for code in FALLBACK[current_language()])):
            if values.get(candidate):
                return str(values[candidate])
    return change.key


def _field(model: type[Record], name: str, before: object, after: object, names: Names) -> FieldWords:
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:  # a field that there is no more
        return FieldWords(name, "", str(before or ""), str(after or ""))
    language = name.rpartition("_")[2]
    if getattr(found, "translated_field", None) is None or language not in LANGUAGES:
        language = ""
    return FieldWords(field_label(found), language, _value(found, before, names), _value(found, after, names))


def _value(found, value: object, names: Names) -> str:
    """A value as a reader would say it; "" for an empty one."""
    if isinstance(found, models.BooleanField):
        return _("yes") if value else _("no")
    if value in (None, "", [], {}):
        return ""
    if isinstance(found, models.ForeignKey):
        return names.of(found.related_model, str(value))
    if isinstance(found, models.ManyToManyField) and isinstance(value, list):
        return ", ".join(names.of(found.related_model, key) for key in value)  # type: ignore[arg-type]
    if isinstance(found, SourcesField) and isinstance(value, list):
        return ", ".join(citation(source) for source in value)
    if isinstance(found, PartialDateField):
        return in_words(str(value))
    if found.choices:
        return str(dict(found.flatchoices).get(value, value))
    if isinstance(value, list):
        return ", ".join(str(Language(v).label) if v in LANGUAGES else str(v) for v in value)
    return str(value)
