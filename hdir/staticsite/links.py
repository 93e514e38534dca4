"""The links in what the site answers: found, and made to lead to files."""

import html
import re
from collections.abc import Callable, Iterator

from django.conf import settings

# What a link is replaced by; None where it leads to nothing in the copy.
Leads = Callable[[str], str | None]

_WITH_LINKS = "a|area|form|image|img|link|script|source|use"
_TAG = re.compile(rf"""<({_WITH_LINKS})\b(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_LINK = re.compile(r'\b((?:xlink:)?href|src|action)="([^"]*)"')
_SUGGESTIONS = re.compile(r' data-suggestions="[^"]*"')
_IN_CSS = re.compile(r"""url\(["']?([^)"']+)["']?\)""")
_IN_SITEMAP = re.compile(r'(?<=<loc>)[^<]+(?=</loc>)|(?<= href=")[^"]+(?=")')


def links_in(media_type: str, text: str) -> Iterator[str]:
    """The links of a page, feed, stylesheet or sitemap, as they stand there."""
    if media_type == "text/css":
        yield from _IN_CSS.findall(text)
        return
    if media_type == "application/xml":
        yield from map(html.unescape, _IN_SITEMAP.findall(text))
        return
    for tag in _TAG.finditer(text):
        if tag[1] != "form":
            yield from (html.unescape(found[2]) for found in _LINK.finditer(tag[0]))


def page_with_files(text: str, leads: Leads, not_here: str) -> str:
    """A page whose links lead to files. What isn't in the copy, and every form, leads to `not_here`; links to
    it that only programs follow are left out."""

    def tag(found: re.Match) -> str:
        name, whole = found[1], found[0]
        if name == "form":
            without = _SUGGESTIONS.sub("", _LINK.sub("", whole))
            return without.replace("<form", f'<form action="{not_here}"', 1)
        if 'rel="external"' in whole:
            return whole
        replaced = [leads(html.unescape(link[2])) for link in _LINK.finditer(whole)]
        if name == "link" and None in replaced:
            return ""
        return _with(whole, iter(replaced), not_here)

    return _TAG.sub(tag, text)


def feed_with_files(text: str, leads: Leads) -> str:
    """A feed whose links lead to files, where there are any."""

    def tag(found: re.Match) -> str:
        replaced = [leads(html.unescape(link[2])) for link in _LINK.finditer(found[0])]
        return found[0] if None in replaced else _with(found[0], iter(replaced), "")

    return _TAG.sub(tag, text)


def _with(tag: str, replaced: Iterator[str | None], otherwise: str) -> str:
    return _LINK.sub(lambda link: f'{link[1]}="{html.escape(next(replaced) or otherwise)}"', tag)


def sitemap_with_files(text: str, file_of: Callable[[str], str | None]) -> str:
    """A sitemap of the files, as they are where the copy is served at SITE_URL; it can't be relative."""

    def address(found: re.Match) -> str:
        file = file_of(html.unescape(found[0]))
        return html.escape(f"{settings.SITE_URL}/{file}") if file else found[0]

    return _IN_SITEMAP.sub(address, text)
