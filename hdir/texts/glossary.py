"""The glossary of the project: the words of the site and of the desk, and the agency's terms."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.functional import Promise

from hdir.editorial.terms import DESK_TERMS
from hdir.pages.terms import TERMS
from hdir.records.collation import sort_key
from hdir.records.languages import LANGUAGES
from hdir.records.sources import citation
from hdir.texts.termbase import all_terms

_HEAD = """# Glossary

Made by `manage.py write_glossary`; change hdir/pages/terms.py, hdir/editorial/terms.py or
hdir/texts/termbase.json instead.

## Words of the site

The words that the code, the pages and the tests use. Their explanations are on the site's glossary page.

| code | bokmål | nynorsk | English |
|---|---|---|---|
"""
_DESK = """
## Words of the desk

The words of those who edit and of the code behind it; readers don't meet them. All translations are ours.

| code | bokmål | nynorsk | English | meaning |
|---|---|---|---|---|
"""
_TERMS = """
## The agency's terms

Where a term stands in an original, its equivalent stands in the translation: a test holds the content to
that. In bold: the languages in which a document gives the term; the others are ours.

| bokmål | nynorsk | English | source |
|---|---|---|---|
"""


def glossary_markdown() -> str:
    """The whole glossary as Markdown."""
    return "".join([_HEAD, *_words(), _DESK, *_desk_words(), _TERMS, *_agency_terms()])


def _words() -> Iterator[str]:
    for term in TERMS:
        yield f"| {term.key} | {_in_all_languages(term.name)} |\n"


def _desk_words() -> Iterator[str]:
    for term in DESK_TERMS:
        yield f"| {term.key} | {_in_all_languages(term.name)} | {term.explanation} |\n"


def _in_all_languages(name: Promise) -> str:
    names = []
    for language in LANGUAGES:
        with translation.override(language):
            names.append(str(name))
    return " | ".join(names)


def _agency_terms() -> list[str]:
    rows = []
    for term in sorted(all_terms(), key=lambda t: sort_key(t.names["nb"])):
        names = [f"**{term.names[code]}**" if code in term.given else term.names[code] for code in LANGUAGES]
        source = citation(term.source) if term.source else "ours"
        rows.append(f"| {' | '.join(names)} | {source} |\n")
    return rows
