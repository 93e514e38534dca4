"""Whatever is asked of a public address, no answer is a fault of ours: it is there, or says what is wrong."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hdir.safety.bounds import LONGEST, MOST

# Not for readers; tests/safety/test_admin_doors.py walks those.
_PRIVATE = ("admin/", "accounts/", "i18n/")
VALUES = {
    "type_name": "unit",
    "list_name": "units",
    "key": "helfo",
    "number": "1",
    "name": "organisation",
    "kind": "unit",
}
# The last ones of lists with the same shape: one address for each kind of view is enough.
_ALIKE = re.compile(r"^api/v1/(?!units|memberships|changes|contributions|search|openapi|$)[a-z-]+(\.|$|/)")
PARAMETERS = (
    "date", "before", "after", "q", "page", "page_size", "lang", "kind", "division", "language", "unit",
    "open", "show", "type", "view", "heads", "background", "list", "day", "modified_since", "fields", "bom",
    "delimiter", "parent", "topic", "law", "role", "extent", "text", "letter", "sort", "sent", "anything",
)  # fmt: skip
# As they stand in an address: percent-escapes and all.
NASTY = {
    "nothing": "",
    "a null": "a%00b",
    "no UTF-8": "%ff%fe%80",
    "half a character": "%ED%A0%80",
    "half an escape": "%zz%",
    "a huge number": "9" * 60,
    "a number too long to read": "9" * 4400,
    "less than nothing": "-1",
    "a number that is none": "1e999",
    "digits of others": "%D9%A1%D9%A2",
    "a very long word": "a" * 3000,
    "letters that turn around": "%E2%80%AE%E2%81%A6abc",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "a question to the database": "'%20OR%201=1;--%20%22)",
    "lines": "a%0D%0ASet-Cookie:%20a=b",
    "emoji": "%F0%9F%98%80" * 60,
    "a pattern": "%25_%25(a%2B)%2B%5B%5D%7B%7D%5C",
    "another place": "../../../../etc/passwd",
}


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The patterns of all public addresses."""
    for found in (resolver or get_resolver()).url_patterns:
        pattern = f"{prefix}{found.pattern}"
        if pattern.startswith(_PRIVATE):
            continue
        if isinstance(found, URLResolver):
            yield from patterns(found, pattern)
        elif isinstance(found, URLPattern):
            yield pattern


def filled(pattern: str, value: str = "") -> str:
    """An address of the pattern, with a value in the place of what it varies."""
    text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", pattern)
    text = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: value or VALUES[found[1]], text)
    return "/" + re.sub(r"\\Z|[$^]", "", text)


EVERY = sorted({pattern for pattern in patterns() if not _ALIKE.match(pattern)})


def assert_no_fault(response, address: str) -> None:
    status = response.status_code
    shown = f"{status} for {address[:200]}"
    assert status < 500, shown
    assert not response.cookies, shown
    assert "Set-Cookie" not in response.headers, shown
    if status >= 400:
        kind = response.headers["Content-Type"]
        assert kind.startswith(("text/html", "application/problem+json", "text/plain")), shown
        if kind.startswith("text/html"):
            assert "<h1" in response.text, shown
            # In other kinds markup is text: no browser takes them for a page (nosniff).
            assert "<script>alert" not in response.text, shown
        assert "Traceback" not in response.text, shown


def test_there_are_addresses_of_every_kind():
    assert len(EVERY) > 60
    for kind in ("nb/", "nb/units/<slug:key>", "api/v1/units", "sitemap-<int:number>.xml", "healthz"):
        assert kind in EVERY


@pytest.mark.parametrize("what", NASTY)
def test_any_value_of_any_parameter(client, content, what):
    """All parameters at once for every address: a view reads those that it knows."""
    client.raise_request_exception = False
    for pattern in EVERY:
        # The API names every parameter that it doesn't know: each address is asked with those it may know.
        address = filled(pattern)
        query = "&".join(f"{name}={NASTY[what]}" for name in PARAMETERS)
        if len(query) > LONGEST:
            query = f"q={NASTY[what]}"
        assert_no_fault(client.get(f"{address}?{query}"), address)


@pytest.mark.parametrize("name", PARAMETERS)
def test_one_parameter_at_a_time(client, content, name):
    client.raise_request_exception = False
    some = ["organisation", "units", "tasks", "compare", "search", "events", "documents/<slug:key>"]
    for pattern in (*(f"nb/{one}" for one in some), "api/v1/units", "api/v1/search", "api/v1/units.csv"):
        for value in ("a%00b", "%ff%fe%80", "9" * 60, "-1", "%3Cscript%3E"):
            address = f"{filled(pattern, '003' if 'documents' in pattern else '')}?{name}={value}"
            assert_no_fault(client.get(address), address)


@pytest.mark.parametrize("what", NASTY)
def test_any_value_in_a_path(client, content, what):
    client.raise_request_exception = False
    for pattern in EVERY:
        if "<" in pattern:
            address = filled(pattern, NASTY[what] or "x")
            assert_no_fault(client.get(address), address)


@pytest.mark.parametrize(
    ("address", "language", "says"),
    [
        ("/nb/units?{}", "nb", "for lang"),
        ("/nn/units?{}", "nn", "for lang"),
        ("/en/units?{}", "en", "too long"),
    ],
)
def test_an_address_that_asks_too_much_is_told_so_in_words(client, content, address, language, says):
    for asked in (f"q={'a' * LONGEST}", "&".join(f"p{n}=1" for n in range(MOST + 1))):
        refused = client.get(address.format(asked))
        assert refused.status_code == 400
        assert f'<html lang="{language}">' in refused.text
        assert says in refused.text
        # What was asked isn't carried on into every link.
        assert "aaaaaaaaaa" not in refused.text
        assert len(refused.content) < 60_000


def test_what_pages_themselves_ask_is_never_too_much(client, content):
    """The largest addresses that pages lead to: every branch of the chart open."""
    page, seen = "/nb/organisation", set()
    while page not in seen:
        seen.add(page)
        html = client.get(page).text
        links = re.findall(r'href="(/nb/organisation\?[^"#]+)', html)
        page = max((link.replace("&amp;", "&") for link in links), key=len, default=page)
        assert len(page) < LONGEST


ANYTHING = st.text(max_size=60)


# The content is the same for all examples.
@settings(max_examples=80, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(EVERY), st.dictionaries(st.sampled_from(PARAMETERS) | ANYTHING, ANYTHING, max_size=4))
def test_anything_at_all(content, pattern, asked):
    client = Client(raise_request_exception=False)
    usable = {k.encode("utf-8", "replace"): v.encode("utf-8", "replace") for k, v in asked.items()}
    address = filled(pattern)
    assert_no_fault(client.get(address, usable), address)
