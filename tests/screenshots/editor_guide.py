"""Makes the pictures of the editor's guide (docs/redaktor.md).

    .venv/bin/python -m tests.screenshots.editor_guide

It clicks through the editors' tasks on a site of its own, with a database that is deleted at the end, so
that the pictures show what the admin does today. Run it again when the admin looks different, and look at
what it made. The people it invents (redaktor, publiserer, sjef, Kari Eksempel) exist nowhere else.
"""

from playwright.sync_api import Browser, Locator, Page

from tests.screenshots.site import ROOT, Site, site_and_browser

PICTURES = ROOT / "docs" / "images" / "redaktor"
LARGEST = 120_000  # bytes of one picture: the guide shows a dozen on one page
MARGIN = 8

UNIT = "/admin/directory/unit/miljo-og-helse/change/"
POST = "/admin/directory/post/miljo-og-helse-avdelingsdirektor/change/"
NEW_HEAD = "/admin/directory/post/miljo-og-helse-avdelingsdirektor/new-head/"
DISPUTED = "/admin/directory/unit/juss/change/"


class Person:
    """Somebody logged in, with a window of their own."""

    def __init__(self, browser: Browser, site: Site, name: str):
        context = browser.new_context(
            base_url=site.address,
            locale="nb-NO",
            viewport={"width": 1100, "height": 800},
            color_scheme="light",
        )
        context.add_cookies([{"name": "sessionid", "value": site.sessions[name], "url": site.address}])
        self.page: Page = context.new_page()
        self.page.goto("/admin/")

    def press(self, button: str) -> None:
        """Presses a button that leads to another page, and waits for that."""
        with self.page.expect_navigation():
            self.page.click(button)

    def open(self, *groups: str) -> None:
        """Opens folded groups of a form, by their headings."""
        for group in groups:
            self.page.locator("summary", has_text=group).first.click()

    def picture(self, name: str, *parts: str | Locator, height: int = 1100) -> None:
        """Takes a picture of the parts of the page, and of what lies between them."""
        boxes = [
            box
            for part in parts
            if (box := (self.page.locator(part).first if isinstance(part, str) else part).bounding_box())
        ]
        if len(boxes) < len(parts):
            raise RuntimeError(f"{name}: a part of the picture isn't on {self.page.url}")
        scrolled = self.page.evaluate("window.scrollY")
        left = max(0, min(box["x"] for box in boxes) - MARGIN)
        top = max(0, min(box["y"] for box in boxes) + scrolled - MARGIN)
        right = min(1100, max(box["x"] + box["width"] for box in boxes) + MARGIN)
        bottom = max(box["y"] + box["height"] for box in boxes) + scrolled + MARGIN
        # Where the mouse rests, a button would look different.
        self.page.mouse.move(0, 0)
        taken = self.page.screenshot(
            full_page=True,
            animations="disabled",
            clip={"x": left, "y": top, "width": right - left, "height": min(height, bottom - top)},
        )
        if len(taken) > LARGEST:
            raise RuntimeError(f"{name}.png has {len(taken)} bytes: show less of the page")
        (PICTURES / f"{name}.png").write_bytes(taken)


def a_draft(editor: Person, publisher: Person) -> None:
    """A text is changed, looked at, sent, and approved."""
    page = editor.page
    page.goto(UNIT)
    editor.picture("tekst-pa-tre-sprak", "fieldset:has(#id_lead_nb) h2", ".form-row.field-lead_nb")
    editor.picture("kilder", "fieldset:has(#id_sources-0-document) h2", ".sources", height=420)
    page.fill("#id_lead_nb", page.input_value("#id_lead_nb").replace("styrker", "samordner og styrker"))
    editor.press("[name=_draft]")
    draft = page.url
    editor.picture("utkast", "#content h1", "section.desk-change", ".desk-steps")
    page.goto(page.locator(".desk-links a").first.get_attribute("href") or "")
    editor.picture("forhandsvisning", "body", height=560)
    page.goto(draft)
    editor.press("button[value=submit]")

    publisher.page.goto(draft)
    publisher.picture("godkjenn", publisher.page.locator("#content h2").last, ".desk-actions")
    publisher.press("#approve_form button")


def a_translation(editor: Person) -> None:
    """The bokmål text was changed; the others are stale now."""
    editor.page.goto("/admin/translations/nn/?state=stale")
    editor.press(".texts-list a")
    # The first row is the name, which still holds.
    editor.picture("oversett", ".texts-row:has(.texts-stale)", ".texts-row:has(.texts-stale) .texts-pair")


def a_new_head(editor: Person, chief: Person) -> None:
    """Somebody leaves a post and somebody else takes it."""
    page = editor.page
    page.goto(NEW_HEAD)
    page.fill("#id_name", "Kari Eksempel")
    page.fill("#id_since", "01.09.2026")
    page.select_option("#id_document", "003")
    page.fill("#id_line", "52")
    editor.picture("ny-leder", "#content h1", "#head_form", height=900)
    # In the post's own form: without an end, two people would be the ordinary head at the same time.
    chief.page.goto("/admin/directory/person/add/")
    chief.page.fill("#id_name", "Kari Eksempel")
    chief.press("[name=_save]")
    page.goto(POST)
    page.fill("#id_memberships-1-person-typed", "Kari")
    page.press("#id_memberships-1-person-typed", "Enter")
    editor.press("[name=_draft]")
    editor.picture("avvist", "#content h1", ".errornote + .errorlist")


def a_package(editor: Person) -> None:
    """A reorganisation is prepared."""
    page = editor.page
    page.goto("/admin/change-sets/new/")
    page.fill("#id_title", "Omorganisering 1. januar 2027")
    page.fill("#id_reason", "Vedtak i direktørmøtet.")
    editor.press("#package_form [type=submit]")

    page.goto("/admin/directory/unit/global-helse/change/")
    editor.open("Periode", "Nedlagte enheter")
    page.fill("#id_valid_to", "2026-12-31")
    page.check("#id_successors input[value=miljo-og-helse]")
    editor.press("[name=_save]")

    page.goto("/admin/directory/unit/hr/from-a-date/")
    page.fill("#id_since", "2027-01-01")
    for language, name in (("nb", "HR og kompetanse"), ("nn", "HR og kompetanse"), ("en", "HR and Skills")):
        page.fill(f"#id_name_{language}", name)
    editor.picture("endre-fra-dato", "#content h1", "#dated_form")
    editor.press("[name=_save]")
    editor.picture("pakke", ".package-bar p", "section.desk-change", ".desk-steps")
    editor.press("button[value=submit]")


def two_editors(editor: Person, chief: Person) -> None:
    """Two people change the same text."""
    editor.page.goto(DISPUTED)
    chief.page.goto(DISPUTED)
    chief.page.fill("#id_lead_nb", "Avdelingen gir Divisjon kompetanse og personell juridiske råd.")
    chief.press("[name=_save]")
    editor.page.fill("#id_lead_nb", "Avdelingen forvalter regelverket til divisjonen og gir juridiske råd.")
    editor.press("[name=_draft]")
    editor.picture("velg-hva-som-skal-gjelde", "#conflicts", "#disputes_form")
    editor.press("button[value=discard]")


def a_history(editor: Person) -> None:
    """What a record was before, and the way back to it."""
    editor.page.goto("/admin/history/unit/juss/")
    editor.picture("historikk", "#content h1", "section.desk-change >> nth=1")


def a_report(editor: Person) -> None:
    """A reader says that something is wrong."""
    page = editor.page
    page.goto("/nb/report?page=%2Fnb%2Funits%2Fhr")
    page.fill("#id_wrong", "Ingressen nevner ikke lederutvikling.")
    page.fill("#id_right", "HR har også ansvar for lederutvikling.")
    page.fill("#id_source", "Årsrapporten for 2016, side 12")
    editor.press("main [type=submit]")
    page.goto("/admin/reports/")
    editor.press("#content-main a")
    editor.picture("melding", "#content h1", "#accept_form", height=700)


def a_conflict(site: Site, publisher: Person) -> None:
    """The files say something else than what staff published."""
    site.contradict()
    publisher.page.goto("/admin/conflicts/")
    publisher.picture("konflikt-med-fil", "#content h1", "#conflicts_form")
    publisher.page.goto("/admin/")
    publisher.picture("skrivebord", "#header", ".desk-board")


def main() -> None:
    """Makes all pictures anew; those of pages that the guide no longer shows go."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with site_and_browser() as (site, browser):
        people = (Person(browser, site, name) for name in ("redaktor", "publiserer", "sjef"))
        editor, publisher, chief = people
        for old in PICTURES.glob("*.png"):
            old.unlink()
        a_draft(editor, publisher)
        a_translation(editor)
        a_new_head(editor, chief)
        two_editors(editor, chief)
        a_history(editor)
        a_report(editor)
        a_package(editor)
        a_conflict(site, publisher)


if __name__ == "__main__":
    main()
