"""What pictures are taken of and with: a site with a database of its own, deleted in the end, a browser."""

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

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = "/usr/bin/chromium"

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


@contextmanager
def site_and_browser() -> Iterator[tuple[Site, Browser]]:
    """A site that is served, with the real content and three people, and a browser to look at it."""
    with TemporaryDirectory(prefix="pictures-") as folder:
        site = Site(Path(folder))
        site.prepare()
        with site.served(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            try:
                yield site, browser
            finally:
                browser.close()
