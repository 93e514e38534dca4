"""The keyboard alone: it reaches everything in order, and one always sees where one is."""

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/nb/",
    "unit": "/nb/units/psykisk-helsevern-og-rus",
    "search": "/nb/search?q=tobakk",
    "chart": "/nb/organisation",
    "matrix": "/nb/strategies/strategi-2014-2018/matrix",
    "report": "/nb/report",
}
# All that can be reached, in the order of the page, numbered.
NUMBERED = """() => {
    const reached = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const all = [...document.querySelectorAll(reached)]
        .filter(one => one.tabIndex >= 0 && one.type !== "hidden" && one.checkVisibility({
            contentVisibilityAuto: true, visibilityProperty: true }));
    all.forEach((one, number) => { one.dataset.number = number; });
    return all.length;
}"""
# Where the focus is: its number, whether it is marked, and what hides it.
HERE = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const frame = one.closest("svg") && one.querySelector(".frame, .strip");
    const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
        || (frame && parseFloat(getComputedStyle(frame).strokeWidth) >= 3);
    const rows = [...one.getClientRects()], first = rows.find(row => row.width) || box;
    const x = Math.min(Math.max(first.left + first.width / 2, 0), innerWidth - 1);
    const y = first.top + first.height / 2;
    const top = document.elementFromPoint(x, y);
    const seen = y >= 0 && y < innerHeight && top && (one.contains(top) || top.contains(one));
    return [Number(one.dataset.number ?? -1), Boolean(marked), Boolean(seen), one.outerHTML.slice(0, 100)];
}"""


def walk(page, key: str, presses: int) -> list[tuple[int, bool, bool, str]]:
    """Where the focus is after each press of a key; fewer places than presses if it leaves the page."""
    places = []
    for _press in range(presses):
        page.keyboard.press(key)
        here = page.evaluate(HERE)
        if here is None:
            break
        places.append(tuple(here))
    return places


@pytest.mark.parametrize("name", PAGES)
def test_everything_is_reached_in_order_and_seen(reader, name):
    reader.screen(1280, "light")
    reader.page.goto(PAGES[name])
    number = reader.page.evaluate(NUMBERED)
    places = walk(reader.page, "Tab", number)
    assert [place[0] for place in places] == list(range(number))
    assert [place[3] for place in places if not place[1]] == [], "not marked"
    assert [place[3] for place in places if not place[2]] == [], "hidden"


def test_nothing_is_hidden_behind_the_head_of_the_matrix_on_the_way_back(reader):
    reader.screen(1280, "light")
    reader.page.goto(PAGES["matrix"])
    number = reader.page.evaluate(NUMBERED)
    reader.page.evaluate(f"document.querySelector('[data-number=\"{number - 1}\"]').focus()")
    places = walk(reader.page, "Shift+Tab", number - 1)
    assert [place[0] for place in places] == list(range(number - 2, -1, -1))
    assert [place[3] for place in places if not place[2]] == [], "hidden"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_first_key_leads_past_the_frame(reader, width):
    reader.screen(width, "light")
    reader.page.goto(PAGES["unit"])
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.className") == "skip-link"
    reader.page.keyboard.press("Enter")
    assert reader.page.url.endswith("#content")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.closest('main') !== null")


def test_wide_tables_are_scrolled_with_the_keyboard(reader):
    reader.screen(320, "light")
    for address in (
        "/nb/organisation?view=table",
        "/nb/languages",
        "/nb/strategies/strategi-2014-2018/compare",
    ):
        reader.page.goto(address)
        unreachable = reader.page.evaluate(
            """() => [...document.querySelectorAll("main *")]
                .filter(box => box.scrollWidth > box.clientWidth + 1
                && /auto|scroll/.test(getComputedStyle(box).overflowX)
                && !(box.tabIndex === 0 && box.getAttribute("role") === "region"
                    && (box.ariaLabel || box.getAttribute("aria-labelledby"))))
                .map(box => box.outerHTML.slice(0, 120))"""
        )
        assert unreachable == [], address
