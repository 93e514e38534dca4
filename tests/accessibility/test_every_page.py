"""axe finds nothing on any page, and none runs over the edge of a narrow screen or with its text spaced.

A page takes part as soon as it has an address: the first test fails until `pages.py` names it.
"""

import pytest
from django.template.loader import render_to_string

from tests.accessibility.pages import (
    ADDRESSES,
    ADMIN,
    NO_PAGES,
    PUBLIC,
    SCREENS,
    SIGNING_IN,
    STATUS,
    public_names,
    screens,
)

pytestmark = pytest.mark.browser

# WCAG 1.4.12, through a style sheet object: the policy lets no page have a style element.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
# Texts that a box cuts off: it hides what doesn't fit and isn't made to be seen by nobody.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(box => {
    const style = getComputedStyle(box);
    return /hidden|clip/.test(style.overflow) && style.clipPath === "none" && box.innerText?.trim()
        && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1);
}).map(box => box.outerHTML.slice(0, 120))"""
# What reaches over the edge, the innermost ones: the reason why a page can be scrolled to the side.
TOO_WIDE = """width => {
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")].filter(box => {
        const own = box.getBoundingClientRect();
        return own.width && own.right > width + 1 && !box.closest(".visually-hidden, [tabindex='0']");
    });
    return wide.filter(box => !wide.some(other => other !== box && box.contains(other)))
        .map(box => box.outerHTML.slice(0, 120));
}"""


def test_no_page_escapes():
    named = {name for name in PUBLIC if name not in {"not found", "gone"}}
    assert public_names() == named | NO_PAGES


@pytest.mark.parametrize("number", range(len(ADDRESSES)), ids=[address or "home" for address in ADDRESSES])
def test_a_page_is_free_of_faults(reader, number):
    address = ADDRESSES[number]
    status = STATUS.get(address, 200)
    reader.said.clear()
    found = []
    for language, width, scheme in screens(number):
        reader.screen(width, scheme)
        reader.open(f"/{language}/{address}", status)
        where = f"{language} {width} {scheme}"
        found += [f"{where}: {fault}" for fault in reader.violations()]
        found += [f"{where}: too wide: {box}" for box in reader.page.evaluate(TOO_WIDE, width)]
        reader.page.evaluate(SPACED)
        found += [f"{where}, spaced: too wide: {box}" for box in reader.page.evaluate(TOO_WIDE, width)]
        found += [f"{where}, spaced: cut off: {box}" for box in reader.page.evaluate(CUT_OFF)]
    assert found == []
    # The browser itself says that a page answers with another status than 200.
    assert [line for line in reader.said if f"status of {status}" not in line] == []
    # Only the form needs a cookie, against others who would send it in the reader's name.
    kept = {cookie["name"] for cookie in reader.page.context.cookies()}
    assert kept <= ({"csrftoken"} if address.startswith("report") else set())
    reader.page.context.clear_cookies()


def faults_of(visitor, site, number: int, address: str) -> list[str]:
    """What is wrong with a page whose language is the visitor's choice, not the address's."""
    found = []
    for language, width, scheme in screens(number):
        visitor.page.context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
        visitor.screen(width, scheme)
        visitor.open(address)
        where = f"{language} {width} {scheme}"
        found += [f"{where}: {fault}" for fault in visitor.violations()]
        found += [f"{where}: too wide: {box}" for box in visitor.page.evaluate(TOO_WIDE, width)]
    return found


@pytest.mark.parametrize("number", range(len(ADMIN)), ids=list(ADMIN))
def test_a_page_of_the_desk_is_free_of_faults(editor, site, number):
    address = list(ADMIN.values())[number].format(**site.numbers)
    editor.said.clear()
    assert faults_of(editor, site, number, address) == []
    assert editor.page.url.endswith(address)
    assert editor.said == []


@pytest.mark.parametrize("number", range(len(SIGNING_IN)), ids=list(SIGNING_IN))
def test_a_page_before_the_desk_is_free_of_faults(reader, site, number):
    address = list(SIGNING_IN.values())[number]
    reader.said.clear()
    assert faults_of(reader, site, number, address) == []
    assert reader.page.url.endswith(address)
    assert reader.said == []
    reader.page.context.clear_cookies()


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_a_page_about_our_own_fault_is_free_of_faults(reader, name):
    body = render_to_string(name)
    reader.page.route("**/fault", lambda route: route.fulfill(body=body, content_type="text/html"))
    try:
        for width, scheme in SCREENS:
            reader.screen(width, scheme)
            reader.open("/fault")
            assert reader.violations() == []
            assert reader.page.evaluate(TOO_WIDE, width) == []
    finally:
        reader.page.unroute("**/fault")
