"""Follows every link from the home page of a date: it is kept where it means something, and only there."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

UNDATED = (
    "api", "changes.atom", "compare", "data", "gallery", "glossary", "history", "languages", "privacy",
    "report",
)  # fmt: skip
# Ways to other dates, on purpose: the picker, the way back to the latest known, and before and after.
ELSEWHERE = re.compile(
    r'<details class="date-picker">.*?</details>'
    r'|<a href="[^"]*">Show the latest known</a>'
    r'|<a href="[^"]*">The unit (?:before|after)<.*?</a>'
    r'|<a class="chip" [^>]*>.*?</a>'
    r'|<link rel="[^"]*" [^>]*>',
    re.S,
)
HREF = re.compile(r'<a [^>]*?href="([^"#][^"]*)"')


def kind_of(path: str) -> str:
    """The type of a page: the first part of its path below the language, and whether it is of one record."""
    _, _, first, *rest = path.split("/")
    return f"{first}/…" if rest else first


def means_nothing(path: str) -> bool:
    return path.split("/")[2] in UNDATED


def test_the_date_is_kept_on_every_dated_page_and_absent_elsewhere(client, content):
    start, date = "/en/", "2016-01-01"
    waiting, seen, wrong, types = [f"{start}?date={date}"], set(), [], set()
    while waiting:
        address = waiting.pop()
        path = urlsplit(address).path
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(address)
        if answer.status_code == 302:
            assert parse_qs(urlsplit(answer.url).query)["date"] == [date], address
            waiting.append(answer.url)
            continue
        assert answer.status_code == 200, address
        if means_nothing(path):
            # Shown without a date, it leads on without one; what it links to is reached from elsewhere too.
            continue
        if not answer["Content-Type"].startswith("text/html"):
            continue  # a file or a feed, which says its date in its own way
        types.add(kind_of(path))
        page = answer.text
        assert f'<time datetime="{date}">' in page, f"{address} doesn't say which date it shows"
        for link in map(unescape, HREF.findall(ELSEWHERE.sub("", page))):
            parts = urlsplit(link)
            if parts.scheme or not parts.path.startswith(start):
                continue
            kept = parse_qs(parts.query).get("date", [])
            expected = [] if means_nothing(parts.path) else [date]
            if kept != expected:
                wrong.append((path, link))
            elif parts.path not in seen and set(parse_qs(parts.query)) <= {"date"}:
                waiting.append(link)
    assert wrong == []
    assert types >= {
        "",
        "organisation",
        "units",
        "units/…",
        "leaders",
        "people/…",
        "about",
        "topics",
        "topics/…",
        "laws",
        "laws/…",
        "parties",
        "parties/…",
        "documents",
        "documents/…",
        "events",
        "events/…",
        "strategies/…",
        "goal-areas/…",
        "focus-areas/…",
    }
    assert len(seen) > 300


@pytest.mark.parametrize("path", sorted({*UNDATED} - {"changes.atom", "history"}))
def test_a_page_without_time_leads_on_without_a_date(client, content, path):
    page = unescape(client.get(f"/en/{path}?date=2016-01-01").text)
    links = [link for link in HREF.findall(ELSEWHERE.sub("", page)) if link.startswith("/en/")]
    assert links
    assert [link for link in links if "date=2016-01-01" in link] == []
    assert "You see what is known about" not in page


@pytest.mark.parametrize(
    "path", ["search?q=helse", "units?q=helse", "leaders?role=ordinary", "events?kind=started"]
)
def test_forms_and_lists_keep_the_date(client, content, path):
    page = unescape(client.get(f"/en/{path}&date=2016-01-01").text)
    forms = re.findall(r"<form .*?</form>", page, re.S)
    assert [form for form in forms if 'name="date" value="2016-01-01"' not in form] == []
    links = [link for link in HREF.findall(ELSEWHERE.sub("", page)) if link.startswith("/en/")]
    assert [link for link in links if not means_nothing(urlsplit(link).path) and "date=" not in link] == []


def test_the_permanent_address_keeps_the_date(client, content):
    answer = client.get("/id/unit/hr?date=2016-01-01", headers={"accept-language": "en"})
    assert answer["Location"] == "/en/units/hr?date=2016-01-01"
