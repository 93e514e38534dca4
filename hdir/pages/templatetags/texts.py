"""Translated text in templates: shown in the reader's language or the nearest one, and marked as such."""

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from hdir.pages.markup import in_language
from hdir.records import periods
from hdir.records.languages import current_language, shown
from hdir.records.markdown import render
from hdir.records.sources import citation as cite

register = template.Library()

_IN_SENTENCE: dict[str, str | Promise] = {
    "nb": pgettext_lazy("language, in a sentence", "bokmål"),
    "nn": pgettext_lazy("language, in a sentence", "nynorsk"),
    "en": pgettext_lazy("language, in a sentence", "English"),
}


@register.simple_tag
def text(record, field: str) -> SafeString:
    """A short text inline: `{% text unit "name" %}`. In another language than the page's it is wrapped
    in an element with `lang`."""
    found = shown(record, field)
    return in_language("span", found.language, found.text)


@register.simple_tag
def markdown(record, field: str) -> SafeString:
    """A running text as HTML: `{% markdown unit "body" %}`, in a block with `lang` where it differs."""
    found = shown(record, field)
    return in_language("div", found.language, render(found.text))


@register.simple_tag
def plain(record, field: str) -> str:
    """The text alone, for attributes and titles, where no element can carry its language."""
    return shown(record, field).text


@register.simple_tag
def names(record, field: str) -> SafeString:
    """A text that holds one name a line, in one line: `{% names topic "synonyms" as words %}`.

    Empty where there is none; in an element with `lang` where it isn't in the page's language.
    """
    found = shown(record, field)
    lines = [line.strip() for line in found.text.splitlines() if line.strip()]
    return in_language("span", found.language, ", ".join(lines))


@register.simple_tag
def language_of(record, field: str) -> str:
    """The language the reader is shown a field in: "nb", "nn", "en", or "" where there is no text."""
    return shown(record, field).language


@register.filter
def in_sentence(language: str) -> str:
    """What a language is called inside a sentence."""
    return str(_IN_SENTENCE[language])


@register.simple_tag
def page_language() -> str:
    """The page's language: "nb", "nn" or "en"."""
    return current_language()


@register.filter
def foreign(language: str) -> bool:
    """Whether a text in this language isn't in the page's language."""
    return bool(language) and language != current_language()


@register.filter
def translated_by_us(record) -> bool:
    """Whether the documents give the name, but not as it is shown.

    A name spelt alike in two languages is given in both. A heading of our own stands in no document in
    any language; calling it a translation would be wrong.
    """
    field = "title" if hasattr(record, "title") else "name"
    given = {getattr(record, f"{field}_{language}") for language in record.given_in}
    found = shown(record, field)
    return bool(found and given) and found.text not in given


@register.filter
def partial_date(value: str | None) -> str:
    """A partial date as the page's language writes it; "unknown" for None."""
    return periods.in_words(value)


@register.filter
def time_element(value: str | None) -> SafeString | str:
    """A partial date in a `<time>` element."""
    words = periods.in_words(value)
    return format_html('<time datetime="{}">{}</time>', value, words) if value else words


@register.filter
def citation(source: dict) -> str:
    """A source as it is cited: "003:27–29"."""
    return cite(source)
