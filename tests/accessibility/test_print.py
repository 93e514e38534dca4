"""On paper: a unit on one or two sheets with its sources, without what leads on only on a screen."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("unit", "sheets"),
    # The last two are among those that have most to say.
    [
        ("okonomi-og-styring", 1),
        ("hr", 2),
        ("helfo", 2),
        ("allmennhelsetjenester", 2),
        ("barne-og-ungdomshelse", 2),
    ],
)
def test_a_unit_takes_few_sheets(reader, unit, sheets):
    reader.screen(1280, "light")
    reader.page.goto(f"/nb/units/{unit}")
    assert len(re.findall(rb"/Type\s*/Page\b", reader.page.pdf(format="A4"))) <= sheets


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
