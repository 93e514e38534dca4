"""The content as it would be: changed inside a transaction that is always taken back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache

from django.db import connection, transaction
from django.db.models.signals import m2m_changed, pre_delete, pre_save

from hdir.changes.edits import Edit, edit_between, keys_of
from hdir.changes.publication import PATIENCE
from hdir.changes.snapshot import Values, field_specs, snapshots
from hdir.changes.write import write
from hdir.records.models import Record
from hdir.records.registry import content_models

_imagined: ContextVar[bool] = ContextVar("imagined", default=False)


def is_imagined() -> bool:
    """Whether the content that is read now is only as it would be: nothing made from it may be kept."""
    return _imagined.get()


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is undone at the end, and an error inside goes on to the caller."""
    token = _imagined.set(True)
    try:
        with transaction.atomic():
            _not_for_ever()
            yield
            transaction.set_rollback(True)
    finally:
        _imagined.reset(token)


def _not_for_ever() -> None:
    """Rows that somebody else is publishing are waited for as long as a turn is (is_busy)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{PATIENCE}s"])


@contextmanager
def staged(edits: Iterable[Edit]) -> Iterator[None]:
    """Inside, the content is as the edits make it; they must fit it as it is (publication.onto_live)."""
    with taken_back():
        if edits := list(edits):
            write(edits)
        yield


@dataclass
class Captured:
    """What was written to records while somebody watched."""

    before: dict[tuple[type[Record], str], Values | None] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)

    def touch(self, model: type[Record], keys: Iterable[str]) -> None:
        """Takes down records as they are before the first write."""
        new = [key for key in keys if (model, key) not in self.before]
        values = snapshots(model, new) if new else {}
        self.before.update({(model, key): values.get(key) for key in new})

    def write(self, edits: Iterable[Edit]) -> None:
        """Writes edits that fit the content, and takes them down with the rest: many are written without a
        signal."""
        edits = list(edits)
        for model, keys in keys_of(edits).items():
            self.touch(model, keys)
        write(edits)

    def finish(self) -> None:
        """Compares with the records as they are now."""
        by_model: dict[type[Record], list[str]] = {}
        for model, key in self.before:
            by_model.setdefault(model, []).append(key)
        now = {model: snapshots(model, keys) for model, keys in by_model.items()}
        edits = (
            edit_between(model, key, before, now[model].get(key))
            for (model, key), before in self.before.items()
        )
        self.edits = [edit for edit in edits if edit is not None]


_watching: ContextVar[Captured | None] = ContextVar("watching", default=None)


@contextmanager
def captured() -> Iterator[Captured]:
    """Lets forms write records as they do, takes down what they did, and takes it back.

    The edits can be read after the end; there are none if it ended with an error. Writes that send no
    signal (QuerySet.update, bulk_create) escape it: forms don't make such.
    """
    found = Captured()
    token = _watching.set(found)
    try:
        with taken_back():
            yield found
            found.finish()
    finally:
        _watching.reset(token)


def _note(instance: object) -> None:
    found = _watching.get()
    if found is not None and isinstance(instance, Record) and instance.pk:
        found.touch(type(instance), [instance.pk])


def _before_save(sender, instance, raw=False, **kwargs) -> None:
    _note(instance)


def _before_delete(sender, instance, **kwargs) -> None:
    _note(instance)
    found = _watching.get()
    if found is None or not isinstance(instance, Record):
        return
    # The database lets go of what points to it, without a signal.
    for model, name in _pointing_at(type(instance)):
        found.touch(model, model._base_manager.filter(**{name: instance.pk}).values_list("pk", flat=True))


@cache
def _pointing_at(target: type[Record]) -> tuple[tuple[type[Record], str], ...]:
    """The relations that lead to records of a model."""
    return tuple(
        (model, spec.name)
        for model in content_models()
        for spec in field_specs(model)
        if (spec.is_relation or spec.is_relation_set) and spec.target is target
    )


def _before_set(sender, instance, *, action, reverse, model, pk_set, **kwargs) -> None:
    found = _watching.get()
    if found is None or not action.startswith("pre_"):
        return
    if not reverse:
        _note(instance)
    elif issubclass(model, Record):
        found.touch(model, pk_set or ())


def watch() -> None:
    """Listens to all writes; called once when the project starts."""
    pre_save.connect(_before_save, dispatch_uid="changes-captured-save")
    pre_delete.connect(_before_delete, dispatch_uid="changes-captured-delete")
    m2m_changed.connect(_before_set, dispatch_uid="changes-captured-set")
