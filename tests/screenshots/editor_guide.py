"""Makes the pictures of the editor's guide (docs/redaktor.md).

    .venv/bin/python -m tests.screenshots.editor_guide

It clicks through the editors' tasks on a site of its own, with a database that is deleted at the end, so
that the pictures show what the admin does today. Run it again when the admin looks different, and look at
what it made. The people it invents (redaktor, publiserer, sjef, Kari Eksempel) exist nowhere else.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / "docs" / "images" / "redaktor"
CHROMIUM = "/usr/bin/chromium"
LARGEST = 120_000  # bytes of one picture: the guide shows a dozen on one page
MARGIN = 8

PASSWORD = "bare-for-disse-bildene"
PEOPLE = f"""
from django.contrib.auth.models import Group, User
for name, group in (("redaktor", "editor"), ("publiserer", "publisher")):
    user = User.objects.create_user(name, password={PASSWORD!r}, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
User.objects.create_superuser("sjef", password={PASSWORD!r})
from django.test import Client
from tests.signing_in import sign_in
for name in ("redaktor", "publiserer", "sjef"):
    client = Client()
    sign_in(client, User.objects.get(username=name))
    print(name, client.cookies["sessionid"].value)
"""

UNIT = "/admin/directory/unit/miljo-og-helse/change/"
POST = "/admin/directory/post/miljo-og-helse-avdelingsdirektor/change/"
NEW_HEAD = "/admin/directory/post/miljo-og-helse-avdelingsdirektor/new-head/"
DISPUTED = "/admin/directory/unit/juss/change/"


class Site:
    """A Django server with its own database, for as long as the pictures take."""

    def __init__(self, folder: Path):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        # What is set on this machine must not change the pictures, nor send a mail.
        ours = {"CACHE_URL", "EMAIL_URL", "FOUR_EYES", "SITE_OFFICIAL", "ALLOWED_HOSTS", "SECURITY_CONTACT"}
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ours},
            "DEBUG": "1",
            "DATABASE_URL": f"sqlite:///{folder / 'pictures.sqlite3'}",
            "SITE_URL": self.address,
        }

    def manage(self, *arguments: str, expected: tuple[int, ...] = (0,)) -> str:
        """Runs a command of manage.py, and says what it said; raises RuntimeError with that if it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in expected:
            raise RuntimeError(f"manage.py {arguments[0]}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def prepare(self) -> None:
        """The tables, the content and the people."""
        self.manage("migrate", "-v0")
        self.manage("load_fixtures", "--apply")
        people = self.manage("shell", "-v0", "-c", PEOPLE).splitlines()
        self.sessions = dict(line.split() for line in people)

    @contextmanager
    def served(self) -> Iterator[None]:
        """The server runs inside, and is stopped whatever happens."""
        with (self.folder / "server.log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, "manage.py", "runserver", f"127.0.0.1:{self.port}", "--noreload"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
            try:
                self._wait(server)
                yield
            finally:
                server.terminate()
                try:
                    server.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    server.kill()
                    server.wait()

    def _wait(self, server: subprocess.Popen) -> None:
        for _attempt in range(120):
            if server.poll() is not None:
                raise RuntimeError((self.folder / "server.log").read_text())
            try:
                with urlopen(f"{self.address}/admin/login/", timeout=2):  # noqa: S310 - our own server
                    return
            except URLError:
                time.sleep(0.5)
        raise RuntimeError(f"The server didn't answer on {self.address}.")

    def contradict(self) -> None:
        """Loads files that say something else about a text that staff has edited: a conflict."""
        files = self.folder / "fixtures"
        shutil.copytree(ROOT / "fixtures", files)
        units = files / "units.json"
        records = json.loads(units.read_text("utf-8"))
        record = next(r for r in records if "juss" in (r.get("pk"), r.get("key")))
        record.get("fields", record)["lead_nb"] = "Avdelingen gir juridiske råd til hele direktoratet."
        units.write_text(json.dumps(records, ensure_ascii=False, indent=1), "utf-8")
        self.manage("load_fixtures", str(files), "--apply", expected=(0, 3))


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
    with TemporaryDirectory(prefix="editor-guide-") as folder:
        site = Site(Path(folder))
        site.prepare()
        with site.served(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            try:
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
            finally:
                browser.close()


if __name__ == "__main__":
    main()
