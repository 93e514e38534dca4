"""What a page weighs on the way to its reader, and that nothing moves while it arrives."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from tests.addresses import plain_addresses

MOST = 40_000  # bytes, with the stylesheet
# Cumulative layout shift: a quarter of what counts as good. A chip whose words are coming may wrap a line.
MOVES = 0.025
PAGES = [
    "/nb/",
    "/nb/units/helsedirektoratet",
    "/nb/organisation",
    "/nb/search?q=helse",
    "/nb/strategies/strategi-2014-2018/matrix",
]
FURTHER = [
    "/nb/search?q=helse",
    "/nb/organisation?view=table",
    "/nb/compare?from=2011-12-31&to=2024-01-01",
]
_LINKED = re.compile(
    r'<link [^>]*rel="([a-z -]+)"[^>]*href="/static/([^"]+)"|<script [^>]*src="/static/([^"]+)"'
)
_IMAGE = re.compile(r"<img [^>]*>|<svg [^>]*>")


def compressed(content: bytes) -> int:
    """Bytes as ready pages (hdir/pagecache) and static files are sent."""
    return len(brotli.compress(content, quality=5))


def static_file(name: str) -> bytes:
    return (Path(settings.BASE_DIR) / "static" / name).read_bytes()


def pages(client):
    """Every page type of the real content with its HTML, and the heaviest forms of some."""
    plain = [address.path for address in plain_addresses() if address.path.startswith("/nb/")]
    for path in [*(path for path in plain if "." not in path), *FURTHER]:
        answer = client.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            yield path, answer.text


def test_a_page_with_its_stylesheet_is_at_most_40_kilobytes(client, content):
    sheets: dict[str, int] = {}
    weights = {}
    for path, html in pages(client):
        needed = {sheet for rel, sheet, _script in _LINKED.findall(html) if rel == "stylesheet"}
        assert needed, path
        for sheet in needed - set(sheets):
            sheets[sheet] = compressed(static_file(sheet))
        weights[path] = compressed(html.encode()) + sum(sheets[sheet] for sheet in needed)
    assert len(weights) > 40
    assert {path: weight for path, weight in weights.items() if weight > MOST} == {}


def test_pages_preload_only_what_they_use_and_size_their_images(client, content):
    for path, html in pages(client):
        for rel, name, _script in _LINKED.findall(html):
            used = name in html.replace(f'href="/static/{name}"', "", 1)
            assert rel not in ("preload", "prefetch", "modulepreload") or used, (path, name)
        for image in _IMAGE.findall(html):
            sized = ("width=" in image and "height=" in image) or "viewBox" in image
            assert sized, (path, image)


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_arrives(browser_page, width):
    """On a slow machine, which draws what has come of a page before the rest: there things move."""
    page, said = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    shifts = {}
    for address in PAGES:
        page.goto(address, wait_until="networkidle")
        shifts[address] = page.evaluate(
            """() => new Promise(tell => {
                let moved = 0;
                new PerformanceObserver(list => { for (const one of list.getEntries()) moved += one.value; })
                    .observe({type: "layout-shift", buffered: true});
                setTimeout(() => tell(moved), 300);
            })"""
        )
    assert {address: moved for address, moved in shifts.items() if moved > MOVES} == {}
    assert said == []
