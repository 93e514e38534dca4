"""The time machine in a real browser: by keyboard, and without a script."""

import pytest

pytestmark = pytest.mark.browser


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
