"""What a list's search box looks into."""

from hdir.records.languages import LANGUAGES


def in_all_languages(*fields: str) -> list[str]:
    """The columns of translated fields: somebody who searches may know a name in any language."""
    return [f"{field}_{language}" for field in fields for language in LANGUAGES]
