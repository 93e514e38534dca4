"""How a search result is shown: what kind of thing it is, and its texts with what was asked for marked."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from directory.models import UnitKind
from hdir.pages.markup import in_language
from hdir.records.registry import model_for_type
from hdir.search.results import Result
from hdir.search.snippets import Snippet

register = template.Library()


@register.simple_tag
def marked(snippet: Snippet) -> SafeString:
    """A text with what was asked for in `<mark>`, and with `lang` where it isn't in the page's language."""
    pieces = ((("<mark>", "</mark>") if piece.marked else ("", ""), piece.text) for piece in snippet.pieces)
    html = format_html_join("", "{}{}{}", ((SafeString(a), text, SafeString(b)) for (a, b), text in pieces))
    return in_language("span", snippet.language, html)


@register.simple_tag
def kind_of(result: Result) -> str:
    """The kind of the result in words: a unit says which kind of unit."""
    if result.type == "unit" and result.unit:
        return capfirst(str(UnitKind(result.unit.kind).label))
    model = model_for_type(result.type)
    return capfirst(str(model._meta.verbose_name)) if model else result.type
