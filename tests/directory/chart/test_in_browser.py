"""The drawing and the matrix in a real browser: texts fit, paper holds them."""

import re
import struct
import zlib

import pytest

pytestmark = pytest.mark.browser

MATRIX = "strategies/strategi-2014-2018"
# Texts that reach over the edge of their box, each with how far; empty where all fit.
OVERFLOWING = """() => [...document.querySelectorAll("svg .box")].flatMap(box => {
    const frame = box.querySelector("rect").getBBox();
    return [...box.querySelectorAll("text")].filter(text => {
        const own = text.getBBox();
        return own.width && (own.x < frame.x || own.x + own.width > frame.x + frame.width
            || own.y < frame.y - 1 || own.y + own.height > frame.y + frame.height + 1);
    }).map(text => text.textContent);
})"""


@pytest.mark.parametrize("width", [320, 390, 768, 1100, 1280])
def test_one_drawing_is_shown_and_its_texts_stay_in_their_boxes(browser_page, width):
    page, _said = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    for language in ("nb", "nn", "en"):
        page.goto(f"/{language}/organisation?date=2017-01-01")
        shown = page.evaluate("[...document.querySelectorAll('svg')].filter(s => s.clientWidth).length")
        assert shown == 1
        assert page.evaluate(OVERFLOWING) == []
        # What can be hit is large enough for a finger, also where the drawing is shrunk.
        sizes = page.evaluate(
            "[...document.querySelectorAll('svg a')].map(a => a.getBoundingClientRect())"
            ".filter(r => r.width).map(r => Math.min(r.width, r.height))"
        )
        assert min(sizes) >= 24


def test_the_keyboard_goes_from_box_to_box_and_shows_where_it_is(browser_page):
    page, _said = browser_page
    page.goto("/en/organisation")
    page.focus("svg.drawing-wide a")
    labels = []
    for _step in range(4):
        labels.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Tab")
    assert labels[0].startswith("Ministry of Health and Care Services")
    assert labels[1].startswith("Department of Specialist Health Care Services")
    assert labels[2].startswith("Fold what is below Department of Specialist Health Care Services")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/units/section-for-*")


def test_a_screen_reader_gets_nested_lists_of_links(browser_page):
    page, _said = browser_page
    page.goto("/en/organisation")
    tree = page.locator("svg.drawing-wide").aria_snapshot()
    assert tree.startswith('- group "Organisation chart"')
    assert re.search(r'\n {8,}- link "Global Health – department; Otto Christian Rø', tree)
    # The other sizes, which aren't shown, aren't read either.
    assert page.get_by_role("link", name=re.compile("^Global Health – department")).count() == 1


def test_a_mark_is_opened_and_closed_by_keyboard(browser_page):
    page, _said = browser_page
    page.goto(f"/en/{MATRIX}/matrix")
    name = re.compile("^Administration of rights ?, editorial judgement$")
    page.get_by_role("link", name=name).last.press("Enter")
    page.wait_for_selector("#why")
    assert "Helfo – Administration of rights" in page.inner_text("#why")
    page.click("#why >> text=Close")
    assert page.url.endswith("#row-helfo")
    assert page.locator("#why").count() == 0


def first_pixel(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the colour of the first pixel, which no filter of the format changes."""
    width, height = struct.unpack(">II", png[16:24])
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return width, height, zlib.decompress(data)[1:4]


def test_the_file_becomes_a_png_on_white_also_where_it_is_dark(browser_page):
    page, said = browser_page
    page.emulate_media(color_scheme="dark")
    page.goto("/nb/organisation.svg?background=white")
    size = page.evaluate(
        "[document.documentElement.width.baseVal.value, document.documentElement.height.baseVal.value]"
    )
    page.set_viewport_size({"width": int(size[0]), "height": int(size[1])})
    assert first_pixel(page.screenshot()) == (int(size[0]), int(size[1]), b"\xff\xff\xff")
    # The style of the file is in force, or the ground would be there and the colours wouldn't.
    assert page.evaluate("getComputedStyle(document.querySelector('.frame-stem')).fill") == "rgb(28, 26, 51)"
    assert page.evaluate(OVERFLOWING) == []
    # Nothing was blocked; a browser asks for an icon that only pages name.
    assert [line for line in said if "404" not in line] == []


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("date", ["", "?date=2017-01-01"])
def test_the_drawing_fills_one_sheet_of_paper(browser_page, paper, date):
    page, _said = browser_page
    page.goto(f"/en/organisation{date}")
    pdf = page.pdf(format=paper, landscape=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_the_booklet_begins_each_goal_area_on_a_new_page(browser_page):
    page, _said = browser_page
    page.goto(f"/en/{MATRIX}/booklet")
    page.emulate_media(media="print")
    breaks = page.evaluate(
        "[...document.querySelectorAll('.chapter')].map(c => getComputedStyle(c).breakBefore)"
    )
    assert breaks == ["page"] * 5
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) > 6


def test_the_whole_matrix_is_printed_as_a_table(browser_page):
    page, _said = browser_page
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"/en/{MATRIX}/matrix")
    display = "getComputedStyle(document.querySelector('.matrix tbody td:not(:empty)')).display"
    assert page.evaluate(display) == "block"
    page.emulate_media(media="print")
    assert page.evaluate(display) == "table-cell"
