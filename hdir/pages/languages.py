"""The same page in the other languages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.translation.trans_real import parse_accept_lang_header

from hdir.records.languages import FALLBACK, LANGUAGES, current_language, shown, translated_fields
from hdir.records.models import Record, Written

DEFAULT = "nb"
_ALSO = {"no": "nb"}


@dataclass(frozen=True)
class LanguageChoice:
    """A language, and where the page is in it. `path` is the page itself, `address` with what was asked."""

    code: str
    name: str
    path: str
    address: str
    current: bool


def same_page(path: str, language: str) -> str:
    """The path of the same page in another language; the home page for a path without language.

    A preview's pages stand below its own address (hdir/drafts/preview.py), and stay there.
    """
    root = get_script_prefix()
    first, *rest = path.removeprefix(root).lstrip("/").split("/")
    if first in LANGUAGES and rest:
        return root + "/".join([language, *rest])
    return f"{root}{language}/"


def language_choices(request: HttpRequest) -> list[LanguageChoice]:
    """All languages, for the switcher and for search engines. What the reader asked for is kept."""
    query = request.GET.urlencode()
    choices = []
    for code, name in settings.LANGUAGES:
        path = same_page(request.path, code)
        address = f"{path}?{query}" if query else path
        choices.append(LanguageChoice(code, name, path, address, code == current_language()))
    return choices


def written_in(record: Record | None) -> tuple[str, ...]:
    """The languages in which a page about a record has its main text; all where it has none anywhere."""
    if not isinstance(record, Written):
        return LANGUAGES
    for field in record.main_texts:
        if found := tuple(code for code in LANGUAGES if getattr(record, f"{field}_{code}")):
            return found
    return LANGUAGES


# Names in use, and titles as they are printed, exist in the languages they exist in: nobody translates them.
_NEVER_TRANSLATED = ("synonyms", "other_names", "official_title")


def borrowed_languages(main: Record | None, texts: Iterable[tuple[Model, str]] = ()) -> list[str]:
    """The languages other than the reader's in which a page shows text.

    `main` is the record the page is about, `texts` further records on it, each with the text's field.
    """
    fields = translated_fields(type(main)) if isinstance(main, Written) else ()
    own = [(main, field) for field in fields if field not in _NEVER_TRANSLATED]
    found = {shown(record, field).language for record, field in (*own, *texts)}
    return [code for code in LANGUAGES if code in found - {current_language()}]


@dataclass(frozen=True)
class SearchAddresses:
    """What search engines are told: the page's own address, and those in languages it is written in.

    A page whose main text is missing in its language shows another's: then that page is the real one.
    """

    canonical: str
    alternates: list[LanguageChoice]


def search_addresses(request: HttpRequest, record: Record | None) -> SearchAddresses:
    """The addresses of the page about a record, or of one that is about none."""
    written = written_in(record)
    choices = {choice.code: choice for choice in language_choices(request) if choice.code in written}
    shown_in = next(code for code in FALLBACK[current_language()] if code in written)
    return SearchAddresses(choices[shown_in].path, list(choices.values()))


def preferred_language(header: str) -> str:
    """The language of ours that an Accept-Language header asks for most; bokmål if it names none.

    "no" means bokmål. Danish and Swedish are not taken for Norwegian: those readers may prefer English,
    and say so in the same header.
    """
    for tag, quality in parse_accept_lang_header(header.lower()):
        code = tag.split("-")[0]
        code = _ALSO.get(code, code)
        if quality and code in LANGUAGES:
            return code
    return DEFAULT
