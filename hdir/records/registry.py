"""The content models, in an order in which each comes after those it points to."""

from functools import cache
from graphlib import TopologicalSorter

from django.apps import apps
from django.db import models

from hdir.records.models import Record


@cache
def content_models() -> tuple[type[Record], ...]:
    """Every concrete record model, those that others point to first.

    Rows can be added in this order and removed in the reverse one.
    """
    found = [m for m in apps.get_models() if issubclass(m, Record)]
    graph: TopologicalSorter = TopologicalSorter()
    for model in found:
        targets = {
            f.related_model
            for f in [*model._meta.fields, *model._meta.many_to_many]
            if isinstance(f, models.ForeignKey | models.ManyToManyField) and f.related_model in found
        }
        graph.add(model, *sorted(targets - {model}, key=lambda m: m._meta.label))
    return tuple(graph.static_order())


def model_for_list(list_name: str) -> type[Record] | None:
    """The model whose list, and fixture file, has this name; None if there is none."""
    return next((m for m in content_models() if m.list_name == list_name), None)


def model_for_type(type_name: str) -> type[Record] | None:
    """The model whose records have this type in their permanent address; None if there is none."""
    return next((m for m in content_models() if m.type_name == type_name), None)


def model_for_label(label: str) -> type[Record] | None:
    """The model with a label such as "directory.unit"; None if it isn't a content model."""
    return next((m for m in content_models() if m._meta.label_lower == label), None)


def counted(model: type[Record], number: int) -> str:
    """So many records of a kind, in the reader's language: "1 unit", "3 units"."""
    return f"{number} {model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural}"
