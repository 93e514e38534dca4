"""How many records have each value, for any number of filters in one query.

Each filter gives pairs of a value and the key of a record that has it. The database counts the records of
each value, adds what the values are called, and keeps the commonest. All that is one statement, which the
ORM can't write: it joins counts of many tables, and a tree's closure, with UNION ALL.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import Combinable

from hdir.records.languages import FALLBACK, Shown, current_language

# More choices than this in one list are no help to anybody; those that find most are offered.
MOST = 50


@dataclass(frozen=True)
class Pairs:
    """Pairs of value and record for one filter, made with pairs().

    `names` is the model whose keys the values are, if any. `closure` is a recursive query with the columns
    `top` and `key`, if a record with the value `key` counts for the value `top`.
    """

    name: str
    rows: QuerySet
    names: type[Model] | None = None
    closure: str = ""


@dataclass(frozen=True)
class Counted:
    """A value with the number of records that have it; its name and sort key where it is a record's key."""

    value: str
    number: int
    name: Shown
    sort: str


def pairs(records: QuerySet, value: Combinable, row: str = "pk") -> QuerySet:
    """Value and record of each of the records, as Pairs want them."""
    # annotate and values apart: modeltranslation's values() adds every column to expressions of its own.
    found = records.order_by().annotate(facet_value=value, facet_row=F(row))
    return found.values("facet_value", "facet_row")


def count(wanted: Iterable[Pairs]) -> dict[str, list[Counted]]:
    """For each filter, by name, its values with the number of records; the commonest MOST + 1 at most.

    Pairs of the same name count together: those of two tables, or two ways to have a value. One query.
    """
    arms: dict[str, list[tuple[str, tuple]]] = defaultdict(list)
    names: dict[str, type[Model] | None] = {}
    for one in wanted:
        try:
            arm = _arm(one)
        except EmptyResultSet:  # A filter that can't match: no value has a record.
            continue
        arms[one.name].append(arm)
        names[one.name] = one.names
    if not arms:
        return {}
    selects, params = [], []
    for number, (name, found) in enumerate(arms.items()):
        union = " UNION ALL ".join(sql for sql, _params in found)
        selects.append(f"SELECT * FROM ({_named(union, names[name])}) filter_{number}")  # noqa: S608
        params.append(name)
        params += [value for _sql, values in found for value in values]
    rows = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        for name, value, number, nb, nn, en, sort in cursor.fetchall():
            rows[name].append(Counted(value, number, _shown(nb, nn, en), sort or ""))
    return rows


def _arm(one: Pairs) -> tuple[str, tuple]:
    """The statement that counts one set of pairs: value and number."""
    sql, params = one.rows.query.get_compiler(using=one.rows.db).as_sql()
    if one.closure:
        value, source = "tree.top", f"({sql}) found JOIN ({one.closure}) tree ON tree.key = found.facet_value"
    else:
        value, source = "found.facet_value", f"({sql}) found"
    counted = (
        f"SELECT CAST({value} AS TEXT) AS value, COUNT(DISTINCT found.facet_row) AS number FROM {source}"  # noqa: S608
        f" WHERE {value} IS NOT NULL GROUP BY {value}"
    )
    return counted, tuple(params)


def _named(union: str, model: type[Model] | None) -> str:
    """The statement that adds up the counts of one filter and says what the values are called."""
    summed = f"SELECT value, CAST(SUM(number) AS INTEGER) AS number FROM ({union}) counted GROUP BY value"  # noqa: S608
    columns = ("name_nb", "name_nn", "name_en", f"sort_{current_language()}")
    if model is None:
        named, join = ", ".join("CAST(NULL AS TEXT)" for _column in columns), ""
    else:
        quote = connection.ops.quote_name
        named = ", ".join(f"CAST(called.{quote(column)} AS TEXT)" for column in columns)
        join = f"JOIN {quote(model._meta.db_table)} called ON called.{quote('key')} = summed.value"
    return (
        f"SELECT %s AS name, summed.value, summed.number, {named} FROM ({summed}) summed {join}"  # noqa: S608
        f" ORDER BY summed.number DESC, summed.value LIMIT {MOST + 1}"
    )


def _shown(nb: str | None, nn: str | None, en: str | None) -> Shown:
    """The name in the reader's language, or the nearest one that has it."""
    by_language = {"nb": nb, "nn": nn, "en": en}
    for code in FALLBACK[current_language()]:
        if text := by_language[code]:
            return Shown(text, code)
    return Shown("", "")
