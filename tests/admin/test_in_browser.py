"""The admin in a real browser: what editors do there, under the Content-Security-Policy."""

import pytest
from django.contrib.auth.models import User

from directory.models import Membership, Topic, Unit
from tests.signing_in import sign_in_browser

pytestmark = pytest.mark.browser


@pytest.fixture
def site(browser_page, live_server, settings):
    """A page of Chromium with a list of all that its console says, logged in."""
    page, said = browser_page
    sign_in_browser(page, live_server.url, User.objects.create_superuser("chief"))
    page.goto("/admin/", wait_until="networkidle")
    return page, said


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
    page.fill("#id_memberships-2-person-typed", "moe")
    page.press("#id_memberships-2-person-typed", "Enter")
    assert page.input_value("#id_memberships-2-person") == "bente-moe"
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


def test_who_presses_twice_publishes_once(site):
    page, said = site
    page.goto("/admin/directory/topic/add/")
    page.fill("#id_name_nb", "Søvnhelse")
    with page.expect_navigation():
        page.dblclick("[name=_save]")
    page.wait_for_load_state("networkidle")
    assert [one.pk for one in Topic.objects.filter(name_nb="Søvnhelse")] == ["sovnhelse"]
    # Back on the form, it can be sent again.
    page.go_back()
    page.fill("#id_name_nb", "Søvnvaner")
    with page.expect_navigation():
        page.click("[name=_save]")
    assert Topic.objects.filter(name_nb="Søvnvaner").exists()
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
