"""Approval of translations that still say what their original says."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects

from hdir.changes.edits import Edit, edit_between
from hdir.changes.snapshot import field_specs, snapshot
from hdir.records.models import Record, Written
from hdir.texts.states import approve_all


def may_translate(user, model: type[Record]) -> bool:
    """Whether somebody may change, and so translate, records of a model."""
    return user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")


def approving(user, records: Iterable[Record], language: str) -> tuple[list[Edit], int]:
    """The edits that approve the stale translations of records in a language, and how many texts that is.

    Raises PermissionDenied if the user may not change one of them.
    """
    edits: list[Edit] = []
    number = 0
    records = list(records)
    for model in {type(record) for record in records}:
        sets = [spec.name for spec in field_specs(model) if spec.is_relation_set]
        prefetch_related_objects([record for record in records if type(record) is model], *sets)
    for record in records:
        if not may_translate(user, type(record)) or not isinstance(record, Written):
            raise PermissionDenied
        before = snapshot(record)
        number += len(approve_all(record, language))
        if edit := edit_between(type(record), record.pk, before, snapshot(record)):
            edits.append(edit)
    return edits, number
