"""The time machine in a real browser: open and closed, narrow and dark, and without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.test_in_browser import RULES

pytestmark = pytest.mark.browser

PAGES = (
    "events",
    "events?unit=helsedirektoratet&kind=merged&date=2025-01-01",
    "events/stralevernet-under-helsedirektoratet?date=2016-06-01",
    "compare",
    "compare?from=2017-01-01&to=2015-12-31&show=undocumented-before",
    "compare?from=2017-01-01&to=2017-01-01",
    "compare?from=17.1.2017",
    "units/pasientsikkerhetsprogrammet?date=2020-01-01",
    "units/statens-stralevern?date=2016-06-01",
    "parties/direktoratet-for-e-helse",
    "units?date=2017-02-30",
)


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("nb", 320, "light"), ("en", 1280, "dark"), ("nn", 1280, "light")]
)
def test_axe_finds_nothing_with_everything_open(browser_page, language, width, scheme):
    page, said = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = []
    for path in PAGES:
        page.goto(f"/{language}/{path}")
        page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        found += [(path, v["id"], v["nodes"][0]["target"]) for v in result.response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((path, "wider than the screen", width))
    assert found == []
    # The browser itself says that an address is answered with 400.
    assert [line for line in said if "status of 400" not in line] == []
    assert page.context.cookies() == []


def test_a_date_is_chosen_kept_and_left_again_without_script(browser_page, live_server):
    page, _said = browser_page
    context = page.context.browser.new_context(java_script_enabled=False, base_url=live_server.url)
    plain = context.new_page()
    plain.goto("/en/units/statens-stralevern")
    plain.click(".date-picker > summary")
    plain.fill("#date", "2015-12-31")
    plain.click(".date-picker [type=submit]")
    assert plain.url.endswith("/en/units/statens-stralevern?date=2015-12-31")
    assert "The documents do not say what the unit was part of" in plain.inner_text("main")
    plain.click(".navigation >> text=Organisation")
    assert plain.url.endswith("/en/organisation?date=2015-12-31")
    plain.click(".date-picker > summary")
    plain.click(".date-choices >> text=1 January 2017")
    assert plain.url.endswith("/en/organisation?date=2017-01-01")
    plain.click("text=Show the latest known")
    assert plain.url.endswith("/en/organisation")
    plain.goto("/en/compare")
    plain.fill("#compare-from", "2015-12-31")
    plain.fill("#compare-to", "2016-01-01")
    plain.click(".compare-form [type=submit]")
    assert "Norwegian Radiation Protection Authority" in plain.inner_text("#moved ~ *")
    context.close()


def test_the_picker_opens_with_the_keyboard(browser_page):
    page, _said = browser_page
    page.goto("/en/units")
    page.focus(".date-picker > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "date"
