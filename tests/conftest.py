"""The net under every test: the real content, and nothing skipped unsaid."""

import os
import shutil
from pathlib import Path

import hypothesis
import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client
from playwright.sync_api import sync_playwright

from directory.models import Unit
from tests.databases import empty_database, full_database, loaded, migrated
from tests.signing_in import sign_in

__all__ = ["empty_database", "full_database", "loaded", "migrated"]

# A machine that does something else beside is no mistake of ours.
hypothesis.settings.register_profile(
    "patient", suppress_health_check=[hypothesis.HealthCheck.too_slow], deadline=None
)
hypothesis.settings.load_profile("patient")

DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "shared" / "documents"
STANDARDS = DOCUMENTS.parent / "standards"


def needs(present: object, what: str) -> None:
    """Skips a test by name where something is absent; where nothing may be skipped, it fails."""
    if not present:
        if os.environ.get("NOTHING_SKIPPED"):
            pytest.fail(f"{what} is needed here")
        pytest.skip(f"needs {what}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database holds the real content, loaded once; each test's changes are rolled back."""
    with django_db_blocker.unblock():
        call_command("load_fixtures", apply=True, verbosity=0)
        call_command("rebuild_search", verbosity=0)


@pytest.fixture
def content(db):
    """The real content, also after a transactional test has emptied the database."""
    if not Unit.objects.exists():
        call_command("load_fixtures", apply=True, verbosity=0)


@pytest.fixture
def documents():
    """The folder of the five source texts."""
    if not DOCUMENTS.is_dir():
        pytest.skip("needs ../shared/documents")
    return DOCUMENTS


@pytest.fixture
def admin_client(admin_user):
    """A client of a superuser who has used a second factor; pytest-django's own hasn't."""
    client = Client()
    sign_in(client, admin_user)
    return client


@pytest.fixture(scope="session")
def chromium():
    """The path of Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    needs(path, "Chromium")
    return path


@pytest.fixture
def browser_page(live_server, transactional_db, chromium, monkeypatch, settings):
    """A page of Chromium on the real content, and a list of all that its console says: errors, what the
    Content-Security-Policy blocks, and requests to other hosts."""
    # Playwright's loop makes Django believe that it is called from asynchronous code.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    # Django looks up the kinds of records one by one after the database was emptied for this test.
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get*"}]
    call_command("load_fixtures", apply=True, verbosity=0)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(base_url=live_server.url, locale="en")
        said: list[str] = []
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((live_server.url, "data:"))
                else said.append(f"{page.url} asks {request.url}")
            ),
        )
        yield page, said
        browser.close()
        # Inside Playwright's loop Django made connections of its own, which nobody else would close.
        connections.close_all()
