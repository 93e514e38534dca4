"""Lists under the letters they begin with, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from hdir.records.languages import current_language

PER_PAGE = 50
# How hdir/records/collation.py writes the letters that come after z.
_LETTERS = {"{": "Æ", "|": "Ø", "}": "Å"}


@dataclass(frozen=True)
class LetterLink:
    """A letter of the whole list, and the number of the page on which it begins; 0 for the page shown."""

    letter: str
    page: int


def letter(sort_key: str) -> str:
    """The heading that a sort key belongs under; "#" for what doesn't begin with a letter."""
    first = sort_key[:1]
    if first in _LETTERS:
        return _LETTERS[first]
    return first.upper() if first.isalpha() else "#"


def by_letter(records: Iterable, attribute: str | None = None) -> list[tuple[str, list]]:
    """The records, already sorted, under their letters.

    `attribute` holds the sort key; by default that of the name in the reader's language.
    """
    path = (attribute or f"sort_{current_language()}").split("__")

    def key(record) -> str:
        for step in path:
            record = getattr(record, step)
        return letter(record)

    return [(found, list(group)) for found, group in groupby(records, key)]


def lettered_page(
    records: QuerySet, number: str | None, attribute: str | None = None
) -> tuple[Page, list[LetterLink]]:
    """One page of the records in alphabetical order, and where each letter of the whole list begins.

    Two queries: the letters, whose numbers add up to that of the list, and the page.
    """
    sort = attribute or f"sort_{current_language()}"
    first = records.order_by().annotate(first_letter=Substr(sort, 1, 1)).values_list("first_letter")
    counted = list(first.annotate(number=Count("pk")).order_by("first_letter"))
    paginator = Paginator(records.order_by(sort, "pk"), PER_PAGE)
    # It would ask the database once more for what is known already.
    paginator.count = sum(how_many for _first, how_many in counted)
    page = paginator.get_page(number)
    links: list[LetterLink] = []
    before = 0
    for found, how_many in counted:
        name, on_page = letter(found), before // PER_PAGE + 1
        before += how_many
        if not links or links[-1].letter != name:
            here = on_page <= page.number <= (before - 1) // PER_PAGE + 1
            links.append(LetterLink(name, 0 if here else on_page))
    return page, links
