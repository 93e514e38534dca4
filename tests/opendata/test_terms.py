"""Every format says on which terms it is given, where it is from, its version, and for when it is true.

Each is read the way its readers do; a format that is added without its words fails at the end.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree
from rdflib import DCAT, DCTERMS, OWL, Graph, Namespace, URIRef

from hdir.opendata.edition import ATTRIBUTION, Edition
from hdir.opendata.files import whole_files
from hdir.opendata.views.files import _FORMS

SITE = "http://localhost:8000"
HDIR = Namespace(f"{SITE}/data/organisation#")
ORGANISATION = URIRef(f"{SITE}/data/organisation")
NLOD = "https://data.norge.no/nlod/no/2.0"
ATOM = "{http://www.w3.org/2005/Atom}"
STRATML = "{urn:ISO:std:iso:17469:tech:xsd:stratml_core}"

# Licence, attribution (part of it, in English), version and date of truth, each as far as the format has it.
Terms = tuple[str, str, str, str]

pytestmark = pytest.mark.usefixtures("content")


def graph(answer, form: str) -> Terms:
    found = Graph().parse(data=answer.content, format=form)
    cited = [str(text) for text in found.objects(ORGANISATION, DCTERMS.bibliographicCitation)]
    return (
        str(found.value(ORGANISATION, DCTERMS.license)),
        " ".join(cited),
        str(found.value(ORGANISATION, OWL.versionInfo)),
        str(found.value(ORGANISATION, HDIR.trueFor)),
    )


def turtle(answer) -> Terms:
    return graph(answer, "turtle")


def json_ld(answer) -> Terms:
    return graph(answer, "json-ld")


def catalogue(answer) -> Terms:
    found = Graph().parse(data=answer.content, format="turtle")
    # The profile wants the EU's name of the licence.
    licence = str(found.value(URIRef(f"{SITE}/data/catalog"), DCTERMS.license))
    assert licence.endswith("/licence/NLOD_2_0")
    _licence, cited, version, _true = turtle(answer)
    period = found.value(ORGANISATION, DCTERMS.temporal)
    return NLOD, cited, version, str(found.value(period, DCAT.startDate))


def popolo(answer) -> Terms:
    meta = answer.json()["meta"]
    return meta["license"], meta["attribution"], meta["version"], meta["true_for"]


def stratml(answer) -> Terms:
    words = etree.fromstring(answer.content).findtext(f"{STRATML}OtherInformation")
    return NLOD if "NLOD 2.0" in words else "", words, in_words(words), day_in_words(words)


def archive(answer) -> Terms:
    words = zipfile.ZipFile(io.BytesIO(answer.content)).read("TERMS.txt").decode()
    return (
        NLOD if f"NLOD 2.0: {NLOD}" in words else "",
        words,
        in_words(words),
        words.split("true for: ")[1][:10],
    )


def manifest(answer) -> Terms:
    data = answer.json()
    return data["licence"]["url"], data["attribution"]["en"], data["version"], data["true_for"]


def feed(answer) -> Terms:
    root = etree.fromstring(answer.content)
    (licence,) = [e.get("href") for e in root.findall(f"{ATOM}link") if e.get("rel") == "license"]
    edition = root.findtext(f"{ATOM}subtitle")
    return licence, root.findtext(f"{ATOM}rights"), in_words(edition), day_in_words(edition)


def card(answer) -> Terms:
    words = answer.content.decode().replace("\r\n ", "").replace("\\,", ",")
    return NLOD if "NLOD" in words else "", words, in_words(words), day_in_words(words)


def columns(answer) -> Terms:
    data = answer.json()
    return (
        data["dc:license"]["@id"],
        data["dc:bibliographicCitation"],
        data["dc:hasVersion"],
        data["dc:temporal"],
    )


def root(answer) -> Terms:
    data = answer.json()
    return data["licence"], data["attribution"], data["content_version"], data["chart_true_for"]


def openapi(answer) -> Terms:
    info = answer.json()["info"]
    words = info["description"]
    return info["license"]["url"], words, in_words(words), words.split("true for ")[1][:10]


def dataset(answer) -> Terms:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
    (data,) = [part for part in json.loads(block)["@graph"] if part["@type"] == "Dataset"]
    return data["license"], data["creditText"], data["version"], data["temporalCoverage"]


def in_words(text: str) -> str:
    """The version in running text."""
    version = Edition.current().version
    return version if version in text else ""


def day_in_words(text: str) -> str:
    return "2017-01-01" if "1 January 2017" in text else ""


FORMATS: dict[str, Callable[..., Terms]] = {
    "/data/organisation.ttl": turtle,
    "/data/organisation.jsonld": json_ld,
    "/data/popolo-en.json": popolo,
    "/data/strategy-strategi-2014-2018-en.xml": stratml,
    "/data/content.zip": archive,
    "/data/catalog.ttl": catalogue,
    "/data/manifest.json": manifest,
    "/api/v1/units/helfo.ttl": turtle,
    "/api/v1/units/helfo.jsonld": json_ld,
    "/api/v1/laws/folkehelseloven.ttl": turtle,
    "/api/v1/": root,
    "/api/v1/openapi.json": openapi,
    "/api/v1/units.csv-metadata.json": columns,
    "/en/changes.atom": feed,
    "/en/units/helfo/changes.atom": feed,
    "/en/units/helfo.vcf": card,
    "/en/data": dataset,
}
# What promises something of the data, and isn't data itself.
ABOUT_DATA = {"shapes.ttl"}


@pytest.mark.parametrize("address", FORMATS)
def test_a_format_says_its_terms_version_and_date_of_truth(client, address):
    licence, cited, version, true_for = FORMATS[address](client.get(address))
    assert licence == NLOD
    assert str(ATTRIBUTION)[:60] in cited or "public documents of the Norwegian Directorate" in cited
    assert version == Edition.current().version
    assert true_for == "2017-01-01"


@pytest.mark.parametrize("address", ["units", "units/helfo", "units.csv", "search?q=rus", "changes"])
def test_an_answer_that_has_no_place_for_them_names_the_licence_and_where_the_terms_stand(client, address):
    link = client.get(f"/api/v1/{address}").headers["Link"]
    assert f'<{NLOD}>; rel="license"' in link
    assert f'<{SITE}/api/v1/>; rel="terms-of-service' in link


def test_no_format_is_forgotten():
    def kind(name):
        return re.sub(r"-(nb|nn|en)\.", "-en.", name)

    files = {f"/data/{kind(file.name)}" for file in whole_files() if file.name not in ABOUT_DATA}
    forms = {f"/api/v1/units/helfo.{ending}" for ending in _FORMS}
    assert files | forms <= set(FORMATS)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_terms_for_names_are_said_where_people_are(client, language):
    marks = {"nb": "personopplysninger", "nn": "personopplysningar", "en": "personal data"}
    for address in (
        f"/data/popolo-{language}.json",
        "/data/organisation.ttl",
        "/data/catalog.ttl",
        "/data/manifest.json",
        "/api/v1/people/otto-christian-ro.ttl",
        f"/{language}/changes.atom",
        f"/{language}/data",
    ):
        assert marks[language] in client.get(address).content.decode(), address
