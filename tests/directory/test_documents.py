"""What each document gave."""

import re

from directory.models import Document
from hdir.records.registry import content_models
from tests.directory.reading import links, section, words


def test_all_documents_are_listed_with_the_number_of_records_that_rest_on_them(client, content):
    page = client.get("/en/documents").text
    entries = {
        links(entry, "documents")[0]: words(entry)
        for entry in page[page.index('<ul class="entries">') :].split("<li>")[1:]
        if links(entry, "documents")
    }
    assert sorted(entries) == sorted(Document.objects.values_list("pk", flat=True))
    for document in Document.objects.all():
        number = sum(
            any(s["document"] == document.pk for s in sources)
            for model in content_models()
            for sources in model.objects.values_list("sources", flat=True)
        )
        assert f"· {number} record" in entries[document.pk]


def test_a_document_says_what_its_date_means(client, content):
    assert "true for 1 January 2017" in words(client.get("/en/documents/003").text)
    assert "for 2014–2018, text of 2016" in words(client.get("/en/documents/002").text)
    assert "undated" in words(client.get("/en/documents/004").text)


def test_the_kinds_add_up_and_tasks_stand_in_the_order_of_the_lines(client, content):
    page = client.get("/en/documents/003?type=tasks").text
    assert "Tasks (230)" in words(page)
    lines = [int(n) for n in re.findall(r'<p class="given-lines"><span class="citation">003:(\d+)', page)]
    assert len(lines) == 100
    assert lines == sorted(lines)


def test_long_lists_are_paged_and_keep_the_kind(client, content):
    page = client.get("/en/documents/003?type=tasks&page=3").text
    assert "Page 3 of 3" in words(page)
    assert page.count('class="given-lines"') == 30
    assert "?type=tasks&amp;page=2" in page


def test_a_record_shows_what_was_printed_beside_its_line(client, content):
    given = section(client.get("/en/documents/003?type=posts").text, "given")
    (entry,) = [e for e in given.split("<li>") if "003:628" in e]
    assert 'printed: «<span lang="nb">Avdelingsdirketør</span>»' in entry


def test_an_unknown_kind_shows_the_first_there_is(client, content):
    assert 'class="given-lines"' in client.get("/en/documents/003?type=nonsense").text


def test_every_kind_of_every_document_has_labels_and_links(client, content):
    for document in Document.objects.all():
        page = client.get(f"/nb/documents/{document.pk}").text
        for kind in re.findall(r"\?type=([a-z-]+)#given", page):
            given = section(client.get(f"/nb/documents/{document.pk}?type={kind}").text, "given")
            for label in re.findall(r'<div>\s*<p><a href="[^"]+">(.*?)</a>', given, re.S):
                assert words(label)


def test_a_register_gave_only_numbers(client, content):
    page = words(client.get("/en/documents/enhetsregisteret").text)
    assert "Units (" in page
    assert "Tasks (" not in page
