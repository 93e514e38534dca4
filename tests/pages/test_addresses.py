"""The addresses outside the languages: the bare one, and the permanent ones."""

import pytest

from hdir.pages.languages import same_page
from hdir.records.registry import content_models


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "nb"),
        ("nb", "nb"),
        ("nn-NO,nn;q=0.9,nb;q=0.5", "nn"),
        ("en-GB,en;q=0.8", "en"),
        ("no", "nb"),
        ("no-NO, en;q=0.5", "nb"),
        ("sv, en;q=0.7", "en"),
        ("da", "nb"),
        ("de-DE", "nb"),
        ("en;q=0", "nb"),
        ("*", "nb"),
        ("EN", "en"),
        ("en;q=0.3, nn;q=0.6", "nn"),
        ("not a header at all;;;", "nb"),
    ],
)
def test_the_bare_address_leads_to_the_readers_language(client, header, language):
    response = client.get("/", headers={"accept-language": header})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/"
    assert "Accept-Language" in response.headers["Vary"]


def test_the_bare_address_keeps_the_date(client):
    assert client.get("/?date=2016-01-01").headers["Location"] == "/nb/?date=2016-01-01"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("unit/helfo", "units/helfo"),
        ("goal-area/dialog-og-medvirkning", "goal-areas/dialog-og-medvirkning"),
        ("focus-area/ncd", "focus-areas/ncd"),
        ("strategy/strategi-2014-2018", "strategies/strategi-2014-2018"),
        ("document/003", "documents/003"),
    ],
)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_permanent_address_leads_to_the_page_in_the_readers_language(
    client, content, address, page, language
):
    response = client.get(f"/id/{address}", headers={"accept-language": language})
    assert response.status_code == 303
    assert response.headers["Location"] == f"/{language}/{page}"
    assert "Accept-Language" in response.headers["Vary"]


def test_every_kind_of_record_has_a_permanent_address(client, content):
    for model in content_models():
        record = model.objects.order_by("pk").first()
        response = client.get(f"/id/{model.type_name}/{record.pk}")
        assert (model, response.status_code) == (model, 303)


@pytest.mark.parametrize("address", ["unit/nobody", "nothing/helfo", "user/1"])
def test_a_permanent_address_of_nothing_is_404(client, content, address):
    assert client.get(f"/id/{address}").status_code == 404


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/nb/", "/en/"),
        ("/nb/units/helfo", "/en/units/helfo"),
        ("/", "/en/"),
        ("/no/such", "/en/"),
        ("/nb", "/en/"),
        ("/nb/units/nb/", "/en/units/nb/"),
    ],
)
def test_the_same_page_in_another_language(path, expected):
    assert same_page(path, "en") == expected


def test_an_address_with_a_slash_too_many_leads_to_the_page(client, content):
    answer = client.get("/nb/units/hr/?date=2017-01-01")
    assert (answer.status_code, answer["Location"]) == (301, "/nb/units/hr?date=2017-01-01")
    assert client.get("/nb/units/nobody").status_code == 404
    assert client.get("/nb/nothing/at/all/").status_code == 404
