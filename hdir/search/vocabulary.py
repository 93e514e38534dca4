"""The index's words, looked up: as they stand, inside compounds, and near to a word that is none of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from hdir.search.asked import Variant
from hdir.search.models import Word
from hdir.search.near import exchanged_between, halves
from hdir.search.terms import common_words

_MOST_COMPOUNDS = 100


@dataclass(frozen=True)
class Known:
    """A word of the vocabulary, and where in it the letters that were looked up begin."""

    word: str
    term: str
    shown: str
    entries: int
    start: int = 0


class Vocabulary:
    """The part of the vocabulary that a question may be about. Two queries."""

    def __init__(self, words: Iterable[str], found_terms: Iterable[str], begun: Iterable[str]) -> None:
        wanted = Q(word__in=set(words)) | Q(term__in=set(found_terms))
        rows = Word.objects.filter(wanted).values_list("word", "term", "shown", "entries")
        self.by_word: dict[str, list[Known]] = {}
        self.by_term: dict[str, list[Known]] = {}
        for row in rows:
            known = Known(*row)
            self.by_word.setdefault(known.word, []).append(known)
            self.by_term.setdefault(known.term, []).append(known)
        self.compounds = _compounds(sorted(set(begun)))


def _compounds(forms: list[str]) -> dict[str, list[Known]]:
    """For each form the words in which it stands, at their beginning or further on. One query.

    So many of each that it answers what is asked, those that most entries have first.
    """
    if not forms:
        return {}
    one = (
        "SELECT * FROM (SELECT CAST(%s AS varchar(60)) AS form, w.word, w.term, w.shown, w.entries, p.start "
        "FROM search_piece p JOIN search_word w ON w.id = p.word_id "
        "WHERE p.piece >= %s AND p.piece < %s "
        "ORDER BY p.start > 0, w.entries DESC, p.piece, p.start, w.word, w.term LIMIT %s) t"
    )
    # Of the letters and digits that words are made of, none sorts after "{".
    values = [value for form in forms for value in (form, form, f"{form}{{", _MOST_COMPOUNDS)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(forms)), values)
        found: dict[str, list[Known]] = {}
        for form, *row in cursor.fetchall():
            found.setdefault(form, []).append(Known(*row))
    return found


def have_it(variants: Iterable[Variant], by_term: dict[str, list[Known]]) -> int:
    """So many entries at least have one of the variants. Common words stand in the vocabulary only."""
    terms = (variant.terms[0] for variant in variants if len(variant.terms) == 1)
    rows = (known for term in terms for known in by_term.get(term, ()))
    return max((known.entries for known in rows if known.word not in common_words()), default=0)


def known_near(neighbours: dict[str, set[str]], forms: set[str]) -> list[Known]:
    """The vocabulary's rows whose word or term is one of the forms, and those that may be near to the words.

    What is near to a long word begins or ends as it does. Of a short one all neighbours are looked up, each
    list as one value, for a placeholder for each takes longer than the query.
    """
    postgresql = connection.vendor == "postgresql"
    among = "= ANY(%s)" if postgresql else "IN (SELECT value FROM json_each(%s))"
    columns = "SELECT w.word, w.term, w.shown, w.entries FROM search_word w"
    pieces = f"{columns} JOIN search_piece p ON p.word_id = w.id WHERE"
    wanted = set(forms)
    parts: list[str] = []
    values: list[Any] = []
    for word, near in neighbours.items():
        cut = halves(word) if near else None
        if cut is None:
            wanted |= near
            continue
        first, second = cut
        wanted.add(exchanged_between(first, second))
        parts += [
            f"{pieces} p.start = 0 AND p.piece >= %s AND p.piece < %s AND length(p.piece) BETWEEN %s AND %s",
            f"{pieces} p.piece = %s AND p.start BETWEEN %s AND %s",
        ]
        values += [first, f"{first}{{", len(word) - 1, len(word) + 1]
        values += [second, len(first) - 1, len(first) + 1]
    parts += [f"{columns} WHERE w.word {among}", f"{columns} WHERE w.term {among}"]
    lists = [sorted(wanted), sorted(forms)]
    values += lists if postgresql else [json.dumps(one) for one in lists]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), values)
        return [Known(*row) for row in cursor.fetchall()]
