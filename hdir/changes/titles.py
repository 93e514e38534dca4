"""What a change set is called that nobody named, for readers of each language (decision 34)."""

from collections.abc import Callable, Mapping

from django.utils import translation

from hdir.changes.models import ChangeSet
from hdir.records.languages import LANGUAGES, current_language

LONGEST_TITLE = ChangeSet._meta.get_field("title").max_length
# A title that was made, by language.
Titles = Mapping[str, str]


def in_each_language(make: Callable[[], str]) -> Titles:
    """A title that is made of messages and names, for each reader in their own language."""
    made = {}
    for code in LANGUAGES:
        with translation.override(code):
            made[code] = make()[:LONGEST_TITLE]
    return made


def title_fields(title: str | Titles) -> dict[str, object]:
    """The fields of a change set that say what it is called."""
    if isinstance(title, str):
        return {"title": title[:LONGEST_TITLE]}
    return {"title": title[current_language()], "titles": dict(title)}
