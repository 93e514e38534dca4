"""One server with the real content and one browser for all of these tests: they only read."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from tests.accessibility.axe import AXE
from tests.databases import a_database
from tests.static_files import collect_static

ALL_OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"


@dataclass(frozen=True)
class Site:
    """A running site and what was put into its database for the editors' pages."""

    url: str
    numbers: dict


@pytest.fixture(scope="module")
def site(loaded, tmp_path_factory) -> Iterator[Site]:
    """The site on a port of its own, for as long as a module takes."""
    with a_database(tmp_path_factory.mktemp("accessibility"), loaded) as database:
        environment = {**database.environment, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        made = subprocess.run(
            [sys.executable, "-m", "tests.accessibility.waiting"],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        # What an earlier collection left would be served before the files that it was made from.
        collect_static(database)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        serve = ["-m", "gunicorn", "hdir.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
        server = subprocess.Popen(
            [sys.executable, *serve, "--no-control-socket", "--log-level", "warning"],
            cwd=settings.BASE_DIR,
            env=environment,
        )
        try:
            _wait_for(port, server)
            yield Site(f"http://127.0.0.1:{port}", json.loads(made.stdout))
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(port: int, server: subprocess.Popen) -> None:
    for _attempt in range(600):
        assert server.poll() is None, "the server ended at once"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server doesn't answer")


@dataclass
class Reader:
    """Somebody with a browser, who sees what is wrong with a page."""

    page: Page
    # What the console says: errors, what the Content-Security-Policy blocks.
    said: list[str] = field(default_factory=list)

    def screen(self, width: int, scheme: str) -> None:
        """Takes a screen of a width, light or dark."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]

    def open(self, address: str, status: int = 200) -> None:
        """Opens a page with everything that is folded on it."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == status, address
        self.page.evaluate(ALL_OPEN)

    def violations(self) -> list[str]:
        """What axe finds on the page as it is."""
        # axe adds a style of its own, which the policy blocks: what that makes the console say is not ours.
        before = list(self.said)
        result = Axe().run(self.page, options=AXE).response
        self.said[:] = before
        return [
            f"{found['id']}: {node['html'][:160]}"
            for found in result["violations"]
            for node in found["nodes"]
        ]


@pytest.fixture(scope="module")
def browser(chromium):
    """Chromium."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's loop makes Django believe that it is called from asynchronous code.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            yield browser
            browser.close()


def _reader(browser, site) -> Reader:
    reader = Reader(browser.new_page(base_url=site.url, locale="en"))
    reader.page.set_default_timeout(
        120_000
    )  # a machine that does something else beside is no mistake of ours
    reader.page.on("console", lambda message: reader.said.append(f"{reader.page.url}: {message.text}"))
    reader.page.on("pageerror", lambda error: reader.said.append(f"{reader.page.url}: {error}"))
    return reader


@pytest.fixture(scope="module")
def reader(browser, site):
    """A reader of the public pages."""
    reader = _reader(browser, site)
    yield reader
    reader.page.close()


@pytest.fixture(scope="module")
def editor(browser, site):
    """Somebody logged in to the admin."""
    reader = _reader(browser, site)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": site.numbers["session"], "url": site.url}
    reader.page.context.add_cookies([cookie])
    yield reader
    reader.page.close()
