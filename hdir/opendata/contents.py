"""The whole content at a date, in memory: what every whole file is made from."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar, cast

from django.db import models

from directory.models import Law, Unit
from hdir.records.models import Record
from hdir.records.registry import content_models

R = TypeVar("R", bound=Record)


def rows_at(model: type[R], date: datetime.date | None) -> models.QuerySet[R]:
    """The records of a model on a date, in the order of their keys; all of them without a date."""
    rows = model._default_manager.all()
    at = getattr(rows, "at", None)
    sets = [f.name for f in model._meta.many_to_many]
    if date and model is Unit:
        sets.append("earlier_states")  # what it was called then
    # order_by by key, not by place: what is written from this must be the same in every database.
    return cast(models.QuerySet, at(date) if at else rows).order_by("pk").prefetch_related(*sets)


def owners(model: type[Record]) -> list[models.ForeignKey]:
    """The relations without which a record of the model would not be there: those that can't be empty.

    A law is none of them: units speak of laws that have ended.
    """
    relations = [f for f in model._meta.fields if isinstance(f, models.ForeignKey)]
    return [f for f in relations if not f.null and f.related_model is not Law]


@dataclass
class Contents:
    """Every record of a date by model and key, each joined to the others without further queries.

    What hangs on something that was certainly not there on the date (a task under a heading that had
    ended) is not there either.
    """

    date: datetime.date | None
    rows: dict[type[Record], dict[str, Record]] = field(default_factory=dict)
    # Records by the key that a relation of theirs points to, made when first asked for.
    _indexes: dict[tuple[type[Record], str], dict[str, list[Record]]] = field(
        default_factory=dict, init=False
    )

    @classmethod
    def at(cls, date: datetime.date | None) -> "Contents":
        """Reads the content. One query a model, and one for each relation set."""
        contents = cls(date)
        for model in content_models():
            contents.add(model, rows_at(model, date))
        return contents

    def add(self, model: type[R], records) -> None:
        """Takes in records whose owners are in already."""
        self._indexes = {of: index for of, index in self._indexes.items() if of[0] is not model}
        here = self.rows.setdefault(model, {})
        relations = [
            (f, cast(type[Record], f.related_model))
            for f in model._meta.fields
            if isinstance(f, models.ForeignKey)
        ]
        needed = owners(model)
        for record in records:
            if any(not self.has(f.related_model, getattr(record, f.attname)) for f in needed):
                continue
            here[record.pk] = record
        for record in here.values():
            for relation, to in relations:
                target = self.rows.get(to, {}).get(getattr(record, relation.attname))
                if target is not None:
                    setattr(record, relation.name, target)

    def has(self, model: type[models.Model], key: str | None) -> bool:
        """Whether a record was there on the date."""
        return key in self.rows.get(cast(type[Record], model), {})

    def of(self, model: type[R]) -> Iterator[R]:
        """The records of a model, in the order of their keys."""
        return iter(cast(dict[str, R], self.rows.get(model, {})).values())

    def belonging(self, model: type[R], relation: str, key: str) -> list[R]:
        """The records of a model whose relation points to a key: `belonging(Post, "unit", "helfo")`."""
        index = self._indexes.get((model, relation))
        if index is None:
            index = self._indexes[model, relation] = defaultdict(list)
            for record in self.of(model):
                index[getattr(record, f"{relation}_id")].append(record)
        return cast(list[R], index.get(key, []))
