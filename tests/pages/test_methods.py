"""Public pages are read: they answer GET and HEAD, and nothing else."""

import pytest

PAGES = [
    "",
    "organisation",
    "units",
    "units/helfo",
    "leaders",
    "people/jakob-linhave",
    "about",
    "topics",
    "topics/rus",
    "laws",
    "laws/alkoholloven",
    "parties",
    "parties/norad",
    "events",
    "events/strategi-2014-2018-begynner",
    "compare",
    "documents",
    "documents/003",
    "strategies",
    "strategies/strategi-2014-2018",
    "goal-areas/dialog-og-medvirkning",
    "focus-areas/ncd",
    "search",
    "glossary",
    "languages",
    "privacy",
    "api",
    "gallery",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_read_and_never_written_to(client, content, page):
    assert client.get(f"/nb/{page}").status_code in (200, 302)
    assert client.head(f"/nb/{page}").status_code in (200, 302)
    for method in (client.post, client.put, client.patch, client.delete):
        refused = method(f"/nb/{page}")
        assert refused.status_code == 405
        assert refused.headers["Allow"] == "GET, HEAD"
