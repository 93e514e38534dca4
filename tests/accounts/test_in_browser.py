"""Signing in in a real Chromium: an app, recovery codes, a passkey, under the site's policy."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User

from hdir.accounts.models import AuditEntry
from tests.accounts.conftest import PASSWORD
from tests.signing_in import code_of

pytestmark = pytest.mark.browser

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ENTER = "main form[action='/accounts/login/'] [type=submit]"


@pytest.fixture
def entrance(browser_page, live_server):
    """A page of Chromium on its way to the desk of a new installation, what its console says, and a look at
    the page: what axe finds on it, wide and narrow, light and dark."""
    page, said = browser_page
    User.objects.create_superuser("chief", password=PASSWORD)
    page.goto("/admin/", wait_until="networkidle")
    axe, found = Axe(), []

    def look():
        for width, scheme in ((1280, "light"), (320, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            # Colours that are on their way to others are none of the page's.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
            # axe itself adds a style, which the policy blocks: what it makes the console say is not ours.
            quiet = list(said)
            violations = axe.run(page, options={"runOnly": RULES}).response["violations"]
            said[:] = quiet
            found.extend((page.url, v["id"], node["html"][:120]) for v in violations for node in v["nodes"])

    yield page, look
    assert said == []
    assert found == []


def enter(page) -> None:
    page.fill("#id_login", "chief")
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.click(ENTER)
    page.wait_for_load_state("networkidle")


def press(page, words: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state("networkidle")


def leave(page) -> None:
    page.goto("/accounts/logout/")
    press(page, "Sign out")


def test_an_app_and_a_recovery_code(entrance):
    page, look = entrance
    look()
    enter(page)
    assert page.url.endswith("/accounts/second-factor/")
    look()
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_text("Or type it").click()
    look()
    secret = page.inner_text(".secret")
    page.fill("#id_code", code_of(secret))
    press(page, "Set it up")
    assert page.url.endswith("/accounts/2fa/recovery-codes/")
    look()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name=re.compile("on to the editorial desk")).click()
    assert page.url.endswith("/admin/")
    assert page.inner_text("h1") == "What do you want to change?"

    # And again, with a code; the password alone leads no further.
    leave(page)
    enter(page)
    look()
    page.goto("/admin/")
    assert "/accounts/" in page.url
    page.goto("/accounts/2fa/authenticate/")
    page.fill("#id_code", code_of(secret))
    press(page, "Sign in")
    assert page.url.endswith("/admin/")
    leave(page)
    enter(page)
    page.fill("#id_code", codes[0])
    press(page, "Sign in")
    assert page.url.endswith("/admin/")
    page.goto("/accounts/2fa/", wait_until="networkidle")
    look()


def test_a_passkey_is_set_up_and_then_opens_alone(entrance):
    page, look = entrance
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    enter(page)
    page.get_by_role("link", name="Set up a passkey").click()
    page.wait_for_load_state("networkidle")
    look()
    press(page, "Set it up")
    assert page.url.endswith("/accounts/2fa/recovery-codes/")
    page.goto("/admin/")
    assert page.url.endswith("/admin/")

    # Without username and password.
    leave(page)
    page.goto("/admin/", wait_until="networkidle")
    press(page, "Sign in with a passkey")
    assert page.url.endswith("/admin/")
    assert AuditEntry.objects.filter(event="signed-in").first().detail == "webauthn"

    # After the password, instead of a code.
    leave(page)
    enter(page)
    press(page, "Use a passkey instead")
    assert page.url.endswith("/admin/")

    # A device that knows nothing of the account: it is told in words.
    leave(page)
    devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": made["authenticatorId"]})
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {**device, "isUserVerified": False}})
    page.goto("/accounts/login/", wait_until="networkidle")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.locator(".passkey-failed").wait_for()
    assert "The passkey was not used" in page.inner_text(".passkey-failed")
