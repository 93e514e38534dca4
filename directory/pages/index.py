"""Indexes of topics, laws and parties: each with the units that have to do with it, and how."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count, Model, QuerySet, Window
from django.db.models.expressions import BaseExpression
from django.db.models.functions import DenseRank

from directory.models import Law, Party, Topic, Unit
from directory.pages.alphabet import LetterLink, by_letter, lettered_page
from directory.pages.dates import unknown
from directory.pages.names import fetch_names
from hdir.lists.filters import Related
from hdir.lists.filterset import RecordFilterSet
from hdir.records.languages import current_language

# So many units of a subject are shown in an index; its own page has them all.
UNITS_SHOWN = 6


@dataclass(frozen=True)
class Entry:
    """A subject of an index with the first of its units, each with its ties to the subject.

    `units` is how many units meet what was asked, `others` how many of them aren't shown.
    """

    record: Topic | Law | Party
    units: int
    ties: list[tuple[Unit, list]]

    @property
    def others(self) -> int:
        return self.units - len(self.ties)


@dataclass(frozen=True)
class Index:
    """One page of an index from A to Å."""

    filterset: RecordFilterSet
    page: Page
    links: list[LetterLink]
    letters: list[tuple[str, list[Entry]]]
    date: datetime.date | None
    unknown: int
    texts: list[tuple[Model, str]]


def index_page(
    filterset: RecordFilterSet,
    related: Related,
    by: str,
    number: str | None,
    *,
    text: str,
    order: tuple[str | BaseExpression, ...] = (),
) -> Index:
    """The page of the subjects that match, with those of the `related` ties that match too.

    `by` is the tie's field that points to the subject, `text` the tie's text that is shown, and `order` how
    a subject's ties are sorted before the units' names. Six queries, and one for the names of a date.
    """
    date = filterset.date
    page, links = lettered_page(filterset.qs, number)
    keys = [record.pk for record in page]
    met = filterset.met(related).filter(**{f"{by}__in": keys})
    ties = _first_ties(met, by, order)
    units = dict(met.values_list(by).annotate(units=Count("unit", distinct=True)))
    fetch_names([tie.unit for tie in ties], date)
    by_subject: dict[str, dict[str, tuple[Unit, list]]] = {key: {} for key in keys}
    for tie in ties:
        subject = by_subject[getattr(tie, f"{by}_id")]
        subject.setdefault(tie.unit_id, (tie.unit, []))[1].append(tie)
    letters = [
        (letter, [Entry(r, units.get(r.pk, 0), list(by_subject[r.pk].values())) for r in records])
        for letter, records in by_letter(page)
    ]
    return Index(
        filterset, page, links, letters, date, unknown(ties, date), texts=[(tie, text) for tie in ties]
    )


def _first_ties(met: QuerySet, by: str, order: tuple[str | BaseExpression, ...]) -> list:
    """The ties of each subject's first units. One query, whatever the number of ties."""
    sorting = (*order, f"unit__sort_{current_language()}", "unit")
    place = Window(DenseRank(), partition_by=by, order_by=sorting)
    first = met.annotate(place=place).filter(place__lte=UNITS_SHOWN)
    return list(first.select_related("unit").order_by(by, "place", "position", "pk"))
