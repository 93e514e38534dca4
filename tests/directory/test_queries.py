"""The number of queries doesn't grow with what a page shows."""

import pytest

from directory.models import (
    ChangeEvent,
    ContactPoint,
    Figure,
    LawRole,
    Membership,
    Passage,
    Person,
    Post,
    Relation,
    Responsibility,
    Task,
    Topic,
    Unit,
)
from tests.directory.reading import chips


def more_of_everything(unit: Unit, number: int) -> None:
    """Adds a number of whatever can stand on a unit's page."""
    for n in range(number):
        below = Unit.objects.create(key=f"u{n}", kind="section", parent=unit, name_nb=f"Seksjon {n}")
        post = Post.objects.create(key=f"p{n}", unit=below, title_nb="leder")
        person = Person.objects.create(key=f"x{n}", name=f"Kari Nr{n}")
        Membership.objects.create(key=f"m{n}", post=post, person=person)
        passage = Passage.objects.create(key=f"a{n}", unit=unit, kind="tasks", heading_nb=f"Liste {n}")
        first = Task.objects.create(key=f"t{n}", passage=passage, text_nb="Gjøre noe")
        Task.objects.create(key=f"t{n}-1", passage=passage, parent=first, text_nb="Gjøre mer")
        Relation.objects.create(
            key=f"r{n}", unit=unit, party_id="helse-og-omsorgsdepartementet", kind="partner", printed="HOD"
        )
        topic = Topic.objects.create(key=f"e{n}", name_nb=f"Emne {n}")
        Responsibility.objects.create(key=f"s{n}", unit=unit, topic=topic, extent="not", instead=below)
        LawRole.objects.create(key=f"l{n}", unit=unit, law_id="alkoholloven", role="appeals")
        Figure.objects.create(key=f"f{n}", unit=unit, value=n, measure_nb="ting", meaning_nb="Antall")
        ContactPoint.objects.create(key=f"c{n}", unit=unit, kind="place", value="Oslo")
        event = ChangeEvent.objects.create(key=f"h{n}", kind="started", name_nb="Noe", date="2015")
        event.units.add(unit, below)


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("date", ["", "?date=2017-01-01"])
def test_a_unit_page_takes_15_queries_with_one_record_of_each_kind_and_with_many(
    client, content, django_assert_num_queries, date, number
):
    more_of_everything(Unit.objects.get(pk="statens-stralevern"), number)
    with django_assert_num_queries(15):
        page = client.get(f"/nb/units/statens-stralevern{date}").text
    assert page.count(">Liste ") == number


PAGES = [
    ("/nb/organisation", 6),
    ("/nb/organisation?view=table&date=2017-01-01", 7),
    ("/nb/units", 8),
    ("/nb/units?date=2015-06-01", 9),
    ("/nb/leaders", 6),
    ("/nb/leaders?date=2017-01-01", 7),
    ("/nb/about", 11),
    ("/nb/responsible", 7),
    ("/nb/tasks", 6),
    ("/nb/tasks?date=2017-01-01", 7),
    ("/nb/tasks/psykisk-helsevern-og-rus-nasjonal-overdosestrategi", 10),
    ("/nb/topics", 6),
    ("/nb/topics?date=2017-01-01", 7),
    ("/nb/topics/alkohol", 9),
    ("/nb/laws", 6),
    ("/nb/laws/alkoholloven", 10),
    ("/nb/parties", 6),
    ("/nb/target-groups", 6),
    ("/nb/partners", 6),
    ("/nb/parties/helse-og-omsorgsdepartementet", 6),
    ("/nb/documents", 3),
    ("/nb/documents/003?type=tasks", 4),
]


# Where there are many records, a page has something more or something less.
FURTHER = {
    "/nb/leaders": -1,  # the posts that nobody is named in stand on the last page
    "/nb/leaders?date=2017-01-01": -1,
    "/nb/laws/alkoholloven": 1,  # the filters
    "/nb/parties/helse-og-omsorgsdepartementet": 1,
}


@pytest.mark.parametrize(("address", "number"), PAGES)
def test_other_pages_take_the_same_number_of_queries_with_more_records(
    client, content, django_assert_num_queries, address, number
):
    with django_assert_num_queries(number):
        assert client.get(address).status_code == 200
    more_of_everything(Unit.objects.get(pk="statens-stralevern"), 12)
    with django_assert_num_queries(number + FURTHER.get(address, 0)):
        client.get(address)


def test_all_filters_together_cost_no_more(client, content, django_assert_num_queries):
    everything = (
        "q=e&kind=department&division=divisjon-folkehelse&head=ordinary&law=folkehelseloven"
        "&target_group=kommuner&partner=statens-stralevern&focus_area=ncd&placeholder=no&origin=nb"
    )
    with django_assert_num_queries(12):
        page = client.get(f"/nb/units?{everything}").text
    assert len(chips(page)) == 10
