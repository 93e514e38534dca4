"""Small pieces of HTML that carry the language of a text."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from hdir.records.languages import current_language


def in_language(element: str, language: str, content: str) -> SafeString:
    """The content, inside an element with `lang` if it isn't in the page's language.

    A screen reader then pronounces it right, and a search engine doesn't take it for the page's own.
    """
    if not language or language == current_language():
        return format_html("{}", content)
    return format_html('<{0} lang="{1}">{2}</{0}>', element, language, content)
