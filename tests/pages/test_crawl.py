"""Follows every link of the site in each language: what a reader would stumble over anywhere."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import polib
import pytest
from django.conf import settings
from django.utils.text import capfirst

from hdir.records.languages import LANGUAGES
from hdir.texts.board import written_models

_VOID = {"meta", "link", "input", "br", "hr", "img"}
# Words that are spelt alike in two languages, or names, can't be told apart by their text alone.
_SHORT = 12


class Page(HTMLParser):
    """The links of a page, its title, and the texts that a reader takes for the page's language."""

    def __init__(self, html: str):
        super().__init__()
        self.links: set[str] = set()
        self.own_texts: set[str] = set()
        self.title = ""
        self.description = ""
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.links.add(values["href"])
        if tag == "meta" and values.get("name") == "description":
            self.description = values["content"]
        for hidden in ("title", "alt", "aria-label", "placeholder"):
            if values.get(hidden) and not self._foreign:
                self.own_texts.add(values[hidden].strip())
        if tag not in _VOID:
            self._open.append((tag, self._foreign or (tag != "html" and "lang" in values)))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        text = " ".join(data.split())
        if self._open and self._open[-1][0] == "title":
            self.title += text
        elif text and not self._foreign:
            self.own_texts.add(text)

    @property
    def _foreign(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def crawl(client, start):
    """Every page of one language that can be reached by links without a query."""
    waiting, seen = [start], {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = client.get(address)
        if answer.status_code == 302:  # /strategies leads to the newest one
            waiting.append(answer.url)
            continue
        assert answer.status_code == 200, address
        if not answer["Content-Type"].startswith("text/html"):
            continue  # a feed, or the drawing as a file
        seen[address] = page = Page(answer.text)
        for link in page.links:
            parts = urlsplit(urljoin(f"http://testserver{address}", link))
            inside = parts.netloc == "testserver" and parts.path.startswith(start) and not parts.query
            if inside and parts.path not in seen:
                waiting.append(parts.path)
    return seen


def content_texts():
    """All texts of the content by language, without those that stand alike in several."""
    texts = {language: set() for language in LANGUAGES}
    for model in written_models():
        fields = [f.name for f in model._meta.fields if getattr(f, "language", None) in LANGUAGES]
        fields = [f for f in fields if not f.startswith("sort_")]
        for row in model.objects.values(*fields):
            for field, text in row.items():
                if text and len(text) > _SHORT:
                    texts[field[-2:]].add(" ".join(text.split()))
    return texts


def interface(language):
    """The interface's strings in a language by their English ones."""
    catalogue = polib.pofile(str(settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"))
    return {e.msgid: e.msgstr for e in catalogue if e.msgstr and "%" not in e.msgid}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_its_language_under_its_own_title(client, content, language):
    pages = crawl(client, f"/{language}/")
    assert len(pages) > 350

    titles = Counter(page.title for page in pages.values())
    assert [title for title, number in titles.items() if number > 1] == []
    assert all(page.description for page in pages.values())

    own = set().union(*(page.own_texts for page in pages.values()))
    texts = content_texts()
    strings = interface(language)
    right = texts[language] | {t for s in strings.values() for t in (s, capfirst(s))}
    others = set().union(*(texts[other] for other in LANGUAGES if other != language))
    assert own & (others - right) == set()
    assert own & (set(strings) - right) == set()
