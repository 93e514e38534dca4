"""The search page, the suggestions and what browsers are told."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection

from directory.models import Membership, Unit
from tests.search.publishing import publish


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def main(html: str) -> str:
    return re.search(r"<main.*?</main>", html, re.S)[0]


def groups(html: str) -> list[str]:
    listed = re.search(r'<ol class="results">.*?</ol>', html, re.S)
    return re.findall(r'<h2><a href="([^"]+)"', listed[0]) if listed else []


def hits(html: str) -> list[str]:
    return re.findall(r'<h3><a href="([^"]+)"', html)


def chips(html: str) -> list[tuple[str, str]]:
    """Address and words of the filters in force."""
    listed = re.search(r'<ul class="active-filters".*?</ul>', html, re.S)
    found = re.findall(r'<a class="chip" href="([^"]+)">(.*?)</a>', listed[0], re.S) if listed else []
    return [(address.replace("&amp;", "&"), words(text)) for address, text in found]


def test_results_stand_below_the_unit_that_answers_for_them_with_its_head(client, content):
    html = main(client.get("/en/search?q=smoking").text)
    assert groups(html)[0] == "/en/units/miljo-og-helse"
    assert "/en/topics/tobakk" in hits(html)
    text = words(html)
    assert text.index("Environment and Health") < text.index("Jakob Linhave") < text.index("Tobacco")
    assert "results for “smoking”" in text
    assert "<mark>smoking</mark>" in html


def test_no_unit_heads_two_groups(client, content):
    listed = groups(client.get("/nb/search?q=helse").text)
    assert len(listed) == len(set(listed)) == 10


@pytest.mark.parametrize(("language", "mark"), [("nb", "Tobakk"), ("nn", "Tobakk"), ("en", "Tobacco")])
def test_the_page_is_there_in_three_languages(client, content, language, mark):
    html = client.get(f"/{language}/search?q=tobakk").text
    assert f'<a href="/{language}/topics/tobakk"><mark>' in html or mark in words(html)
    assert groups(html)[0] == f"/{language}/units/miljo-og-helse"


def test_what_a_unit_has_not_is_said_first_and_nothing_sends_there(client, content):
    html = main(client.get("/en/search?q=prison health").text)
    text = words(html)
    assert "Prison health services : not here" in text
    assert "General Health Services not responsible" in text
    assert "The documents name nobody who has it." in text
    assert "/en/units/allmennhelsetjenester" not in groups(html)
    html = main(client.get("/nb/search?q=mat til spedbarn").text)
    assert "Ernæring for barn og unge : ikke hos denne enheten" in words(html)  # another one has it
    assert groups(html)[0] == "/nb/units/barne-og-ungdomshelse"
    assert "/nb/units/ernaering-og-forebygging-i-helsetjenesten" not in groups(html)


def test_what_nobody_answers_for_stands_alone(client, content):
    html = main(client.get("/nb/search?q=Mattilsynet").text)
    assert groups(html)[0] == "/nb/parties/mattilsynet"


def test_long_lists_have_pages(client, content):
    first = client.get("/nb/search?q=helse").text
    second = client.get("/nb/search?q=helse&page=2").text
    assert len(groups(first)) == 10
    assert 'href="?q=helse&amp;page=2"' in first
    assert groups(second)
    assert not set(groups(first)) & set(groups(second))
    assert groups(client.get("/nb/search?q=helse&page=nonsense").text) == groups(first)
    assert groups(client.get("/nb/search?q=helse&page=9999").text)


def test_all_results_of_a_unit_are_one_step_away(client, content):
    html = main(client.get("/en/search?q=psykisk").text)
    address, number = re.search(r'href="(\?[^"]*unit=[^"]+)"[^>]*>All (\d+) results', html).groups()
    every = main(client.get(f"/en/search{address.replace('&amp;', '&')}").text)
    assert len(groups(every)) == 1
    own = 1 if f"{number} results for" in words(every) else 0
    assert own == 1
    assert len(hits(every)) in (int(number), int(number) - 1)


# --- Facets ----------------------------------------------------------------------------------------


def test_facets_stay_in_the_address_combine_and_are_removed_one_by_one(client, content):
    html = client.get("/en/search?q=rus&kind=topic&division=divisjon-folkehelse&date=2017-01-01").text
    assert chips(html) == [
        ("/en/search?q=rus&division=divisjon-folkehelse&date=2017-01-01", "Remove the filter Kind: Topics ×"),
        (
            "/en/search?q=rus&kind=topic&date=2017-01-01",
            "Remove the filter Division: Division of Public Health ×",
        ),
        (
            "/en/search?q=rus&kind=topic&division=divisjon-folkehelse",
            "Remove the filter Date: 1 January 2017 ×",
        ),
    ]
    assert all(address.startswith("/en/topics/") for address in hits(html))
    assert hits(html)


def test_a_facet_says_how_many_results_it_leaves(client, content):
    html = client.get("/en/search?q=rus").text
    facets = re.findall(
        r'<a href="(\?q=rus&amp;[^"]+)"[^>]*>([^<]+)</a> <span class="number">(\d+)</span>', html
    )
    assert {address.split(";")[1].split("=")[0] for address, _label, _number in facets} == {
        "kind",
        "division",
        "language",
    }
    for address, _label, number in facets:
        limited = words(client.get(f"/en/search{address.replace('&amp;', '&')}").text)
        assert re.search(rf" {number} results? for “rus”", limited), address


@pytest.mark.parametrize(
    "facet", ["kind=xyzzy", "division=%00", "division=%3Cb%3E", "language=xx", "unit=nobody"]
)
def test_a_wrong_facet_breaks_nothing(client, content, facet):
    answer = client.get(f"/en/search?q=rus&{facet}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text


# --- Dates -----------------------------------------------------------------------------------------


def test_the_date_stays_in_links_and_decides_who_leads(client, content):
    html = client.get("/nb/search?q=tobakk&date=2016-06-01").text
    assert groups(html)[0] == "/nb/units/miljo-og-helse?date=2016-06-01"
    assert "/nb/topics/tobakk?date=2016-06-01" in hits(html)
    Membership.objects.filter(person="jakob-linhave").update(valid_from="2017")
    assert "Jakob Linhave" not in words(client.get("/nb/search?q=tobakk&date=2016-06-01").text)
    assert "Jakob Linhave" in words(client.get("/nb/search?q=tobakk&date=2017-06-01").text)


def test_a_unit_is_called_as_it_was_on_the_date(client, content):
    hr = Unit.objects.get(pk="hr")
    publish(hr.earlier_states.create(key="gml", until="2015", kind="section", name_nb="Personalkontoret"))
    assert "Personalkontoret" in words(main(client.get("/nb/search?q=rekruttering&date=2015-01-01").text))
    assert "Personalkontoret" not in words(main(client.get("/nb/search?q=rekruttering&date=2016-01-01").text))


def test_a_date_that_is_none_is_refused_in_words(client, content):
    assert client.get("/nb/search?q=rus&date=2017-02-30").status_code == 400


# --- Nothing, and odd things -----------------------------------------------------------------------


def test_nothing_found_leads_on_and_offers_near_words(client, content):
    html = client.get("/en/search?q=xyzzyplugh").text
    assert "Nothing was found." in html
    assert 'href="/en/topics"' in html
    assert groups(html) == []
    assert "Did you mean" not in html
    html = client.get("/en/search?q=tobbbakk&date=2017-01-01").text
    assert "Did you mean" in html
    assert 'href="?q=tobakk&amp;date=2017-01-01"' in html


def test_what_was_taken_for_another_word_or_left_out_is_said(client, content):
    text = words(client.get("/en/search?q=legevatk xyzzyplugh").text)
    assert "Nothing contains “legevatk”. We searched for “legevakt” instead." in text
    assert "Nothing contains “xyzzyplugh”. It was left out." in text
    text = words(client.get("/en/search?q=hjertestarter").text)
    assert "Nothing contains “hjertestarter”. We searched for its parts: hjerte, starter." in text


def test_without_a_question_it_says_what_to_ask(client, content):
    html = client.get("/en/search").text
    assert "Write one or more words" in html
    assert "Nothing was found." not in html


@pytest.mark.parametrize(
    "query", ["q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "q=rus&unit=%22%3E%3Cscript%3E"]
)
def test_the_question_is_escaped(client, content, query):
    html = client.get(f"/en/search?{query}").text
    assert re.findall(r"<script[^>]*>", html) == ['<script src="/static/search.js" defer>']


def test_content_is_escaped_around_the_marks(client, content):
    Unit.objects.filter(pk="hr").update(body_nb="Om enhjørninger & <b>drager</b>.")
    publish(Unit.objects.get(pk="hr"))
    html = client.get("/nb/search?q=enhjørninger").text
    assert "Om <mark>enhjørninger</mark> &amp; &lt;b" in html


@pytest.mark.parametrize("question", ["%00", "rus%00", "%ED%A0%80", "%22", "a" * 200, "%CC%81", "*", "("])
def test_anything_can_be_asked(client, content, question):
    for address in ("search", "search/suggestions"):
        answer = client.get(f"/en/{address}?q={question}")
        assert answer.status_code == 200
        assert "\x00" not in (main(answer.text) if address == "search" else answer.text)


def test_a_question_that_is_too_long_is_refused_in_words(client, content):
    html = client.get("/en/search", {"q": "helfo " * 34}).text
    assert groups(html) == []
    assert "Nothing was looked for. Write at most 200 characters." in html
    assert groups(client.get("/en/search", {"q": ("helfo " * 33).strip()}).text)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("q=helse", 12),
        ("q=helse&page=2", 12),
        ("q=rus&kind=topic&division=divisjon-folkehelse&date=2017-01-01", 13),
        ("q=legevatk+e-helse+tannlegebrevskriving&date=2017-01-01", 15),
        ('q="psykisk+helse"+legevatk+e-helse&date=2017-01-01', 15),
        ("q=xyzzyplugh", 6),
    ],
)
def test_the_page_stays_within_15_queries(client, content, django_assert_max_num_queries, query, number):
    settings = 2 if connection.vendor == "postgresql" else 0  # how to look up, and as before
    with django_assert_max_num_queries(number + settings):
        client.get(f"/nb/search?{query}")


# --- Suggestions and browsers ----------------------------------------------------------------------


def test_suggestions_are_the_first_results_for_what_is_typed_so_far(client, content):
    answer = client.get("/en/search/suggestions?q=toba&date=2017-01-01")
    assert answer.headers["Content-Type"] == "application/json"
    data = answer.json()
    assert data["suggestions"][0] == {
        "name": "Tobacco",
        "language": "en",
        "kind": "Topic",
        "unit": "Environment and Health",
        "url": "/en/topics/tobakk?date=2017-01-01",
    }
    assert len(data["suggestions"]) <= 8
    assert data["message"] == f"{len(data['suggestions'])} suggestions"


def test_nothing_to_suggest_is_an_empty_list(client, content):
    for question in ("", "xyzzyplugh", "?"):
        assert client.get("/en/search/suggestions", {"q": question}).json()["suggestions"] == []


def test_browsers_are_told_how_to_search_in_the_readers_language(client, content, settings):
    answer = client.get("/opensearch.xml?lang=nn")
    assert answer.headers["Content-Type"] == "application/opensearchdescription+xml"
    tree = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert tree.find("o:Language", space).text == "nn"
    templates = [url.get("template") for url in tree.findall("o:Url", space)]
    assert f"{settings.SITE_URL}/nn/search?q={{searchTerms}}" in templates
    assert len(tree.find("o:ShortName", space).text) <= 16
    assert "Accept-Language" in answer.headers["Vary"]
    assert "/en/search" in client.get("/opensearch.xml", headers={"Accept-Language": "en"}).text
    assert 'href="/opensearch.xml?lang=en"' in client.get("/en/").text


def test_a_date_says_which_results_the_documents_do_not_bear_out(client, content):
    def said(date):
        page = client.get(f"/en/search?q=patient+safety&date={date}").text
        return "<strong>Unknown at this date</strong>" in page, page.count("unknown at this date</span>")

    notice, marked = said("2015-06-01")
    assert notice
    # The programme of 2014 to 2018 is documented for that day, what is said of other units isn't.
    page = client.get("/en/search?q=patient+safety&date=2015-06-01").text
    programme = page.split(">Patient Safety Programme<")[1].split("All 7 results")[0]
    assert "unknown at this date" not in programme
    assert marked
    assert re.search(r"Torunn Janbu</a>, Head of Department <em>\(not documented\)", page)
    # The day that the chart is confirmed for; the Ministry is known from other days only.
    assert said("2017-01-01")[1] == 1
