"""The public pages in a real browser, without scripts. What axe says of them is in tests/accessibility."""

import pytest

pytestmark = pytest.mark.browser


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
