"""The accessibility statement: it says what is tested, no more and no less."""

import datetime
import json

import pytest

from hdir.records.languages import LANGUAGES
from tests.accessibility.results import STATEMENT, coverage


def test_what_the_statement_says_was_tested_is_tested(monkeypatch):
    monkeypatch.delenv("EVERY_COMBINATION", raising=False)
    written = json.loads(STATEMENT.read_text("utf-8"))
    day = datetime.date.fromisoformat(written.pop("tested"))
    assert written == coverage(), "run tests/accessibility, then: python -m tests.accessibility.results"
    assert day >= datetime.date(2026, 11, 29)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_the_statement(client, content, language):
    assert f'href="/{language}/accessibility"' in client.get(f"/{language}/units").text
    page = client.get(f"/{language}/accessibility").text
    assert f"axe {coverage()['axe']}" in page
    assert f'href="/{language}/report?page=/{language}/accessibility"' in page


def test_an_independent_edition_does_not_speak_for_the_agency(client, content, settings):
    own = client.get("/en/accessibility").text
    assert "This is about an independent edition." in own
    settings.SITE_OFFICIAL = True
    official = client.get("/en/accessibility").text
    assert "independent edition" not in official
    assert "you can complain to the Norwegian Authority for Universal Design" in official
