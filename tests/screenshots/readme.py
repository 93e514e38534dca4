"""Makes the pictures of the README: the home page, the chart, the page of a department.

    .venv/bin/python -m tests.screenshots.readme

On a site of its own (site.py). Run it again when those pages look different.
"""

from tests.screenshots.site import ROOT, site_and_browser

LARGEST = 200_000  # bytes of one picture
PICTURES = ROOT / "docs" / "images"
PAGES = {"home": "/en/", "chart": "/en/organisation", "unit": "/en/units/miljo-og-helse"}


def main() -> None:
    """Makes all pictures anew."""
    with site_and_browser() as (site, browser):
        page = browser.new_page(
            base_url=site.address, viewport={"width": 1280, "height": 900}, color_scheme="light"
        )
        for name, address in PAGES.items():
            page.goto(address)
            taken = page.screenshot(animations="disabled")
            if len(taken) > LARGEST:
                raise RuntimeError(f"{name}.png has {len(taken)} bytes: show less of the page")
            (PICTURES / f"{name}.png").write_bytes(taken)


if __name__ == "__main__":
    main()
