"""Pages: nothing twice, nothing left out, also when the content changes between two of them."""

import pytest

from directory.models import Topic
from hdir.records.registry import content_models

LISTS = [model.list_name for model in content_models()]


@pytest.mark.parametrize("name", LISTS)
def test_following_next_gives_every_record_once(walk, ask, name):
    pages = list(walk(f"/api/v1/{name}?page_size=97&fields=key"))
    keys = [item["key"] for page in pages for item in page["results"]]
    assert len(keys) == len(set(keys)) == ask(name)["count"]


@pytest.mark.parametrize("name", LISTS)
def test_following_next_is_the_same_as_counting_pages(walk, ask, name):
    size = 7
    for number, page in zip(range(1, 5), walk(f"/api/v1/{name}?page_size={size}"), strict=False):
        assert page["results"] == ask(name, page_size=size, page=number)["results"]


def test_previous_leads_back_over_the_same_pages(walk, client):
    pages = list(walk("/api/v1/tasks?page_size=100"))
    page, back = pages[-1], [pages[-1]["results"]]
    while page["previous"]:
        page = client.get(page["previous"].replace("http://localhost:8000", "")).json()
        back.append(page["results"])
    assert back[::-1] == [page["results"] for page in pages]


def test_edits_between_two_pages_neither_repeat_nor_skip_a_record(walk, content):
    before = set(Topic.objects.values_list("pk", flat=True))
    seen, pages = [], walk("/api/v1/topics?page_size=10&fields=key&lang=nb")
    for number, page in enumerate(pages):
        seen += [item["key"] for item in page["results"]]
        if number == 1:
            # Added and removed before the mark, renamed from behind it to before it: positions shift.
            Topic.objects.create(key="aaa-forst", name_nb="Aa")
            Topic.objects.create(key="a-forst", name_nb="A")
            Topic.objects.filter(pk=seen[0]).delete()
    assert len(seen) == len(set(seen))
    assert before <= set(seen) | {"a-forst"}


def test_a_page_counts_all_records_whatever_the_mark(walk):
    assert len({page["count"] for page in walk("/api/v1/units?page_size=20")}) == 1


def test_links_keep_what_was_asked(ask):
    page = ask("units", kind="department", lang="en", fields="name", page_size=2, page=2)
    for address in (page["next"], page["previous"]):
        for part in ("kind=department", "lang=en", "fields=name", "page_size=2"):
            assert part in address


def test_a_page_beyond_the_last_is_told(ask):
    problem = ask("units", status=404, page=9, page_size=50)
    assert problem["title"] == "The list has no such page"
    assert "2 pages" in problem["detail"]


@pytest.mark.parametrize("mark", ["x", "WyJhIl0", "bnVsbA", "W3RydWUsICJhIl0", "WyJcdTAwMDAiLCJhIl0", "é"])
def test_a_mark_that_is_none_is_told(ask, mark):
    assert ask("units", status=404, after=mark)["errors"][0]["parameter"] == "after"
    assert ask("units", status=404, before=mark)["errors"][0]["parameter"] == "before"
