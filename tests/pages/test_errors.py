"""What a reader sees when something went wrong."""

import pytest


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_an_unknown_address_gives_a_404_page_in_its_language_with_ways_on(client, content, language):
    response = client.get(f"/{language}/units/no-such-unit")
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.text
    assert f'href="/{language}/organisation"' in response.text
    assert f'href="/{language}/topics"' in response.text


def test_an_unknown_address_without_language_gives_a_404_page_in_the_readers_language(client, content):
    response = client.get("/no/such/page", headers={"accept-language": "en"})
    assert response.status_code == 404
    assert '<html lang="en">' in response.text
    # The same page doesn't exist in the other languages; their home pages do.
    assert '<a href="/nn/" lang="nn"' in response.text


@pytest.mark.parametrize("date", ["yesterday", "2017-02-30", "20170101", "2017-1-1", "2017-W01-1"])
def test_a_date_that_is_none_gives_a_400_page_that_says_how_to_write_it(client, content, date):
    response = client.get("/en/focus-areas/ncd", {"date": date})
    assert response.status_code == 400
    assert "Write the date as 2017-01-31." in response.text


def test_the_400_page_doesnt_carry_the_wrong_date_on(client, content):
    html = client.get("/en/focus-areas/ncd?date=yesterday").text
    assert 'href="/en/leaders"' in html
    assert "/en/leaders?date=yesterday" not in html


def test_a_failing_page_gives_the_500_page_in_three_languages(client, monkeypatch, settings):
    def fail(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("hdir.pages.views.sorted_terms", fail)
    client.raise_request_exception = False
    response = client.get("/en/glossary")
    assert response.status_code == 500
    assert "Noko gjekk gale hos oss" in response.text
    assert "broken" not in response.text


def test_pages_are_only_read(client, content):
    assert client.post("/en/glossary").status_code == 405
