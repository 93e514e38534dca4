"""On paper: a unit on two sheets with its sources, without what leads on only on a screen."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("unit", ["helfo", "okonomi-og-styring", "allmennhelsetjenester"])
def test_a_unit_takes_two_sheets_at_most(reader, unit):
    reader.screen(1280, "light")
    reader.page.goto(f"/nb/units/{unit}")
    assert len(re.findall(rb"/Type\s*/Page\b", reader.page.pdf(format="A4"))) <= 2


def test_sources_are_printed_and_what_leads_on_is_not(reader):
    page = reader.page
    page.goto("/nb/units/psykisk-helsevern-og-rus")
    page.emulate_media(media="print")
    try:
        assert page.locator(".sources .citation").first.is_visible()
        assert page.locator(".printed-address").inner_text().endswith("/nb/units/psykisk-helsevern-og-rus")
        for hidden in (
            "nav.jump-list, .jump-list",
            ".navigation",
            ".date-picker",
            "#related",
            ".breadcrumbs",
        ):
            assert not page.locator(hidden).first.is_visible(), hidden
        # What the unit contributes to is there in short; why, where the reader opened it.
        assert page.locator(".contributions h4").first.is_visible()
        assert not page.locator(".contributions .reason").first.is_visible()
    finally:
        page.emulate_media(media="screen")
