"""What the index follows: publications, and new versions of the code."""

from collections.abc import Iterable, Mapping

from django.db import DEFAULT_DB_ALIAS

from hdir.records.models import Record
from hdir.search import index
from hdir.search.matching import forget_removed


def publication(
    sender: object, keys: Mapping[type[Record], Iterable[str]], *, erases: bool = False, **kwargs: object
) -> None:
    """Brings the index up to date, inside the publication's transaction: search never says other than
    the pages, and a publication that is taken back takes the index with it."""
    index.update(keys)
    if erases:
        forget_removed()


def migration(sender: object, using: str, **kwargs: object) -> None:
    """Makes the index again where the code now makes another one. An empty database has none to make."""
    if using == DEFAULT_DB_ALIAS and index.is_outdated():
        index.rebuild()
