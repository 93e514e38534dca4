"""Looking terms up in the database: FTS5 on SQLite, tsvector with a GIN index on PostgreSQL.

Both hold the same tokens, and both are asked only whether a token is there, never for a rank: ranking is our
own (ranking.py), so that the same content gives the same answers on both. A token is a letter that says
where the term stands, and the term. Tokens are of a–z and 0–9, so no question can become syntax.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from hdir.search.models import Entry

# Where a term stands.
NAME, ALIAS, ANYWHERE = "a", "b", "x"
# The terms of a whole name, or of a whole other name, put together.
WHOLE_NAME, WHOLE_ALIAS = "n", "s"
LONGEST_WHOLE = 60  # letters of it
# What an entry can be filtered by, and the records that it is made from.
KIND, DIVISION, ORIGIN, MADE_FROM = "k", "d", "l", "m"

FULLTEXT = "search_fulltext"  # SQLite's table; its rows follow Entry's by triggers (migration 0001)
# So many that match are counted. Where there are more, PostgreSQL finds the first ones sooner in the table
# than in its index.
MOST_COUNTED = 3_000


def token(place: str, *names: str) -> str:
    """The token of a term, or of a key, at a place."""
    return place + "".join(c for name in names for c in name if c.isascii() and c.isalnum())


@dataclass(frozen=True)
class Match:
    """A condition on the tokens of an entry: a token alone, or several with "and" or "or" between them."""

    parts: tuple["Match | str", ...]
    all_of: bool

    def sql(self) -> str:
        """The condition as the database in use writes it."""
        postgresql = connection.vendor == "postgresql"
        joint = (" & " if postgresql else " AND ") if self.all_of else (" | " if postgresql else " OR ")
        quote = "'" if postgresql else '"'
        written = [f"{quote}{p}{quote}" if isinstance(p, str) else f"({p.sql()})" for p in self.parts]
        return joint.join(written)


def any_of(parts: Iterable[Match | str]) -> Match:
    """Entries that have one of these."""
    return Match(tuple(dict.fromkeys(parts)), all_of=False)


def all_of(parts: Iterable[Match | str]) -> Match:
    """Entries that have all of these."""
    return Match(tuple(dict.fromkeys(parts)), all_of=True)


def _matching(match: Match, date: datetime.date | None) -> tuple[str, list[Any]]:
    """The part of a query after its columns: entries that match and were not certainly outside their time."""
    table = Entry._meta.db_table
    if connection.vendor == "postgresql":
        sql = f"FROM {table} e WHERE e.fulltext @@ %s::tsquery"
    else:
        sql = f"FROM {FULLTEXT} f JOIN {table} e ON e.id = f.rowid WHERE f.{FULLTEXT} MATCH %s"
    values: list[Any] = [match.sql()]
    if date is not None:
        sql += " AND (e.begins IS NULL OR e.begins <= %s) AND (e.ends IS NULL OR e.ends >= %s)"
        values += [date.isoformat()] * 2
    return sql, values


def _any(columns: str, match: Match, date: datetime.date | None, most: int) -> tuple[str, list[Any]]:
    """A query for so many of the entries that match, whichever the database comes to first.

    PostgreSQL misjudges how many match by a factor of thousands, and with LIMIT then reads all entries to
    find the few there are. Numbered rows it looks up in the full-text index, and stops at the last number.
    """
    found, values = _matching(match, date)
    if connection.vendor != "postgresql":
        return f"SELECT {columns} {found} LIMIT {int(most)}", values
    numbered = f"SELECT {columns}, row_number() OVER () AS place {found}"
    return f"SELECT * FROM ({numbered}) numbered WHERE place <= {int(most)}", values  # noqa: S608


def _first(match: Match, date: datetime.date | None, most: int, *, many: bool) -> tuple[str, list[Any]]:
    """A query for the ids of so many of the entries that match: those made first.

    SQLite's full-text index is in this order. PostgreSQL takes the first of all if they are few; only where
    MOST_COUNTED match does it read the entries in this order until it has enough, for it soon has. `many`
    says that so many are known to match; else it looks.
    """
    found, values = _matching(match, date)
    in_order = f"SELECT e.id {found}"
    if connection.vendor != "postgresql":
        return f"{in_order} ORDER BY f.rowid LIMIT {int(most)}", values
    if many:
        return f"{in_order} ORDER BY e.id LIMIT {int(most)}", values
    any_of_them, same = _any("e.id", match, date, MOST_COUNTED)
    are_many = f"(SELECT count(*) FROM few) >= {MOST_COUNTED}"  # noqa: S608
    sql = (  # put together from our own names
        f"WITH few AS MATERIALIZED ({any_of_them}) SELECT id FROM ("  # noqa: S608
        f"(SELECT id FROM few WHERE NOT {are_many}) UNION ALL "
        f"({in_order} AND {are_many} ORDER BY e.id LIMIT {int(most)})"
        f") either ORDER BY id LIMIT {int(most)}"
    )
    return sql, [*same, *values]


def counted(match: Match, date: datetime.date | None) -> list[tuple[str, str, str, int]]:
    """How many entries match, by type, original language and divisions; at most MOST_COUNTED in all."""
    some, values = _any("e.type, e.origin, e.divisions", match, date, MOST_COUNTED)
    # Whoever answers the question counts as found; each of the counted rows is one.
    sql = f"SELECT type, origin, divisions, COUNT(*) FROM ({some}) t GROUP BY 1, 2, 3"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def candidates(
    tiers: Sequence[tuple[Match, int]],
    date: datetime.date | None,
    columns: Sequence[str],
    *,
    many: Match | None = None,
) -> list[tuple]:
    """The entries of all tiers, each once: from each tier so many as it says, those made first first.

    MOST_COUNTED entries, or more, are known to match `many`.
    """
    table = Entry._meta.db_table
    selects, values = [], []
    for match, most in tiers:
        sql, own = _first(match, date, most, many=match == many)
        selects.append(f"SELECT id FROM ({sql}) t")  # noqa: S608 - put together from our own names above
        values += own
    names = ", ".join(columns)
    sql = f"SELECT {names} FROM {table} WHERE id IN ({' UNION '.join(selects)})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def made_from(tokens: Iterable[str]) -> list[int]:
    """The entries that are made from any of these records."""
    found: set[int] = set()
    wanted = list(tokens)
    # A publication may change thousands of records; a condition has its limits.
    for start in range(0, len(wanted), 500):
        matching, values = _matching(any_of(wanted[start : start + 500]), None)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT e.id {matching}", values)
            found.update(row[0] for row in cursor.fetchall())
    return sorted(found)
