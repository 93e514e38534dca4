"""Looking terms up in the database: FTS5 on SQLite, tsvector with a GIN index on PostgreSQL.

Both hold the same tokens, and both are asked only whether a token is there, never for a rank: ranking is our
own (ranking.py), so that the same content gives the same answers on both. A token is a letter that says
where the term stands, and the term. Tokens are of a–z and 0–9, so no question can become syntax.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from hdir.search.models import Entry

# Where a term stands.
NAME, ALIAS, ANYWHERE = "a", "b", "x"
# The terms of a whole name, or of a whole other name, put together.
WHOLE_NAME, WHOLE_ALIAS = "n", "s"
LONGEST_WHOLE = 60  # letters of it
# What an entry can be filtered by, and the records that it is made from.
KIND, DIVISION, ORIGIN, MADE_FROM = "k", "d", "l", "m"

FULLTEXT = "search_fulltext"  # SQLite's table; its rows follow Entry's by triggers (migration 0001)
# So many that match are counted: nobody reads further, and each costs a look into the table.
MOST_COUNTED = 1_000
# Where so many match, or MOST_COUNTED of the first SOON entries, PostgreSQL finds the first ones sooner in
# the table than in its index.
MANY = 3_000
SOON = 10_000

_GROUP = "e.type, e.origin, e.divisions"


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


@contextmanager
def by_index() -> Iterator[None]:
    """Inside it PostgreSQL looks tokens up in its index, however many entries it thinks will have them.

    It misjudges that by a factor of thousands for words that it has no statistics of, and then reads the
    whole table for a handful of entries. Compiling a query for that takes longer still.
    """
    if connection.vendor != "postgresql":
        yield
        return
    inside_another = connection.in_atomic_block
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        yield
        if inside_another:
            cursor.execute("SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL jit TO DEFAULT")


def _first(
    match: Match, date: datetime.date | None, most: int, columns: str, *, many: bool | None
) -> tuple[str, list[Any]]:
    """A query for so many of the entries that match: those made first.

    SQLite's full-text index is in this order. PostgreSQL takes the first of all if they are few; only where
    MANY match does it read the entries in this order until it has enough, for it soon has. `many` is whether
    so many are known to match, or no more than `most`; where it is None it looks.
    """
    found, values = _matching(match, date)
    if connection.vendor != "postgresql":
        return f"SELECT {columns} {found} ORDER BY f.rowid LIMIT {int(most)}", values
    in_order = f"SELECT {columns} {found}{{}} ORDER BY e.id LIMIT {int(most)}"
    if many:
        return in_order.format(""), values
    if many is False:
        return f"SELECT {columns} {found} LIMIT {int(most)}", values
    are_many = f"(SELECT count(*) FROM few) >= {MANY}"  # noqa: S608
    sql = (  # put together from our own names
        f"WITH few AS MATERIALIZED (SELECT {columns}, e.id AS place {found} LIMIT {MANY}) "  # noqa: S608
        f"(SELECT {columns.replace('e.', '')} FROM few WHERE NOT {are_many} "
        f"ORDER BY place LIMIT {int(most)}) "
        f"UNION ALL ({in_order.format(f' AND {are_many}')})"
    )
    return sql, values * 2


def counted(match: Match, date: datetime.date | None) -> list[tuple[str, str, str, int]]:
    """How many entries match, by type, original language and divisions; at most MOST_COUNTED in all."""
    return _grouped(*_first(match, date, MOST_COUNTED, _GROUP, many=False))


def counted_soon(match: Match, date: datetime.date | None) -> list[tuple[str, str, str, int]]:
    """As `counted`, if MOST_COUNTED match among the first SOON entries; else nothing.

    For what is expected to stand in very many entries, which PostgreSQL's index would list one by one.
    SQLite's gives the first ones at once.
    """
    if connection.vendor != "postgresql":
        return []
    sql, values = _matching(match, date)
    last = f"(SELECT min(id) FROM {Entry._meta.db_table}) + {SOON}"  # noqa: S608 - our own name
    groups = _grouped(f"SELECT {_GROUP} {sql} AND e.id < {last} ORDER BY e.id LIMIT {MOST_COUNTED}", values)
    return groups if sum(group[3] for group in groups) == MOST_COUNTED else []


def _grouped(some: str, values: list[Any]) -> list[tuple[str, str, str, int]]:
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
    few: Match | None = None,
) -> list[tuple]:
    """The entries of all tiers, each once: from each tier so many as it says, those made first first.

    So many are known to match `many` that they are soon found; no more match `few` than its tier takes.
    """
    table = Entry._meta.db_table
    selects, values = [], []
    for match, most in tiers:
        known = True if match == many else False if match == few else None
        sql, own = _first(match, date, most, "e.id", many=known)
        selects.append(f"SELECT id FROM ({sql}) t")  # noqa: S608 - put together from our own names above
        values += own
    names = ", ".join(columns)
    sql = f"SELECT {names} FROM {table} WHERE id IN ({' UNION '.join(selects)})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def forget_removed() -> None:
    """Lets go of tokens that no entry has any more. SQLite only marks them as removed, and keeps them, until
    it happens to tidy up; PostgreSQL's own vacuum does it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {FULLTEXT}({FULLTEXT}) VALUES ('optimize')")  # noqa: S608


def made_from(tokens: Iterable[str]) -> list[int]:
    """The entries that are made from any of these records."""
    found: set[int] = set()
    wanted = list(tokens)
    # A publication may change thousands of records; a condition has its limits.
    for start in range(0, len(wanted), 500):
        matching, values = _matching(any_of(wanted[start : start + 500]), None)
        with by_index(), connection.cursor() as cursor:
            cursor.execute(f"SELECT e.id {matching}", values)
            found.update(row[0] for row in cursor.fetchall())
    return sorted(found)
