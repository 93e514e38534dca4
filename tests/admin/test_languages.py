"""Every kind of page of the desk, in each language: nothing is left in another one."""

import json
import re

import django
import polib
import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from hdir.records.languages import LANGUAGES
from hdir.records.registry import content_models
from tests.pages.test_crawl import Page, interface
from tests.waiting_work import waiting_work

# Where Django keeps the messages that its admin shows.
PARTS = ("conf", "contrib/admin", "contrib/auth")
SHORT = 12
DESK = [
    "/admin/",
    "/admin/find/?q=hr",
    "/admin/directory/unit/hr/from-a-date/",
    "/admin/directory/unit/helsedirektoratet/order/",
    "/admin/directory/post/hr-avdelingsdirektor/new-head/",
    "/admin/directory/topic/tobakk/delete/",
    "/admin/history/",
    "/admin/history/unit/hr/",
    "/admin/change-sets/",
    "/admin/change-sets/new/",
    "/admin/change-sets/{draft}/",
    "/admin/change-sets/{published}/",
    "/admin/conflicts/",
    "/admin/reports/",
    "/admin/reports/{report}/",
    "/admin/translations/",
    "/admin/translations/nn/",
    "/admin/translations/units/hr/nn/",
    "/admin/status/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
]
# Words that no Norwegian text has.
ENGLISH = re.compile(
    r"\b(the|and|with|this|these|you|your|are|is|isn’t|please|select|change|view|history|delete|add|yes)\b",
    re.I,
)


class DeskPage(Page):
    """The texts of a page, with those on buttons and those that scripts say."""

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        values = dict(attrs)
        if tag == "input" and values.get("type") == "submit":
            self.own_texts.add(values.get("value", "").strip())
        if tag == "script":
            self.own_texts |= {
                text for name, text in attrs if name.startswith("data-") and " " in (text or "")
            }
        if rows := values.get("data-inline-formset"):
            options = json.loads(rows)["options"]
            self.own_texts |= {options["addText"], options["deleteText"]}


def addresses(numbers: dict[str, int]) -> list[str]:
    """A list and a form of each kind of record, an empty form, and the desk's own pages."""
    found = [path.format(**numbers) for path in DESK]
    for model in content_models():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        key = "hr" if model._meta.model_name == "unit" else model.objects.order_by("pk").first().pk
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[key])]
    return [*found, reverse("admin:directory_passage_add")]


def of_django(language: str) -> set[str]:
    """The English strings of Django's admin and forms that are something else in the language."""
    there = [f"{django.__path__[0]}/{part}/locale/en/LC_MESSAGES/django.po" for part in PARTS]
    messages = {entry.msgid for path in there for entry in polib.pofile(path)}
    with translation.override(language):
        return {text for text in messages if gettext(text) != text}


@pytest.fixture
def numbers(content):
    return waiting_work()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_desk_has_a_line_in_another_language(chief, numbers, language):
    chief.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    own: dict[str, str] = {}
    for address in addresses(numbers):
        answer = chief.get(address)
        assert answer.status_code == 200, address
        own |= dict.fromkeys((text.rstrip(":") for text in DeskPage(answer.text).own_texts), address)

    strings = interface(language)
    right = {text for s in strings.values() for text in (s, capfirst(s))}
    wrong = set()
    for other in set(LANGUAGES) - {language}:
        theirs = interface(other)
        # What is spelt alike in both languages says nothing, nor does a short word that is also a name.
        wrong |= {text for s in theirs.values() for text in (s, capfirst(s)) if len(text) > SHORT} - right
    if language != "en":
        wrong |= {text for text in of_django(language) if text not in right}
    assert {text: own[text] for text in own.keys() & wrong} == {}
    if language != "en":
        english = {text: address for text, address in own.items() if ENGLISH.search(text)}
        assert {text: address for text, address in english.items() if not is_content(text)} == {}


def is_content(text: str) -> bool:
    """Whether a text with an English word is a name of the content, or the switch to English."""
    return any(name in text for name in ("Action Plan", "Life Sciences")) or text == "English"
