"""The public pages in a real browser: nothing that axe finds, nothing that runs over the edge."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "",
    "organisation",
    "units",
    "units?kind=department&q=helse",
    "units/psykisk-helsevern-og-rus",
    "units/bioteknologi-og-helserett?date=2017-01-01",
    "units/statens-stralevern?date=2015-06-01",
    "units/okonomi-og-styring",
    "leaders",
    "people/jakob-linhave",
    "about",
    "responsible",
    "tasks",
    "tasks?kind=text&law=no-such-law",
    "tasks/psykisk-helsevern-og-rus-nasjonal-overdosestrategi",
    "topics",
    "topics?extent=shared&date=2017-01-01",
    "topics/tobakk",
    "laws/folketrygdloven",
    "laws",
    "target-groups",
    "partners",
    "parties/fylkesmannen",
    "documents",
    "documents/003",
    "strategies/strategi-2014-2018",
    "goal-areas/dialog-og-medvirkning",
    "focus-areas/ncd",
    "languages",
    "api?list=units&q=helse",
    "glossary",
    "search?q=tobakk",
    "gallery",
)
# Each language once narrow or dark; all of them at every combination would say nothing new.
SCREENS = (("nb", 320, "light"), ("nn", 1280, "dark"), ("en", 1280, "light"), ("nb", 390, "dark"))


@pytest.mark.parametrize(("language", "width", "scheme"), SCREENS)
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(browser_page, language, width, scheme):
    page, said = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = []
    for path in PAGES:
        answer = page.goto(f"/{language}/{path}")
        assert answer.status == 200, path
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        found += [(path, v["id"], v["nodes"][0]["target"]) for v in result.response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((path, "wider than the screen", width))
    assert found == []
    assert said == []
    assert page.context.cookies() == []


def test_the_keyboard_reaches_content_past_the_frame(browser_page):
    page, _said = browser_page
    page.goto("/nb/units/miljo-og-helse")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_everything_is_there_without_script(browser_page, live_server):
    page, _said = browser_page
    context = page.context.browser.new_context(java_script_enabled=False, base_url=live_server.url)
    plain = context.new_page()
    plain.goto("/nb/")
    plain.fill("main input[name=q]", "fengselshelse")
    plain.click("main [type=submit]")
    assert "Allmennhelsetjenester" in plain.inner_text("main")
    plain.click("header >> text=English")
    assert plain.url.endswith("/en/search?q=fengselshelse")
    context.close()
