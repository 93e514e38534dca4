"""Makes the pictures of the README: the home page, the chart, the page of a department.

    .venv/bin/python -m tests.screenshots.readme

On a site of its own, as tests/screenshots/editor_guide.py does. Run it again when those pages look different.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.screenshots.editor_guide import CHROMIUM, ROOT, Site

LARGEST = 160_000  # bytes of one picture
PICTURES = ROOT / "docs" / "images"
PAGES = {"home": "/en/", "chart": "/en/organisation", "unit": "/en/units/miljo-og-helse"}


def main() -> None:
    """Makes all pictures anew."""
    with TemporaryDirectory(prefix="readme-") as folder:
        site = Site(Path(folder))
        site.prepare()
        with site.served(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            try:
                page = browser.new_page(
                    base_url=site.address, viewport={"width": 1280, "height": 900}, color_scheme="light"
                )
                for name, address in PAGES.items():
                    page.goto(address)
                    taken = page.screenshot(animations="disabled")
                    if len(taken) > LARGEST:
                        raise RuntimeError(f"{name}.png has {len(taken)} bytes: show less of the page")
                    (PICTURES / f"{name}.png").write_bytes(taken)
            finally:
                browser.close()


if __name__ == "__main__":
    main()
