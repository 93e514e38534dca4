"""The målform meter: how much of the text was originally written in bokmål and in nynorsk.

State bodies shall publish at least a quarter of their text in each form over time (språklova). A
translation doesn't count: what counts is the language in which a text was first written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hdir.records.collation import sort_key
from hdir.records.languages import translated_fields
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

    app: str
    model: type[Record]
    year: str
    language: str
    words: int


def originals() -> Iterable[OwnWords]:
    """Every record's own words. The year is the one it was last confirmed for; "" if that is unknown."""
    for model in content_models():
        if not issubclass(model, Written):
            continue
        fields = translated_fields(model)
        for record in model._default_manager.all():
            text = " ".join(getattr(record, f"{f}_{record.origin}") or "" for f in fields)
            year = (getattr(record, "confirmed", None) or "")[:4]
            yield OwnWords(model._meta.app_label, model, year, record.origin, len(text.split()))


@dataclass(frozen=True)
class Table:
    """The shares by one thing: what it is called, and the shares by the names of its parts."""

    label: str
    shares: dict[str, Share]


def tables() -> list[Table]:
    """The meter: the whole, then by app, kind of record, and year of confirmation.

    Texts first written in English are in neither form and don't count.
    """
    counted = [own for own in originals() if own.language in ("nb", "nn")]
    return [
        Table(_("Content"), _sum(counted, lambda own: _("Everything"))),
        Table(_("Part"), _sum(counted, lambda own: str(apps.get_app_config(own.app).verbose_name))),
        Table(
            _("Kind of record"),
            _sum(counted, lambda own: capfirst(str(own.model._meta.verbose_name_plural))),
        ),
        Table(_("Confirmed for"), _sum(counted, lambda own: own.year or _("unknown year"))),
    ]


def _sum(counted: list[OwnWords], part: Callable[[OwnWords], str]) -> dict[str, Share]:
    words: dict[str, dict[str, int]] = defaultdict(lambda: {"nb": 0, "nn": 0})
    for own in counted:
        words[part(own)][own.language] += own.words
    return {name: Share(**words[name]) for name in sorted(words, key=sort_key)}
