"""The admin in a real browser: nothing that the Content-Security-Policy blocks, nothing that axe finds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User

from directory.models import Membership, Unit
from hdir.changes.edits import edit_between
from hdir.changes.models import Baseline
from hdir.changes.shell import publishing
from hdir.changes.snapshot import snapshot
from hdir.corrections.models import Report
from hdir.drafts.work import start
from tests.signing_in import sign_in_browser

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "dashboard": "/admin/",
    "list": "/admin/directory/unit/",
    "filtered list": "/admin/directory/responsibility/?extent__exact=not",
    "unit": "/admin/directory/unit/hr/change/",
    "new unit": "/admin/directory/unit/add/",
    "post": "/admin/directory/post/miljo-og-helse-avdelingsdirektor/change/",
    "event": "/admin/directory/changeevent/add/",
    "goal area": "/admin/strategy/goalarea/dialog-og-medvirkning/change/",
    "deletion": "/admin/directory/topic/tobakk/delete/",
    "history": "/admin/history/unit/hr/",
    "whole history": "/admin/history/",
    "drafts": "/admin/change-sets/",
    "draft": "/admin/change-sets/{draft}/",
    "published": "/admin/change-sets/{published}/",
    "new package": "/admin/change-sets/new/",
    "change from a date": "/admin/directory/unit/hr/from-a-date/",
    "conflicts": "/admin/conflicts/",
    "reports": "/admin/reports/",
    "status": "/admin/status/",
    "report": "/admin/reports/{report}/",
    "guide": "/admin/guide/",
    "translation board": "/admin/translations/",
    "side by side": "/admin/translations/units/hr/nn/",
}


@pytest.fixture
def site(browser_page, live_server, settings):
    """A page of Chromium with a list of all that its console says, logged in."""
    page, said = browser_page
    sign_in_browser(page, live_server.url, User.objects.create_superuser("chief"))
    page.goto("/admin/", wait_until="networkidle")
    return page, said


def waiting_work() -> dict[str, int]:
    """A draft that contradicts what was published since, a conflict, a report; their numbers."""
    unit = Unit.objects.get(pk="hr")
    edit = edit_between(Unit, "hr", snapshot(unit), {**snapshot(unit), "lead_nb": "Utkast."})
    draft = start("Utkast", "kari", [edit])
    with publishing("Publisert", author="ola") as published:
        unit.lead_nb = "Publisert."
        unit.save()
    Baseline.objects.filter(model="directory.unit", key="hr").update(offered={"name_en": "Human resources"})
    report = Report.objects.create(
        page="/nb/units/hr", record_type="unit", record_key="hr", wrong="Ingressen er feil."
    )
    return {"draft": draft.pk, "published": published.pk, "report": report.pk}


def test_pages_say_nothing_on_the_console_and_axe_finds_nothing(site):
    page, said = site
    numbers = waiting_work()
    axe = Axe()
    found = []
    for name, path in PAGES.items():
        address = path.format(**numbers)
        for width, scheme in ((1280, "light"), (320, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert page.goto(address, wait_until="networkidle").status == 200, name
            assert page.url.endswith(address), name
            page.evaluate("document.querySelectorAll('details').forEach(group => group.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            # axe itself adds a style, which the policy blocks: what it makes the console say is not ours.
            quiet = list(said)
            violations = axe.run(page, options={"runOnly": RULES}).response["violations"]
            said[:] = quiet
            found += [(name, width, v["id"], node["html"][:120]) for v in violations for node in v["nodes"]]
    assert said == []
    assert found == []


def test_an_editor_adds_a_row_and_a_record_beside_it(site):
    """Django's own scripts, the ones that add rows and open small windows, run under the policy."""
    page, said = site
    page.goto("/admin/directory/post/miljo-og-helse-avdelingsdirektor/change/")
    with page.expect_popup() as opened:
        page.click("#add_id_memberships-1-person")
    window = opened.value
    window.fill("#id_name", "Åse Østby")
    with window.expect_event("close"):
        window.click("[name=_save]")
    assert page.input_value("#id_memberships-1-person") == "ase-ostby"
    page.select_option("#id_memberships-1-manner", "acting")
    page.click("text=Add another Person in post")
    page.select_option("#id_memberships-2-person", "bente-moe")
    page.select_option("#id_memberships-2-manner", "constituted")
    page.select_option("#id_memberships-2-sources-0-document", "003")
    page.click("[name=_continue]")
    page.wait_for_load_state("networkidle")
    assert page.locator(".inline-related.has_original").count() == 3
    constituted = Membership.objects.get(pk="miljo-og-helse-bente-moe")
    assert constituted.sources == [{"document": "003"}]
    assert said == []


def test_the_language_is_switched_on_the_same_page(site):
    page, said = site
    page.goto("/admin/directory/unit/")
    page.click(".admin-languages button[value=nn]")
    assert page.url.endswith("/admin/directory/unit/")
    assert page.get_attribute("html", "lang") == "nn"
    assert said == []


def test_two_browsers_that_edit_the_same_unit_are_shown_what_the_other_did(site):
    one, said = site
    context = one.context.browser.new_context(base_url=one.url.split("/admin")[0], locale="en")
    two = context.new_page()
    sign_in_browser(two, one.url, User.objects.create_superuser("other"))
    for page in (one, two):
        page.goto("/admin/directory/unit/hr/change/", wait_until="networkidle")
    one.fill("#id_lead_nb", "Det den ene skrev.")
    one.fill("#id_lead_en", "What the one wrote.")
    one.click("input[name=_save]")
    one.wait_for_load_state("networkidle")
    two.fill("#id_lead_nb", "Det den andre skrev.")
    two.click("input[name=_save]")
    two.wait_for_load_state("networkidle")
    # Nothing is overwritten and nothing is lost: both stand side by side.
    assert "/admin/change-sets/" in two.url
    assert "Det den ene skrev." in two.content().replace("<ins>", "").replace("</ins>", "")
    assert Unit.objects.get(pk="hr").lead_nb == "Det den ene skrev."
    two.check("input[type=radio][value=theirs]")
    two.click("#disputes_form input[type=submit]")
    two.wait_for_load_state("networkidle")
    two.click("#approve_form button")
    two.wait_for_load_state("networkidle")
    unit = Unit.objects.get(pk="hr")
    assert (unit.lead_nb, unit.lead_en) == ("Det den andre skrev.", "What the one wrote.")
    context.close()
    assert said == []
