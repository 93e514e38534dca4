"""What every public page has around its content."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string

PAGES = [
    "",
    "search?q=rus",
    "glossary",
    "gallery",
    "strategies/strategi-2014-2018",
    "goal-areas/dialog-og-medvirkning",
    "focus-areas/ncd",
]


@pytest.fixture(params=["nb", "nn", "en"])
def language(request):
    return request.param


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_its_language_and_has_one_h1_one_title_and_a_description(client, content, language, page):
    html = client.get(f"/{language}/{page}").text
    assert f'<html lang="{language}">' in html
    # The gallery shows a page header as an example too.
    assert html.count("<h1") == (2 if page == "gallery" else 1)
    assert len(re.findall(r"<title>[^<]+</title>", html)) == 1
    assert re.search(r'<meta name="description" content="[^"]{20,}"', html)


def test_titles_are_different_on_all_pages(client, content):
    titles = {re.search("<title>(.*?)</title>", client.get(f"/en/{page}").text)[1] for page in PAGES}
    assert len(titles) == len(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_inline_script_or_style_and_nothing_from_elsewhere(client, content, page):
    response = client.get(f"/nb/{page}")
    # Data for search engines is not run; the policy lets it be.
    scripts = re.findall(r"<script[^>]*>", response.text)
    run = [script for script in scripts if script != '<script type="application/ld+json">']
    assert run == ['<script src="/static/search.js" defer>']
    assert "<style" not in response.text
    assert not re.search(r"\sstyle=", response.text)
    assert not re.search(r"\son[a-z]+=", response.text)
    assert not re.search(r'(src|srcset)="(https?:)?//', response.text)
    assert "{{" not in response.text
    assert "{%" not in response.text
    assert response.headers["Content-Security-Policy"]
    assert not response.cookies


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_unique_and_aria_references_exist(client, content, page):
    html = client.get(f"/nn/{page}").text
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    referenced = {i for names in re.findall(r'aria-labelledby="([^"]+)"', html) for i in names.split()}
    assert referenced <= set(ids)
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', html)) <= set(ids)


def test_the_language_switcher_leads_to_the_same_page_and_keeps_the_question(client, content):
    html = unescape(client.get("/nb/focus-areas/ncd?date=2016-01-01").text)
    assert '<strong lang="nb" aria-current="true">Bokmål</strong>' in html
    assert '<a href="/nn/focus-areas/ncd?date=2016-01-01" lang="nn" hreflang="nn"' in html
    assert '<a href="/en/focus-areas/ncd?date=2016-01-01" lang="en" hreflang="en"' in html
    found = unescape(client.get("/en/search?q=tannhelse&date=2016-01-01").text)
    assert 'href="/nb/search?q=tannhelse&date=2016-01-01"' in found


def test_search_engines_get_the_canonical_page_and_its_translations(client, content, settings):
    html = client.get("/nn/goal-areas/dialog-og-medvirkning?date=2016-01-01").text
    base = settings.SITE_URL
    path = "goal-areas/dialog-og-medvirkning"
    assert f'<link rel="canonical" href="{base}/nn/{path}">' in html
    assert re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html) == [
        ("nb", f"{base}/nb/{path}"),
        ("x-default", f"{base}/nb/{path}"),
        ("nn", f"{base}/nn/{path}"),
        ("en", f"{base}/en/{path}"),
    ]


@pytest.mark.parametrize("page", ["search?q=rus", "gallery", "nothing-here"])
def test_pages_that_are_no_content_are_kept_out_of_search_engines(client, content, page):
    html = client.get(f"/nb/{page}").text
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html


def test_every_page_says_that_this_is_not_the_agencys_own_site(client, content):
    for page in PAGES:
        assert "An independent edition." in client.get(f"/en/{page}").text


def test_the_agency_itself_can_say_that_the_site_is_its_own(client, content, settings):
    settings.SITE_OFFICIAL = True
    assert "An independent edition." not in client.get("/en/").text


def test_the_banner_says_what_date_the_chart_is_true_for(client, content):
    html = " ".join(client.get("/en/").text.split())
    assert 'The chart is as of <time datetime="2017-01-01">1 January 2017</time>.' in html


def test_the_banner_says_which_date_was_asked_for_and_leads_back(client, content):
    html = " ".join(client.get("/en/focus-areas/ncd?date=2016-05-01").text.split())
    assert 'You see what is known about <time datetime="2016-05-01">1 May 2016</time>.' in html
    assert '<a href="/en/focus-areas/ncd">Show the latest known</a>' in html


def test_the_way_back_from_a_date_keeps_the_question(client, content):
    html = client.get("/en/search?q=rus&date=2016-05-01").text
    assert '<a href="/en/search?q=rus">Show the latest known</a>' in html
    # The form for another date keeps it too.
    assert '<input type="hidden" name="q" value="rus">' in html


def test_links_of_the_frame_keep_the_date(client, content):
    html = client.get("/en/focus-areas/ncd?date=2016-05-01").text
    assert 'href="/en/leaders?date=2016-05-01"' in html
    assert '<input type="hidden" name="date" value="2016-05-01">' in html


def test_the_navigation_marks_where_the_reader_is(client, content):
    strategy = client.get("/en/strategies/strategi-2014-2018").text
    assert re.search(r'<a href="/en/strategies" aria-current="page">', strategy)
    below = client.get("/en/focus-areas/ncd").text
    assert re.search(r'<a href="/en/strategies" aria-current="true">', below)
    assert "aria-current" not in re.search('class="navigation".*?</ul>', client.get("/en/").text, re.S)[0]


def test_the_first_link_leads_to_the_content(client, content):
    html = client.get("/en/").text
    assert re.search(r"<a[^>]*>", html)[0] == '<a class="skip-link" href="#content">'
    assert '<main id="content" tabindex="-1">' in html


@pytest.mark.parametrize(
    ("template", "words"), [("500.html", "Noe gikk galt hos oss"), ("503.html", "Databasen svarer ikke")]
)
def test_the_pages_of_the_servers_faults_need_neither_database_nor_context(template, words):
    html = render_to_string(template)
    assert words in html
    assert '<section lang="nn">' in html
    assert '<section lang="en">' in html
    assert "{" not in html
