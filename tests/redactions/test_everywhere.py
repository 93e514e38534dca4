"""After a redaction no address says the name to readers, programs or staff, and no reload brings it back."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from directory.models import Membership, Person, Unit
from hdir.changes.models import Change, ChangeSet
from hdir.changes.shell import publishing
from hdir.opendata.api.views import all_lists
from hdir.opendata.sitemap import pages

KEY, NAME, HELD = "otto-christian-ro", "Otto Christian Rø", "global-helse-otto-christian-ro"

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def draft():
    """The name published in a text, taken out of it again, and in a draft of another one."""
    for text in (f"Ledet av {NAME}.", "Ledet av noen."):
        with publishing("Hvem som leder", author="kari", reason=f"{NAME} begynte"):
            unit = Unit.objects.get(pk="hr")
            unit.body_nb = text
            unit.save()
    change_set = ChangeSet.objects.create(origin="admin", title=f"Om {NAME}", state="draft", author="kari")
    Change.objects.create(
        change_set=change_set,
        model="directory.unit",
        key="global-helse",
        action="change",
        before={"body_nb": Unit.objects.get(pk="global-helse").body_nb},
        after={"body_nb": f"Spør {NAME}."},
    )
    return change_set


@pytest.fixture
def redacted(draft):
    call_command("redact_person", KEY, reason="Personen ba om det", stdout=io.StringIO())
    return draft


def said(answer):
    """Whether an answer has the name or a key made of it."""
    text = answer.getvalue().decode("utf-8", "replace").lower()
    return "otto christian" in text or "otto-christian" in text


def test_the_check_finds_the_name_where_it_stands(client, admin_client, draft):
    for address in ("/nb/units/global-helse", "/nb/search?q=otto", "/api/v1/people.csv", "/nb/changes.atom"):
        assert said(client.get(address)), address
    preview = reverse("drafts:preview", args=[draft.pk, "nb/units/global-helse"])
    for address in (
        preview,
        reverse("drafts:one", args=[draft.pk]),
        "/admin/history/",
        "/nb/history/unit/hr",
    ):
        assert said(admin_client.get(address)), address


def test_no_page_says_it(client, redacted):
    wrong = [page["nb"] for page in pages() if "nb" in page and said(client.get(page["nb"]))]
    assert wrong == []
    for language in ("nb", "nn", "en"):
        for path in ("leaders", "units/global-helse", "history/unit/hr", "changes.atom", "events"):
            assert not said(client.get(f"/{language}/{path}")), path


def test_no_list_table_or_record_of_the_api_says_it(client, redacted):
    for one in all_lists():
        address = f"/api/v1/{one.name}?page_size=200"
        while address:
            page = client.get(address)
            assert not said(page), address
            address = (page.json()["next"] or "").removeprefix("http://localhost:8000")
        assert not said(client.get(f"/api/v1/{one.name}.csv")), one.name
    for address in ("units/global-helse.ttl", "units/global-helse.jsonld", "openapi.json"):
        assert not said(client.get(f"/api/v1/{address}")), address
    assert "Otto" not in client.get("/sitemap.xml").text
    assert KEY not in client.get("/sitemap.xml").text


def test_search_doesnt_find_it(client, redacted):
    for words in ("otto", "otto christian", "Otto Christian Rø"):
        answer = client.get("/api/v1/search", {"q": words})
        assert not [r for r in answer.json()["results"] if r["type"] == "person" and "Otto" in str(r["name"])]
        assert "otto christian" not in str(answer.json()["results"]).lower()
    suggested = client.get("/nb/search/suggestions", {"q": "otto"})
    assert "otto christian" not in suggested.text.lower().replace("q=otto", "")


def test_staff_dont_see_it_in_log_draft_preview_or_earlier_versions(admin_client, redacted):
    for address in (
        "/admin/history/",
        "/admin/history/unit/hr/",
        "/admin/history/person/redacted-1/",
        "/nb/history/unit/hr",
        "/admin/change-sets/",
        reverse("drafts:one", args=[redacted.pk]),
        reverse("drafts:preview", args=[redacted.pk, "nb/units/global-helse"]),
        reverse("drafts:preview", args=[redacted.pk, "nb/leaders"]),
        "/admin/directory/person/",
        "/admin/directory/unit/global-helse/change/",
    ):
        answer = admin_client.get(address)
        assert answer.status_code in (200, 404), address
        assert not said(answer), address


def test_no_reload_of_the_files_brings_it_back(redacted, capsys):
    for _again in range(2):
        call_command("load_fixtures", apply=True)
        assert "Nothing to change" in capsys.readouterr().out
        assert not Person.objects.filter(pk=KEY).exists()
        assert not Membership.objects.filter(pk=HELD).exists()
