"""Everything dated that happened: the documents' events, and what follows from periods and earlier states.

One query finds, orders and cuts them, so that a long history costs no more than a short one.
"""

import datetime
from dataclasses import dataclass

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Length
from django.utils.translation import gettext_lazy as _

from directory.models import ChangeEvent, EarlierState, EventKind, Membership, Unit
from strategy.models import Strategy

# Sorts after every date.
_UNDATED = "9999-99"
_DAY = 10  # the length of a whole date


class Derived(TextChoices):
    """What follows from the records' own dates, where no event of the documents tells it."""

    BEGAN = "unit-began", _("unit began")
    TURNED = "unit-turned", _("unit renamed, moved or changed")
    ENDED = "unit-ended", _("unit closed")
    CAME = "head-came", _("somebody took up a post")
    LEFT = "head-left", _("somebody left a post")
    STRATEGY_BEGAN = "strategy-began", _("strategy began")
    STRATEGY_ENDED = "strategy-ended", _("strategy ended")


# Which events of the same unit and date tell the same as what can be derived. The event says it better, so
# it alone stands in the timeline, with what it changed.
TELLS: dict[Derived, tuple[EventKind, ...]] = {
    Derived.BEGAN: (
        EventKind.FOUNDED,
        EventKind.STARTED,
        EventKind.SPLIT,
        EventKind.MERGED,
        EventKind.PLACED,
    ),
    Derived.TURNED: (EventKind.PLACED, EventKind.MERGED, EventKind.SPLIT, EventKind.TRANSFERRED),
    Derived.ENDED: (EventKind.ENDED, EventKind.MERGED, EventKind.SPLIT),
    Derived.STRATEGY_BEGAN: (EventKind.STARTED,),
    Derived.STRATEGY_ENDED: (EventKind.ENDED,),
}


@dataclass(frozen=True)
class Row:
    """A happening as it is found: its kind, and the key of the record that has its date.

    That is the event, the unit that began or ended, the earlier state, the membership, the strategy.
    """

    kind: str
    key: str
    derived: bool


class _NextDay(Func):
    """The day after a whole date in text, as text (`day_after` of hdir/records/periods.py in SQL)."""

    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="date(%(expressions)s, '+1 day')", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "to_char(%(expressions)s::date + 1, 'YYYY-MM-DD')"
        return self.as_sql(compiler, connection, template=template, **context)


def changed_on(until: str) -> Case:
    """From when it was otherwise than until a partial date."""
    return Case(When(Q(length=_DAY), then=_NextDay(F(until))), default=F(until), output_field=CharField())


def happenings(
    date: datetime.date | None = None, *, kind: str | None = None, unit: str | None = None
) -> QuerySet:
    """Rows of (order, rank, kind, key, derived), the oldest first, those without a date last.

    Of a date, what certainly came later is left out; what ended on the date hasn't ended yet. `kind` is
    one of EventKind or Derived, `unit` a key. Things of one day stand in an order of their own: beginnings
    and events, then ends, by kind and key.
    """
    parts = _parts(date, unit)
    if kind in EventKind.values:
        parts = {None: parts[None].filter(kind=kind)}
    elif kind is not None:
        parts = {kind: parts[kind]}
    columns = ("order", "rank", "what", "pk", "is_derived")
    first, *rest = [part.values_list(*columns) for part in parts.values()]
    return first.union(*rest, all=True).order_by("order", "rank", "what", "pk")


def row(found: tuple) -> Row:
    """A row of `happenings`."""
    _order, _rank, kind, key, derived = found
    return Row(kind, key, bool(derived))


def _parts(date: datetime.date | None, unit: str | None) -> dict[str | None, QuerySet]:
    """The rows of each kind that is derived, and of the events (None)."""
    day = date.isoformat() if date else None

    def of(queryset: QuerySet, path: str) -> QuerySet:
        return queryset.filter(**{path: unit}).order_by() if unit else queryset.order_by()

    def starts(kind: Derived, queryset: QuerySet, path: str) -> QuerySet:
        dated = of(queryset, path).filter(valid_from__isnull=False)
        dated = dated.filter(valid_from__lte=day) if day else dated
        return _untold(dated, kind, path, "valid_from").annotate(**_columns(kind, F("valid_from"), 1))

    def ends(kind: Derived, queryset: QuerySet, path: str) -> QuerySet:
        dated = of(queryset, path).filter(valid_to__isnull=False)
        dated = dated.filter(ends__lt=day) if day else dated
        return _untold(dated, kind, path, "valid_to").annotate(**_columns(kind, F("ends"), 2))

    events = of(QuerySet(ChangeEvent), "units")
    events = events.filter(Q(date__isnull=True) | Q(date__lte=day)) if day else events
    order = Coalesce(F("date"), Value(_UNDATED), output_field=CharField())
    turned = of(QuerySet(EarlierState), "unit").alias(length=Length("until"))
    turned = turned.alias(turn=changed_on("until"))
    turned = turned.filter(turn__lte=day) if day else turned
    units: QuerySet = QuerySet(Unit)
    memberships: QuerySet = QuerySet(Membership)
    strategies: QuerySet = QuerySet(Strategy)
    untold_turns = _untold(turned, Derived.TURNED, "unit", "turn")
    return {
        None: events.annotate(**_columns(F("kind"), order, 1, derived=False)),
        Derived.BEGAN: starts(Derived.BEGAN, units, "pk"),
        Derived.TURNED: untold_turns.annotate(**_columns(Derived.TURNED, F("turn"), 1)),
        Derived.ENDED: ends(Derived.ENDED, units, "pk"),
        Derived.CAME: starts(Derived.CAME, memberships, "post__unit"),
        Derived.LEFT: ends(Derived.LEFT, memberships, "post__unit"),
        Derived.STRATEGY_BEGAN: starts(Derived.STRATEGY_BEGAN, strategies, "unit"),
        Derived.STRATEGY_ENDED: ends(Derived.STRATEGY_ENDED, strategies, "unit"),
    }


def _columns(kind: Derived | F, order, rank: int, *, derived: bool = True) -> dict:
    what = kind if isinstance(kind, F) else Value(kind.value, output_field=CharField())
    return {
        "order": order,
        "rank": Value(rank, output_field=IntegerField()),
        "what": what,
        "is_derived": Value(int(derived), output_field=IntegerField()),
    }


def _untold(queryset: QuerySet, kind: Derived, path: str, date: str) -> QuerySet:
    """Without what an event of the documents tells."""
    if kind not in TELLS:
        return queryset
    told = ChangeEvent.objects.filter(units=OuterRef(path), date=OuterRef(date), kind__in=TELLS[kind])
    return queryset.exclude(Exists(told.order_by()))
