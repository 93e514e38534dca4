"""Search in a real browser: suggestions by keyboard, and what axe says of them."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.accessibility.axe import AXE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_while_suggestions_are_shown(browser_page, width, scheme):
    page, said = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/nb/search")
    page.locator("#search-q").press_sequentially("toba")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    violations = Axe().run(page, options=AXE).response["violations"]
    assert [(v["id"], v["nodes"][0]["target"]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []


def test_suggestions_are_chosen_with_the_keyboard(browser_page):
    page, said = browser_page
    page.goto("/en/")
    field = page.locator("#home-q")
    assert field.get_attribute("aria-expanded") == "false"
    # The answer to the whole word: those to its beginnings come before it, and begin the choice anew.
    with page.expect_response("**q=toba"):
        field.press_sequentially("toba")
    first = page.get_by_role("option").first
    first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "toba"
    with page.expect_response("**q=tobacc"):
        field.press_sequentially("cc")
    first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/topics/tobakk")
    assert said == []


def test_enter_without_a_choice_searches(browser_page):
    page, _said = browser_page
    page.goto("/en/")
    with page.expect_response("**q=tobacco"):
        page.locator("#home-q").press_sequentially("tobacco")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search?q=tobacco")


def test_everything_works_without_script(browser_page, live_server):
    page, _said = browser_page
    context = page.context.browser.new_context(java_script_enabled=False, base_url=live_server.url)
    plain = context.new_page()
    plain.goto("/nb/search?q=rus")
    plain.click("nav.search-facets >> text=Temaer")
    assert "kind=topic" in plain.url
    plain.click(".active-filters a")
    assert plain.url.endswith("/nb/search?q=rus")
    context.close()
