"""The agency's terms in three languages: one data file that translation, search and glossary read.

Each term has its equivalents, the languages in which a document gives it, and the source. Where a term
stands in an original, its equivalent stands in the translation; a test holds the content to that.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hdir.records.languages import LANGUAGES
from hdir.records.models import Written
from hdir.texts.states import texts

DATA = Path(__file__).with_name("termbase.json")


@dataclass(frozen=True)
class Term:
    """A term with its equivalents by language, and the other forms that count as the same term."""

    key: str
    names: dict[str, str]
    given: tuple[str, ...] = ()
    source: dict[str, str] | None = None
    note: str = ""
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def pattern(self, language: str) -> re.Pattern[str]:
        """Finds the term in a text: any of its forms as a word, the beginning of a word, or words."""
        return _pattern((self.names[language], *self.forms.get(language, ())))

    def stands_in(self, text: str, language: str) -> bool:
        """Whether the term stands in a text of a language."""
        return bool(self.pattern(language).search(text))


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})", re.IGNORECASE)


@cache
def all_terms() -> tuple[Term, ...]:
    """Every term, in the order of the keys."""
    return tuple(
        Term(
            key=row["key"],
            names={language: row[language] for language in LANGUAGES},
            given=tuple(row.get("given", ())),
            source=row.get("source"),
            note=row.get("note", ""),
            forms={code: tuple(forms) for code, forms in row.get("forms", {}).items()},
        )
        for row in json.loads(DATA.read_text("utf-8"))
    )


def hits(text: str, language: str) -> list[Term]:
    """The terms that stand in a text. A term inside a longer one that also stands there is left out."""
    found = [term for term in all_terms() if term.stands_in(text, language)]
    return [
        term
        for term in found
        if not any(
            other is not term
            and term.stands_in(other.names[language], language)
            and len(other.names[language]) > len(term.names[language])
            for other in found
        )
    ]


@dataclass(frozen=True)
class Miss:
    """A term of an original whose equivalent isn't in the translation."""

    record: Written
    field: str
    language: str
    term: Term

    def __str__(self) -> str:
        wanted = self.term.names[self.language]
        return f"{self.record._meta.label_lower} {self.record.pk}, {self.field}_{self.language}: {wanted}"


# Words people use and names that exist in one language only aren't translated term by term.
_FREE = ("synonyms", "other_names")


def misses(record: Written) -> Iterator[Miss]:
    """The terms that a record's translations don't have although its originals do.

    Originals in English aren't checked: the termbase's terms are the agency's Norwegian ones.
    """
    if record.origin == "en":
        return
    for text in texts(record):
        if text.language == record.origin or not (text.text and text.original) or text.field in _FREE:
            continue
        for term in all_terms():
            if term.stands_in(text.original, record.origin) and not term.stands_in(text.text, text.language):
                yield Miss(record, text.field, text.language, term)
