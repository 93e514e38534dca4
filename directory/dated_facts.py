"""What units have for a time, and laws, that came or went between two dates: posts, tasks, topics …"""

import datetime
from dataclasses import dataclass

from django.db.models import CharField, F, Q, QuerySet, Value
from django.urls import reverse

from directory.models import Law, LawRole, Passage, Post, Relation, Responsibility, Statement
from directory.models.facts import StatementKind
from hdir.records.languages import LANGUAGES
from hdir.records.periods import Dated, InTime
from strategy.models import Contribution


@dataclass(frozen=True)
class _Kind:
    """Where the facts of a model have their name, their unit, and the page that is about what they name."""

    model: type[Dated]
    name: str
    about: str = ""
    page: str = ""
    unit: str = "unit_id"


_KINDS: dict[str, _Kind] = {
    kind.model._meta.label_lower: kind
    for kind in (
        _Kind(Post, "title"),
        _Kind(Passage, "heading"),
        _Kind(Responsibility, "topic__name", "topic_id", "directory:topic"),
        _Kind(Law, "name", "key", "directory:law", unit=""),
        _Kind(LawRole, "law__name", "law_id", "directory:law"),
        _Kind(Relation, "party__name", "party_id", "directory:party"),
        _Kind(Statement, "name"),
        _Kind(Contribution, "focus_area__name", "focus_area_id", "strategy:focus-area"),
    )
}


@dataclass(frozen=True)
class DatedFact(InTime):
    """One of them, as plain values: whom it belongs to (None for a law), and the key of what it is about.

    `statement` is the kind of a statement, "" for anything else.
    """

    label: str
    key: str
    unit: str | None
    about: str | None
    statement: str
    name_nb: str | None
    name_nn: str | None
    name_en: str | None
    valid_from: str | None
    valid_to: str | None
    confirmed: str | None
    begins: str | None
    ends: str | None
    sources: list[dict]

    @property
    def what(self) -> str:
        """What kind of fact it is, in the reader's language."""
        if self.statement:
            return str(StatementKind(self.statement).label)
        return str(_KINDS[self.label].model._meta.verbose_name)

    def get_absolute_url(self) -> str:
        """The page about what it names, else that of the unit."""
        if self.about:
            return reverse(_KINDS[self.label].page, args=[self.about])
        return reverse("directory:unit", args=[self.unit])


def dated_facts(before: datetime.date, after: datetime.date) -> tuple[list[DatedFact], list[DatedFact]]:
    """What certainly began between two dates, and what was there and certainly ended, each in order of time.

    What began and ended between the two stands among what began. One query.
    """
    first, *rest = [_between(label, kind, before, after) for label, kind in _KINDS.items()]
    found = [DatedFact(*row) for row in first.union(*rest, all=True)]
    day = before.isoformat()
    began = [fact for fact in found if fact.begins and fact.begins > day]
    ended = [fact for fact in found if not (fact.begins and fact.begins > day)]
    return (
        sorted(began, key=lambda fact: (fact.begins, fact.label, fact.key)),
        sorted(ended, key=lambda fact: (fact.ends, fact.label, fact.key)),
    )


def _between(label: str, kind: _Kind, before: datetime.date, after: datetime.date) -> QuerySet:
    first, last = before.isoformat(), after.isoformat()
    none = Value(None, output_field=CharField())
    return (
        QuerySet(kind.model)
        .filter(Q(begins__gt=first, begins__lte=last) | Q(ends__gte=first, ends__lt=last))
        .order_by()
        .annotate(
            label_=Value(label, output_field=CharField()),
            unit_=F(kind.unit) if kind.unit else none,
            about_=F(kind.about) if kind.about else none,
            statement_=F("kind") if kind.model is Statement else Value("", output_field=CharField()),
        )
        .values_list(
            "label_",
            "key",
            "unit_",
            "about_",
            "statement_",
            *(f"{kind.name}_{language}" for language in LANGUAGES),
            "valid_from",
            "valid_to",
            "confirmed",
            "begins",
            "ends",
            "sources",
        )
    )
