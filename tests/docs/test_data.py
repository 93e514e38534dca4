"""The addresses that docs/data.md names give what it says."""

import re
import shlex

import pytest
from django.conf import settings
from django.test import Client

from hdir.opendata.edition import Edition

DOCUMENT = (settings.BASE_DIR / "docs" / "data.md").read_text()
TABLE = re.findall(r"`(/(?:api|data|nb|en)[^` ]*)`", DOCUMENT)
COMMANDS = [line for line in DOCUMENT.splitlines() if line.startswith("curl ")]

pytestmark = pytest.mark.usefixtures("content")


@pytest.mark.parametrize("address", sorted({address for address in TABLE if address != "/api/v1/"}))
def test_an_address_answers(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.getvalue()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_gives_an_answer_in_the_format_that_was_asked_for(client, command):
    _curl, *words = shlex.split(command)
    headers = {}
    if "-H" in words:
        name, value = words[words.index("-H") + 1].split(": ")
        headers[name] = value
    answer = client.get(words[-1].removeprefix("SITE"), headers=headers)
    if "-L" in words:
        assert answer.status_code == 303
        answer = client.get(answer["Location"], headers=headers)
    assert answer.status_code == 200
    assert headers.get("Accept", "application/json") in answer["Content-Type"]


def test_a_typing_error_is_told(client):
    assert client.get("/api/v1/units?knid=section").status_code == 400


def links(answer):
    found = re.findall(r'<([^>]+)>; rel="([^"]+)"', answer["Link"])
    return {name: address for address, names in found for name in names.split()}


OF_DATA = sorted({address for address in TABLE if not address.startswith("/en/")})
MORE = [
    "/data/manifest.json",
    "/data/SHA256SUMS",
    "/api/v1/units",
    "/api/v1/units.csv?lang=en&date=2016-06-01",
]


@pytest.mark.parametrize("address", [*OF_DATA, *MORE])
def test_data_has_what_it_takes_to_ask_again(client, address):
    answer = client.get(address)
    assert answer["Last-Modified"]
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", [*OF_DATA, *MORE])
def test_data_leads_to_its_licence_its_version_and_its_date_of_truth(client, address):
    found = links(client.get(address))
    assert found["license"] == "https://data.norge.no/nlod/no/2.0"
    described = client.get(found["describedby"].removeprefix(settings.SITE_URL)).getvalue().decode()
    assert Edition.current().version in described
    assert "2017-01-01" in described
    assert "Each fact names its source" in described


@pytest.mark.parametrize("address", ["/nb/units", "/nb/organisation.svg"])
def test_pages_and_drawings_have_a_tag(client, settings, address):
    settings.PAGE_CACHE_MB = 8
    reader = Client()
    tag = reader.get(address)["ETag"]
    assert reader.get(address, headers={"if-none-match": tag}).status_code == 304


def test_linked_data_and_popolo_say_their_version_and_date_in_themselves(client):
    for name in ("organisation.ttl", "organisation.jsonld", "popolo-nb.json"):
        content = client.get(f"/data/{name}").content.decode()
        assert Edition.current().version in content
        assert "2017-01-01" in content
