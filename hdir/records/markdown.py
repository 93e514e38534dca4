"""Running text: Markdown in the database, clean HTML in the page."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "h3", "h4"}


@lru_cache(maxsize=2048)
def render(text: str) -> SafeString:
    """The HTML of a Markdown text. Cleaned here, at rendering, so that no way into the database
    (admin, fixtures, plain SQL) can put a script into a page."""
    html = nh3.clean(
        _parser.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return mark_safe(html)  # noqa: S308 - cleaned above
