"""Sitemap, robots.txt, security.txt, vCards, the page about the data, and what pages tell search engines."""

import datetime
import json
import re

import pytest
from lxml import etree

from directory.models import ContactPoint, Person, Unit
from hdir.opendata import sitemap

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGES = ["nb", "nn", "en"]

pytestmark = pytest.mark.usefixtures("content")


def lax(path):
    """The sitemap's schema, which without XHTML's beside it can't check the links to other languages."""
    return etree.XMLSchema(etree.fromstring(path.read_bytes().replace(b'"strict"', b'"lax"')))


def test_the_sitemap_is_valid(client, standards):
    root = etree.fromstring(client.get("/sitemap.xml").content)
    lax(standards / "sitemap" / "sitemap.xsd").assertValid(root)


def test_the_sitemap_has_every_page_in_every_language_it_is_written_in(client):
    Unit.objects.filter(pk="hr").update(name_nn=None, lead_nn=None, body_nn=None)
    root = etree.fromstring(client.get("/sitemap.xml").content)
    pages = {
        url.findtext(f"{SITEMAP}loc").removeprefix("http://localhost:8000"): {
            link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")
        }
        for url in root
    }
    assert len(pages) == len(root)
    for unit in Unit.objects.exclude(pk="hr"):
        assert {f"/{code}/units/{unit.pk}" for code in LANGUAGES} <= set(pages)
    assert set(pages["/nb/units/helfo"]) == {"nb", "nn", "en", "x-default"}
    assert set(pages["/nb/units/hr"]) == {"nb", "en", "x-default"}
    assert "/nn/units/hr" not in pages
    assert pages["/en/units/helfo"] == pages["/nb/units/helfo"]
    strategy = "strategies/strategi-2014-2018"
    for page in ("compare", f"{strategy}/matrix", f"{strategy}/booklet", f"{strategy}/compare"):
        assert set(pages[f"/nb/{page}"]) == {"nb", "nn", "en", "x-default"}
        for code in LANGUAGES:
            html = client.get(f"/{code}/{page}").text
            assert f'<link rel="canonical" href="http://localhost:8000/{code}/{page}">' in html
            assert "noindex" not in html
    for path in list(pages)[::40]:
        assert client.get(path).status_code == 200, path


def test_a_large_site_has_an_index_of_several_files(client, standards, monkeypatch):
    whole = etree.fromstring(client.get("/sitemap.xml").content)
    monkeypatch.setattr(sitemap, "PAGES_A_FILE", 100)
    index = etree.fromstring(sitemap.index())
    lax(standards / "sitemap" / "siteindex.xsd").assertValid(index)
    parts = [loc.text for loc in index.iter(f"{SITEMAP}loc")]
    assert len(parts) > 3
    found = []
    for address in parts:
        answer = client.get(address.removeprefix("http://localhost:8000"))
        found += [url.findtext(f"{SITEMAP}loc") for url in etree.fromstring(answer.content)]
    assert sorted(found) == sorted(url.findtext(f"{SITEMAP}loc") for url in whole)
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_one_file_stays_within_what_the_protocol_allows():
    longest = {code: f"/{code}/focus-areas/{'k' * 100}" for code in LANGUAGES}
    assert sitemap.PAGES_A_FILE * len(LANGUAGES) <= 50_000
    assert len(sitemap._entries(longest).encode()) * sitemap.PAGES_A_FILE < 50 * 1024 * 1024


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_about_the_data_leads_to_the_api_a_table_and_the_cards(client, language):
    html = client.get(f"/{language}/data").text
    section = re.search(r'<section[^>]*aria-labelledby="besides".*?</section>', html, re.S)[0]
    links = re.findall(r'href="([^"]+)"', section)
    assert links == [f"/{language}/api", "/api/v1/units.csv", f"/{language}/units"]
    for address in links:
        assert client.get(address).status_code == 200
    assert ".vcf" in section
    assert ("The API" in section) == (language == "en")


def test_robots_keep_out_of_the_desk(client):
    text = client.get("/robots.txt").text
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://localhost:8000/sitemap.xml" in text


def test_security_txt_expires_within_a_year_and_not_soon(client, settings):
    settings.SECURITY_CONTACT = "mailto:sikkerhet@example.org"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:sikkerhet@example.org"
    assert fields["Canonical"] == "http://localhost:8000/.well-known/security.txt"
    left = datetime.datetime.fromisoformat(fields["Expires"]) - datetime.datetime.now(datetime.UTC)
    assert datetime.timedelta(days=90) < left < datetime.timedelta(days=365)


def card(client, address):
    text = client.get(address).content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"]
    assert lines[-2:] == ["END:VCARD", ""]
    return [tuple(re.split(r":", line, maxsplit=1)) for line in lines[:-1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_has_the_units_name_place_and_contact_points(client, language):
    fields = card(client, f"/{language}/units/helfo.vcf")
    names = [
        getattr(Unit.objects.get(pk=key), f"name_{language}")
        for key in ("helse-og-omsorgsdepartementet", "helsedirektoratet", "helfo")
    ]
    assert ("ORG", ";".join(names)) in fields
    assert (f"FN;LANGUAGE={language}", names[-1]) in fields
    assert ("TEL;VALUE=uri;TYPE=voice,work", "tel:+4780043573") in fields
    assert ("UID", "http://localhost:8000/id/unit/helfo") in fields


def test_a_card_at_a_date_has_what_was_so_then(client):
    ministry = "Helse- og omsorgsdepartementet"
    then = dict(card(client, "/nb/units/statens-stralevern.vcf?date=2016-06-01"))
    before = dict(card(client, "/nb/units/statens-stralevern.vcf?date=2015-06-01"))
    assert then["ORG"] == f"{ministry};Helsedirektoratet;Statens strålevern"
    assert before["ORG"] == "Statens strålevern"
    assert then["SOURCE"] == "http://localhost:8000/nb/units/statens-stralevern.vcf?date=2016-06-01"
    assert then["URL"] == "http://localhost:8000/nb/units/statens-stralevern?date=2016-06-01"
    assert then["NOTE"].startswith("1. juni 2016: Dokumentert ved denne datoen. Sist bekreftet: ")
    assert "?" not in dict(card(client, "/nb/units/statens-stralevern.vcf"))["SOURCE"]


def test_a_card_at_a_date_leaves_out_a_number_that_was_not_yet_in_use(client):
    ContactPoint.objects.filter(unit="helfo").update(valid_from="2017")
    numbers = {
        date: [name for name, _value in card(client, f"/en/units/helfo.vcf?date={date}") if "TEL" in name]
        for date in ("2016-12-31", "2017-01-01")
    }
    assert not numbers["2016-12-31"]
    assert numbers["2017-01-01"]


def test_cards_name_no_person(client):
    surnames = {person.name.split()[-1] for person in Person.objects.all()}
    for unit in Unit.objects.all()[:20]:
        text = client.get(f"/nb/units/{unit.pk}.vcf").text.replace("\r\n ", "")
        assert not {name for name in surnames if name in text}


def test_a_card_escapes_and_folds_inside_no_letter(client):
    Unit.objects.filter(pk="hr").update(name_nb="Råd, ære; og \\ " + "ø" * 60)
    fields = dict(card(client, "/nb/units/hr.vcf"))
    assert fields["FN;LANGUAGE=nb"] == r"Råd\, ære\; og \\ " + "ø" * 60
    assert client.get("/nb/units/nobody.vcf").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_about_the_data_names_every_file(client, language, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        text = client.get(f"/{language}/data").text
    for name in (
        "organisation.ttl",
        "organisation.jsonld",
        "popolo-nn.json",
        "content.zip",
        "catalog.ttl",
        "strategy-strategi-2014-2018-nb.xml",
        "SHA256SUMS",
        "manifest.json",
    ):
        assert f"/data/{name}" in text
    assert "https://data.norge.no/nlod/no/2.0" in text
    assert '<span lang="en">English</span>' in text


def structured(client, address):
    text = client.get(address).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return {part["@type"]: part for part in json.loads(found[1])["@graph"]}


def test_a_unit_page_says_what_the_unit_is_and_who_leads_it_in_what_role(client):
    data = structured(client, "/nb/units/global-helse")
    unit = data["Organization"]
    assert unit["@id"] == "http://localhost:8000/id/unit/global-helse"
    assert unit["parentOrganization"]["@id"] == "http://localhost:8000/id/unit/divisjon-folkehelse"
    role = unit["employee"][0]
    assert (role["@type"], role["roleName"]) == ("EmployeeRole", "konstituert avdelingsdirektør")
    assert role["employee"]["name"] == "Otto Christian Rø"
    assert [step["position"] for step in data["BreadcrumbList"]["itemListElement"]] == [1, 2, 3, 4, 5]
    directorate = structured(client, "/en/units/helsedirektoratet")["GovernmentOrganization"]
    assert directorate["identifier"]["value"] == "983544622"


def test_other_pages_say_what_they_are(client):
    person = structured(client, "/nn/people/otto-christian-ro")["Person"]
    assert person["worksFor"][0]["worksFor"]["name"] == "Global helse"
    dataset = structured(client, "/en/data")["Dataset"]
    assert dataset["license"] == "https://data.norge.no/nlod/no/2.0"
    assert len(dataset["distribution"]) > 8
    assert "WebSite" in structured(client, "/en/")
    assert "BreadcrumbList" in structured(client, "/en/laws/folkehelseloven")


def terms(value):
    """The names of types and properties in structured data."""
    for part in value if isinstance(value, list) else ():
        yield from terms(part)
    for name, part in value.items() if isinstance(value, dict) else ():
        if name == "@type":
            yield part
        elif not name.startswith(("@", "query-")):
            yield name
        yield from terms(part)


def test_terms_are_those_of_schema_org(client, standards):
    known = (standards / "schemaorg" / "schemaorg-current-https.ttl").read_text()
    for address in ("/en/units/helfo", "/en/people/otto-christian-ro", "/en/data", "/en/"):
        used = set(terms(list(structured(client, address).values())))
        assert {term for term in used if f"schema:{term} a " not in known} == set()


def test_no_text_can_end_the_block_of_data(client):
    Unit.objects.filter(pk="hr").update(name_nb="</script><b>HR & co")
    text = client.get("/nb/units/hr").text
    assert "</script><b>" not in text
    assert structured(client, "/nb/units/hr")["Organization"]["name"] == "</script><b>HR & co"


@pytest.mark.browser
def test_the_policy_says_nothing_against_the_block_of_data(browser_page):
    page, said = browser_page
    page.goto("/nb/units/global-helse")
    assert page.locator('script[type="application/ld+json"]').count() == 1
    page.goto("/en/data")
    assert said == []
