"""The records that a select offers, read once per request.

Django asks the database once for each select, so that a page with thirty rows asks thirty times.
"""

from collections import defaultdict
from typing import Any

from django.db import models
from django.http import HttpRequest

# A select with more entries than this helps nobody: the key is typed or looked up in a window instead.
LIMIT = 1000

Choices = list[tuple[Any, Any]]


def record_choices(request: HttpRequest, model_admin: Any, within: models.Q | None = None) -> Choices | None:
    """Key and label of the records of the admin's model, grouped where the admin names a group.

    `within` narrows them. None if there are more than LIMIT.
    """
    known: dict[str, Choices | None] = request.__dict__.setdefault("record_choices", {})
    name = f"{model_admin.opts.label_lower} {within}"
    if name not in known:
        known[name] = _read(model_admin, within)
    return known[name]


def _read(model_admin: Any, within: models.Q | None) -> Choices | None:
    queryset = model_admin.choice_queryset()
    records = list((queryset.filter(within) if within else queryset)[: LIMIT + 1])
    if len(records) > LIMIT:
        return None
    groups: dict[str, Choices] = defaultdict(list)
    for record in records:
        groups[model_admin.choice_group(record)].append((record.pk, model_admin.choice_label(record)))
    # Records without a group come first, directly in the select.
    return [*groups.pop("", []), *groups.items()]
