"""The målform meter: how much of the text was originally written in bokmål and in nynorsk.

State bodies shall publish at least a quarter of their text in each form over time (språklova). A
translation doesn't count: what counts is the language in which a text was first written.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Case, CharField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, Substr
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hdir.records.collation import sort_key
from hdir.records.languages import LANGUAGES, translated_fields
from hdir.records.models import Record, Written
from hdir.records.registry import content_models

LEAST_SHARE = 25  # per cent of each form


@dataclass(frozen=True)
class Share:
    """The words first written in each form, in one part of the content."""

    nb: int = 0
    nn: int = 0

    @property
    def percent(self) -> dict[str, int]:
        """The share of each form in per cent, rounded; zero where nothing was written."""
        whole = self.nb + self.nn
        return {
            "nb": round(100 * self.nb / whole) if whole else 0,
            "nn": round(100 * self.nn / whole) if whole else 0,
        }

    @property
    def is_met(self) -> bool:
        """Whether each form has the least share that the law wants."""
        whole = self.nb + self.nn
        return bool(whole) and 100 * min(self.nb, self.nn) >= LEAST_SHARE * whole


@dataclass(frozen=True)
class OwnWords:
    """The words of one record in its original language, with what they are counted by."""

    model: type[Record]
    year: str
    language: str
    words: int


def originals() -> Iterator[OwnWords]:
    """Every record's own words. The year is the one it was last confirmed for; "" if that is unknown.

    One query, read as it comes: the texts of a large site are never all in memory.
    """
    models = {model.list_name: model for model in content_models() if issubclass(model, Written)}
    first, *others = (_own_texts(model) for model in models.values())
    for list_name, year, language, text in first.union(*others, all=True).iterator():
        model = models[list_name]
        yield OwnWords(model, year, language, len(text.split()))


def _own_texts(model: type[Written]) -> QuerySet:
    """Of each record its list, year and original language, and all its texts in that language as one."""
    blank, nothing = Value(" "), Value("", output_field=TextField())
    fields = translated_fields(model)
    together = {
        code: Concat(
            *(
                part
                for field in fields
                for part in (Coalesce(F(f"{field}_{code}"), nothing, output_field=TextField()), blank)
            ),
            output_field=TextField(),
        )
        for code in LANGUAGES
    }
    dated = any(field.name == "confirmed" for field in model._meta.fields)
    # A plain QuerySet: modeltranslation's puts the columns of a union into an order of its own.
    rows: QuerySet = QuerySet(model).order_by()
    return rows.annotate(
        of_list=Value(model.list_name, output_field=CharField()),
        year=Substr(Coalesce("confirmed", Value("")), 1, 4) if dated else Value("", output_field=CharField()),
        own=Case(
            *(When(origin=code, then=text) for code, text in together.items()), output_field=TextField()
        ),
    ).values_list("of_list", "year", "origin", "own")


@dataclass(frozen=True)
class Table:
    """The shares by one thing: what it is called, and the shares by the names of its parts."""

    label: str
    shares: dict[str, Share]


def tables() -> list[Table]:
    """The meter: the whole, then by app, kind of record, and year of confirmation.

    Texts first written in English are in neither form and don't count.
    """
    words: Counter[tuple[type[Record], str, str]] = Counter()
    for own in originals():
        if own.language in ("nb", "nn"):
            words[own.model, own.year, own.language] += own.words
    return [
        Table(_("Content"), _sum(words, lambda model, year: _("Everything"))),
        Table(
            _("Part"),
            _sum(words, lambda model, year: str(apps.get_app_config(model._meta.app_label).verbose_name)),
        ),
        Table(
            _("Kind of record"),
            _sum(words, lambda model, year: capfirst(str(model._meta.verbose_name_plural))),
        ),
        Table(_("Confirmed for"), _sum(words, lambda model, year: year or _("unknown year"))),
    ]


def _sum(
    words: Counter[tuple[type[Record], str, str]], part: Callable[[type[Record], str], str]
) -> dict[str, Share]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for (model, year, language), number in words.items():
        sums[part(model, year)][language] += number
    return {name: Share(sums[name]["nb"], sums[name]["nn"]) for name in sorted(sums, key=sort_key)}
