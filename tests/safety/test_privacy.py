"""The page about privacy: found everywhere, and true."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils.html import strip_tags

from directory.models import Unit
from hdir.accounts.models import KEPT
from hdir.backups.models import KEPT as BACKUPS_KEPT
from hdir.changes.models import ChangeSet
from hdir.changes.shell import publishing
from hdir.corrections.models import COUNTED_FOR, KEPT_ANSWERED, KEPT_AT_MOST
from hdir.opendata import sitemap
from hdir.staticsite.addresses import may_be_copied
from hdir.texts.lix import lix

LANGUAGES = ["nb", "nn", "en"]


def text_of(html: str) -> str:
    main = html[html.index("<h1") : html.index("</main>")]
    return unescape(strip_tags(re.sub(r"</(h1|h2|p)>", "\n\n", main)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_it_and_the_form_to_what_is_kept_of_reports(client, content, language):
    for page in ("", "units/helfo", "search?q=rus", "units/none"):
        assert f'href="/{language}/privacy"' in client.get(f"/{language}/{page}").text
    assert f'href="/{language}/privacy#reporting"' in client.get(f"/{language}/report").text
    assert f'<html lang="{language}">' in client.get(f"/{language}/privacy").text
    assert f"/{language}/privacy" in {path for page in sitemap.pages() for path in page.values()}
    assert may_be_copied(f"/{language}/privacy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_promises_what_the_code_counts_with(client, content, language):
    text = text_of(client.get(f"/{language}/privacy").text)
    assert re.findall(r"\d+ (?:dager|dagar|days)", text) == [
        f"{days} {word}"
        for days in (KEPT_ANSWERED, KEPT_AT_MOST, BACKUPS_KEPT, KEPT)
        for word in [{"nb": "dager", "nn": "dagar", "en": "days"}[language]]
    ]
    assert COUNTED_FOR.total_seconds() == 3600
    assert {"nb": "i en time", "nn": "i ein time", "en": "for an hour"}[language] in text
    assert "Datatilsynet" in text


def test_the_form_promises_the_same(client, content):
    assert (KEPT_ANSWERED, KEPT_AT_MOST) == (90, 365)
    assert "deleted 90 days after it was answered, and after a year" in client.get("/en/report").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_plainly(client, content, language):
    assert lix(text_of(client.get(f"/{language}/privacy").text)) < 45


def test_it_says_on_which_ground_whoever_runs_the_site_publishes_names(client, content, settings):
    assert "article 6, paragraph 1 f" in client.get("/en/privacy").text
    settings.SITE_OFFICIAL = True
    assert "article 6, paragraph 1 e" in client.get("/en/privacy").text


def test_it_says_whom_to_write_to(client, content, settings):
    assert 'href="/en/report" rel="nofollow"' in client.get("/en/privacy").text
    settings.SECURITY_CONTACT = "mailto:personvern@hdir.example"
    assert 'href="mailto:personvern@hdir.example"' in client.get("/en/privacy").text


@pytest.mark.parametrize(
    "address",
    ["/", "/nb/", "/nb/units/hr", "/nb/units?page=2", "/nb/search?q=rus", "/nb/report", "/nb/report?sent=1",
     "/nb/none", "/nb/units/hr?date=x", "/nb/data", "/nb/changes.atom", "/api/v1/units", "/id/unit/hr",
     "/data/organisation.ttl"],
)  # fmt: skip
def test_a_reader_gets_no_cookie_anywhere(client, content, address):
    assert not client.get(address).cookies


def test_readers_see_no_names_of_those_who_write(client, content):
    with publishing("A better name", author="redaktor.hansen"):
        unit = Unit.objects.get(pk="hr")
        unit.name_nb = "Personal og organisasjon"
        unit.save()
    number = ChangeSet.objects.latest_number()
    assert ChangeSet.objects.get(number=number).author == "redaktor.hansen"
    for address in (
        "/nb/units/hr",
        "/nb/history/unit/hr",
        "/nb/changes.atom",
        "/api/v1/changes",
        "/api/v1/units/hr",
        "/data/content.zip",
    ):
        answer = Client().get(address)
        assert answer.status_code == 200, address
        assert b"hansen" not in b"".join(answer)
