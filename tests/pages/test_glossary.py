"""The glossary of the site's own words."""

import re

from django.utils.translation import override

from hdir.pages.terms import TERMS, sorted_terms
from hdir.records.collation import sort_key


def test_every_term_is_explained_and_can_be_linked_to(client, content):
    html = client.get("/en/glossary").text
    assert len(re.findall(r"<dt>", html)) == len(TERMS) == len({t.key for t in TERMS})
    assert '<div id="focus-area">' in html
    assert "<dt>Focus area</dt>" in html


def test_the_terms_of_the_field_are_there():
    assert {
        "unit", "division", "department", "section", "agency", "post", "head", "constituted", "acting",
        "professional-lead", "goal-area", "focus-area", "contribution", "target-group", "partner",
        "delegated", "operative-responsibility",
    } <= {term.key for term in TERMS}  # fmt: skip


def test_terms_stand_in_norwegian_order_of_the_pages_language():
    for language in ("nb", "nn", "en"):
        with override(language):
            names = [str(term.name) for term in sorted_terms()]
            assert names == sorted(names, key=sort_key)


def test_the_page_needs_no_more_than_the_banners_query(client, content, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/nn/glossary")
