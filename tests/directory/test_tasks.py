"""The list of all tasks, and the page of each."""

import re

import pytest

from directory.models import Passage, Task, Unit
from hdir.records.registry import content_models
from tests.directory.reading import headings, links, results, section, words

TASK = "psykisk-helsevern-og-rus-etablering-av-ny-legespesialitet-i-rus"


def whole_list(client, query: str = "") -> list[str]:
    pages = [client.get(f"/nb/tasks?page={n}&{query}").text for n in range(1, 6)]
    return [page[page.index('<main id="content"') :] for page in pages]


def test_every_task_is_listed_once_under_its_unit(client, content):
    listed = [key for page in whole_list(client) for key in links(page, "tasks")]
    assert sorted(listed) == sorted(Task.objects.values_list("pk", flat=True))
    units = [key for page in whole_list(client) for key in re.findall(r'<h2 id="of-([a-z0-9-]+)"', page)]
    # A unit whose entries go over to the next page is named on both.
    order = list(dict.fromkeys(units))
    assert order == [u for u in Unit.objects.order_by("sort_nb").values_list("pk", flat=True) if u in order]


def test_texts_that_stand_in_no_list_are_listed_too(client, content):
    page = client.get("/en/tasks?kind=organisation").text
    assert results(page) == Passage.objects.filter(kind="organisation").count() == 1
    body = Passage.objects.get(kind="organisation").body_en
    assert body.split("\n")[0][:40] in words(page)


def test_entries_stand_in_the_order_of_the_units_page_those_below_another_right_after_it(client, content):
    page = client.get("/nb/tasks?unit=psykisk-helsevern-og-rus").text
    own = client.get("/nb/units/psykisk-helsevern-og-rus").text
    on_unit_page = re.findall(r'<li id="(psykisk-helsevern-og-rus-[a-z0-9-]+)">', section(own, "tasks"))
    assert links(page[page.index('class="passage"') :], "tasks") == on_unit_page


def test_a_task_says_whose_it_is_where_it_stands_and_who_leads(client, content):
    page = client.get(f"/en/tasks/{TASK}").text
    assert len(headings(page, 1)) == 1
    unit = words(section(page, "unit"))
    assert "Mental Health Care and Substance Use" in unit
    assert "part of Division of Specialist Health Services" in unit
    assert "Led by Gitte Huus, Head of Department" in unit
    place = section(page, "list")
    assert f'href="/en/units/psykisk-helsevern-og-rus#{Task.objects.get(pk=TASK).passage_id}"' in place
    assert "Part of:" in place
    assert "psykisk-helsevern-og-rus-nasjonal-overdosestrategi" in links(place, "tasks")
    assert "rus" in links(section(page, "topics"), "topics")
    assert "psykisk-helsevernloven" in links(section(page, "laws"), "laws")
    assert "helsepersonell" in links(section(page, "strategy"), "focus-areas")
    assert "003:" in page[page.index('<details class="sources">') :]


def test_an_entry_with_others_below_it_names_them(client, content):
    parent = Task.objects.get(pk=TASK).parent
    place = section(client.get(f"/nb/tasks/{parent.pk}").text, "list")
    assert set(parent.children.values_list("pk", flat=True)) <= set(links(place, "tasks"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_task_has_a_page_with_one_heading_and_a_title_of_its_own(client, content, language):
    titles = set()
    for key in Task.objects.values_list("pk", flat=True)[::6]:
        page = client.get(f"/{language}/tasks/{key}").text
        assert len(headings(page, 1)) == 1
        assert len(headings(page, 1)[0]) <= 130
        titles.add(re.search("<title>(.*?)</title>", page)[1])
    assert len(titles) == len(Task.objects.values_list("pk", flat=True)[::6])


def test_a_long_text_is_set_as_text_and_stands_there_whole(client, content):
    task = max(Task.objects.all(), key=lambda t: len(t.text_nb))
    page = client.get(f"/nb/tasks/{task.pk}").text
    assert words(task.text_nb) in words(page)
    assert words(task.text_nb) not in headings(page, 1)


def test_a_text_in_another_language_is_marked(client, content):
    Task.objects.filter(pk=TASK).update(text_en=None, text_nn=None)
    page = client.get(f"/en/tasks/{TASK}").text
    assert re.search(r'<h1><span lang="nb">', page)
    assert re.search(r'<span aria-current="page"><span lang="nb">', page)
    assert "shown in bokmål" in page


def test_at_a_date_the_unit_is_called_what_it_was_called_then(client, content):
    unit = Unit.objects.get(pk="psykisk-helsevern-og-rus")
    unit.earlier_states.create(
        key="before", until="2015", kind="section", name_nb="Gammelt navn", name_en="Old name"
    )
    page = client.get(f"/en/tasks/{TASK}?date=2015-06-01").text
    assert "Old name Section, the documents do not say part of what on this date" in words(
        section(page, "unit")
    )
    assert f'href="/en/units/{unit.pk}?date=2015-06-01"' in page
    listed = client.get(f"/en/tasks?date=2015-06-01&unit={unit.pk}").text
    assert "Old name" in headings(listed, 2)


def test_tasks_of_a_passage_that_had_ended_are_left_out_and_unknown_ones_are_counted(client, content):
    total = results(client.get("/en/tasks?date=2017-01-01").text)
    passage = Task.objects.get(pk=TASK).passage
    Passage.objects.filter(pk=passage.pk).update(valid_to="2016")
    assert results(client.get("/en/tasks?date=2017-01-01").text) == total - passage.tasks.count()
    assert "Unknown at this date" in client.get("/en/tasks?date=2015-01-01").text
    assert "Unknown at this date" not in client.get("/en/tasks").text


def test_an_unknown_task_is_not_found(client, content):
    assert client.get("/nb/tasks/no-such-task").status_code == 404
    assert client.get(f"/nb/tasks/{TASK}?date=2017-13-01").status_code == 400


def test_the_permanent_address_of_every_kind_of_record_leads_to_a_page_that_shows_it(client, content):
    for model in content_models():
        record = model.objects.order_by("pk").first()
        location = client.get(f"/id/{model.type_name}/{record.pk}?date=2017-01-01").headers["Location"]
        page, _hash, fragment = location.partition("#")
        assert page.endswith("?date=2017-01-01"), location
        answer = client.get(page)
        assert answer.status_code == 200, location
        assert not fragment or f'id="{fragment}"' in answer.text, location


def test_the_permanent_address_of_a_task_leads_to_its_own_page_and_of_a_passage_to_its_place(client, content):
    assert client.get(f"/id/task/{TASK}").headers["Location"] == f"/nb/tasks/{TASK}"
    passage = Task.objects.get(pk=TASK).passage_id
    assert (
        client.get(f"/id/passage/{passage}").headers["Location"]
        == f"/nb/units/psykisk-helsevern-og-rus#{passage}"
    )
