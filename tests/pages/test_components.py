"""Components that say what must be true."""

import datetime
import re

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from directory.models import Membership, Unit
from hdir.pages.components import ComponentError, all_components
from hdir.pages.validity import Validity
from hdir.records.periods import Standing

TODAY = datetime.date(2026, 1, 1)


def rendered(source: str, address: str = "/en/", **values) -> str:
    context = Context({"request": RequestFactory().get(address), **values})
    with override("en"):
        return Template(source).render(context)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" .", ".")


def test_the_gallery_shows_every_component(client, content):
    html = client.get("/en/gallery").text
    shown = re.findall(r'<h2 id="component-([^"]+)"', html)
    assert shown == [c.name for c in all_components()]
    assert html.count('<div class="example">') == sum(1 for c in all_components() if c.example)


@pytest.mark.parametrize("component", all_components(), ids=lambda c: c.name)
def test_a_component_refuses_attributes_that_it_doesnt_declare(component):
    given = dict.fromkeys(component.required, "")
    with pytest.raises(ComponentError, match="doesn't know unheard"):
        component.context({**given, "unheard": 1})
    for name in component.required:
        with pytest.raises(ComponentError, match="needs"):
            component.context({k: v for k, v in given.items() if k != name})


@pytest.mark.parametrize(
    ("fields", "date", "state"),
    [
        ({"valid_from": "2014", "valid_to": "2018"}, None, Standing.ENDED),
        ({"valid_from": "2014", "valid_to": "2018"}, "2016-01-01", Standing.KNOWN),
        ({"valid_from": "2014", "valid_to": "2018"}, "2013-12-31", Standing.NOT_YET),
        ({"valid_from": "2014", "valid_to": "2018"}, "2019-01-01", Standing.ENDED),
        ({"confirmed": "2017-01-01"}, None, Standing.KNOWN),
        ({"confirmed": "2017-01-01"}, "2017-01-01", Standing.KNOWN),
        ({"confirmed": "2017-01-01"}, "2020-01-01", Standing.UNKNOWN),
        ({"valid_from": "2016", "confirmed": "2017-01-01"}, "2016-12-31", Standing.KNOWN),
        ({}, "2016-01-01", Standing.UNKNOWN),
        ({}, None, Standing.KNOWN),
    ],
)
def test_what_is_known_of_a_record_at_a_date(fields, date, state):
    asked = datetime.date.fromisoformat(date) if date else None
    assert Validity(Membership(**fields), asked, TODAY).state == state


def test_the_period_says_when_it_was_last_confirmed():
    unit = Membership(valid_from="2016-01-01", confirmed="2017-01-01")
    said = words(rendered('{% component "period" record=unit %}', unit=unit))
    assert said == "Valid from 1 January 2016. Last confirmed 1 January 2017."


def test_the_period_says_that_something_is_unknown():
    unit = Membership(confirmed="2017-01-01")
    date = datetime.date(2020, 1, 1)
    said = words(rendered('{% component "period" record=unit date=date %}', unit=unit, date=date))
    assert said == "Unknown at this date Last confirmed 1 January 2017."
    assert words(rendered('{% component "period" record=unit %}', unit=Membership())) == (
        "The documents give no date."
    )


def test_sources_name_the_document_its_lines_and_what_was_printed(content):
    unit = Unit(
        sources=[
            {"document": "003", "line": "628", "printed": "Avdelingsdirketør"},
            {"document": "003", "line": "6-25"},
            {"document": "003", "line": "628"},
            {"document": "002", "line": "9", "heading": "Bakgrunn"},
        ]
    )
    html = rendered('{% component "sources" records=units %}', units=[unit, None])
    assert re.findall(r'href="/en/documents/([^"]+)"', html) == ["002", "003"]
    assert re.findall(r'class="citation">([^<]+)<', html) == ["002:9", "003:6–25", "003:628", "003:628"]
    assert "Bakgrunn" in html
    assert "printed: « Avdelingsdirketør »" in words(html)


def test_nothing_is_said_about_sources_where_there_are_none(content):
    assert rendered('{% component "sources" records=units %}', units=[Unit()]).strip() == ""


def test_citations_lead_to_the_document_and_keep_the_date():
    unit = Unit(sources=[{"document": "003", "line": "6-25"}])
    html = rendered('{% component "citations" record=unit %}', "/en/?date=2016-01-01", unit=unit)
    assert '<a class="citation" href="/en/documents/003?date=2016-01-01">003:6–25</a>' in html


@pytest.mark.parametrize(("language", "said"), [("nn", True), ("nb", True), ("en", False), ("", False)])
def test_a_text_in_another_language_is_announced_in_words(language, said):
    html = rendered('{% component "fallback-note" language=language %}', language=language)
    names = {"nn": "nynorsk", "nb": "bokmål"}
    sentence = f"shown in {names.get(language)}, because it isn’t written in English yet."
    assert (sentence in html) is said
    assert (html.strip() != "") is said


def test_pagination_keeps_the_rest_of_the_question():
    page = Paginator(range(30), 10).page(2)
    html = rendered('{% component "pagination" page=page %}', "/en/search?q=rus&page=2", page=page)
    assert 'href="?q=rus&amp;page=1" rel="prev"' in html
    assert 'href="?q=rus&amp;page=3" rel="next"' in html
    assert "Page 2 of 3" in html


def test_what_a_page_gives_a_component_is_escaped():
    html = rendered('{% component "card" title=bad address="/en/" text=bad %}', bad="<script>x</script>")
    assert "<script" not in html
