"""Where to start, and the indexes: each entry with its units, filtered, fifty a page."""

import datetime
import re

import pytest

from directory.models import Law, LawRole, Party, Relation, Responsibility, Topic, Unit
from tests.directory.reading import chips, facet, links, results, section, words

INDEXES = ["topics", "laws", "parties", "target-groups", "partners"]
LISTS = [*INDEXES, "units", "tasks", "leaders"]


def entry(page: str, folder: str, key: str) -> str:
    """The words of an entry of an index."""
    (own,) = [
        part
        for part in re.split(r"(?=<h3>)", page)
        if re.match(rf'<h3>\s*<a href="/\w+/{folder}/{key}[?"]', part)
    ]
    return words(own.split("<h3>")[1].split("</ul>")[0])


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_start_page_leads_five_ways_each_with_the_number_of_its_list(client, content, language):
    page = client.get(f"/{language}/responsible").text
    ways = re.findall(
        rf'<h2><a href="/{language}/([\w-]+)">.*?<p class="quiet">(\d+) ', page[page.index("ways") :], re.S
    )
    assert [way for way, _number in ways] == ["topics", "tasks", "laws", "target-groups", "partners"]
    for way, number in ways:
        assert results(client.get(f"/{language}/{way}").text) == int(number)


def test_the_numbers_of_the_start_page_are_those_of_the_date(client, content):
    Law.objects.filter(pk="alkoholloven").update(valid_to="2015")
    Relation.objects.filter(kind="partner").update(valid_from="2018")
    page = words(client.get("/en/responsible?date=2017-01-01").text)
    in_force = Law.objects.at(datetime.date(2017, 1, 1)).count()
    assert in_force < 40
    assert f"{in_force} laws and rules" in page
    assert "0 partners" in page
    assert "40 laws and rules" in words(client.get("/en/responsible").text)


def test_the_start_page_names_topics_that_several_units_share(client, content):
    shared = links(section(client.get("/en/responsible?date=2017-01-01").text, "shared"), "topics")
    assert "psykisk-helse" in shared
    Responsibility.objects.all().delete()
    assert section(client.get("/en/responsible").text, "shared") == ""


def test_the_header_and_the_home_page_lead_to_the_start_page(client, content):
    home = client.get("/en/?date=2017-01-01").text
    assert home.count('href="/en/responsible?date=2017-01-01"') == 2
    for path in ("responsible", "topics/rus", "laws", "target-groups", "tasks"):
        page = client.get(f"/en/{path}").text
        current = "page" if path == "responsible" else "true"
        assert f'<a href="/en/responsible" aria-current="{current}">' in page


def test_a_topic_in_the_index_names_its_units_and_how_far(client, content):
    page = client.get("/en/topics").text + client.get("/en/topics?page=2").text
    mental_health = entry(page + client.get("/en/topics?page=3").text, "topics", "psykisk-helse")
    assert "Living Conditions and Health – shared responsibility" in mental_health
    assert "1 more unit" in mental_health


def test_a_law_in_the_index_says_what_units_do_with_it_and_what_they_do_not(client, content):
    page = client.get("/en/laws").text
    assert "has delegated authority" in entry(page, "laws", "alkoholloven") or "administers" in entry(
        page, "laws", "alkoholloven"
    )
    assert "does not have the responsibility" in entry(page, "laws", "pasientjournalloven")
    assert "§ 5-6 a" in entry(page, "laws", "folketrygdloven")


def test_target_groups_and_partners_are_indexes_of_their_own_with_qualifiers(client, content):
    relation = Relation.objects.filter(kind="partner", unit="global-helse").first()
    Relation.objects.filter(pk=relation.pk).update(qualifier_en="only in January")
    page = client.get("/en/partners").text
    assert "Global Health – only in January" in entry(page, "parties", relation.party_id)
    groups = re.findall(r'<h3>\s*<a href="/en/parties/([a-z0-9-]+)', client.get("/en/target-groups").text)
    kinds = set(Relation.objects.filter(party__in=groups).values_list("party", "kind"))
    assert {party for party, kind in kinds if kind == "target-group"} == set(groups)
    assert len(groups) == len(set(groups))


def test_on_the_list_of_all_parties_each_tie_says_which_it_is(client, content):
    said = entry(client.get("/en/parties").text, "parties", "helse-og-omsorgsdepartementet")
    assert {"target group", "partner"} == set(said.split("Global Health – ")[1].split(" – "))


def test_with_a_filter_an_entry_names_the_units_that_meet_it(client, content):
    page = client.get("/en/topics?division=divisjon-folkehelse&q=psykisk").text
    below = set(
        Unit.objects.descendants("divisjon-folkehelse", include_self=True).values_list("pk", flat=True)
    )
    named = set(links(page[page.index('class="entries') :].split("</main>")[0], "units"))
    assert named
    assert named <= below


@pytest.mark.parametrize("path", LISTS)
def test_numbers_beside_choices_are_those_of_the_pages_they_lead_to(client, content, path):
    page = client.get(f"/en/{path}?date=2017-01-01").text
    names = re.findall(r"<summary>([^<:]+)", page[page.index('class="facets"') :])
    names = [name for name in names if name.strip() not in {"Sources", ""}]
    checked = 0
    for name in names:
        if '<details class="facet">' not in page or name.startswith("Sources"):
            continue
        for address, number in list(facet(page, name.strip()).values())[:3]:
            assert "date=2017-01-01" in address
            assert results(client.get(address).text) == number
            checked += 1
    assert checked >= 3


@pytest.mark.parametrize("path", LISTS)
def test_filters_combine_and_each_can_be_taken_away(client, content, path):
    first = client.get(f"/en/{path}?date=2017-01-01").text
    address, number = next(
        iter(facet(first, words(re.search(r'class="facet">\s*<summary>(.*?)</summary>', first)[1])).values())
    )
    both = (
        client.get(f"{address}&q=e").text
        if path != "leaders"
        else client.get(f"{address}&role=ordinary").text
    )
    assert results(both) <= number
    removals = {words_of: address_without for address_without, words_of in chips(both)}
    assert len(removals) == 2
    for without in removals.values():
        assert "date=2017-01-01" in without
        assert len(chips(client.get(without).text)) == 1
    assert f'<a href="/en/{path}?date=2017-01-01">Remove all filters</a>' in both


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_value_is_said_to_be_one(client, content, path):
    answer = client.get(f"/nn/{path}?division=no-such-division")
    assert answer.status_code == 200
    (notice,) = re.findall(r'<div class="[^"]*error-summary"[^>]*>(.*?)</div>', answer.text, re.S)
    assert "no-such-division" in notice
    assert 'class="count"' not in answer.text


@pytest.mark.parametrize("path", ["laws/folketrygdloven", "topics/psykisk-helse", "parties/arbeidsliv"])
def test_an_unknown_value_is_said_to_be_one_on_the_page_of_a_subject_too(client, content, path):
    answer = client.get(f"/en/{path}?unit=nobody")
    assert "This list cannot be shown" in answer.text
    assert "nobody is not one of" in words(answer.text)


@pytest.mark.parametrize("path", LISTS)
def test_no_match_says_what_to_do(client, content, path):
    query = "q=zzzz" if path != "leaders" else "unit=barne-og-ungdomshelse&role=acting"
    page = client.get(f"/en/{path}?{query}").text
    assert results(page) == 0
    assert "Take one away." in page


@pytest.mark.parametrize("path", INDEXES)
def test_an_empty_index_says_so(client, content, path):
    for model in (LawRole, Relation, Responsibility):
        model.objects.all().delete()
    Law.objects.all().delete()
    Party.objects.all().delete()
    Topic.objects.all().delete()
    page = client.get(f"/en/{path}")
    assert page.status_code == 200
    assert "There is nothing here yet." in page.text


def test_an_index_of_2000_parties_comes_fifty_a_page_with_letters_that_lead_to_their_page(
    client, content, django_assert_max_num_queries
):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
    made = [
        Party(
            key=f"p{n}",
            kind="group",
            name_nb=f"{alphabet[n % 29]}lfa {n}",
            name_en=f"{alphabet[n % 29]}lfa {n}",
        )
        for n in range(2000)
    ]
    for party in made:
        for language in ("nb", "nn", "en"):
            party._meta.get_field(f"sort_{language}").pre_save(party, add=True)
    Party.objects.bulk_create(made)
    unit = Unit.objects.get(pk="hr")
    Relation.objects.bulk_create(
        Relation(key=f"r{n}", unit=unit, party=party, kind="partner", printed=f"P {n}")
        for n, party in enumerate(made)
    )
    with django_assert_max_num_queries(8):
        page = client.get("/nb/partners").text
    total = results(page)
    assert total > 2000
    assert len(re.findall(r"<h3>\s*<a ", page)) == 50
    assert len(page) < 120_000
    letter_links = {letter: href for href, letter in re.findall(r'<li><a href="([^"]*)">(.)</a></li>', page)}
    assert list(letter_links) == list(alphabet)
    assert letter_links["A"] == "#letter-A"
    for letter in "BMÅ":
        there = client.get(f"/nb/partners{letter_links[letter].partition('#')[0].replace('&amp;', '&')}").text
        assert f'<h2 id="letter-{letter}">' in there
    seen = [
        key
        for number in range(1, 1 + -(-total // 50))
        for key in re.findall(
            r'<h3>\s*<a href="/nb/parties/([a-z0-9-]+)', client.get(f"/nb/partners?page={number}").text
        )
    ]
    assert len(seen) == len(set(seen)) == total


def test_a_subject_with_very_many_ties_is_paged_and_filtered(client, content, django_assert_max_num_queries):
    units = [
        Unit(key=f"u{n}", kind="section", parent_id="divisjon-folkehelse", name_nb=f"Seksjon {n}")
        for n in range(120)
    ]
    Unit.objects.bulk_create(units)
    Responsibility.objects.bulk_create(
        Responsibility(key=f"s{n}", unit=unit, topic_id="rus", extent="part") for n, unit in enumerate(units)
    )
    LawRole.objects.bulk_create(
        LawRole(key=f"l{n}", unit=unit, law_id="alkoholloven", role="advises") for n, unit in enumerate(units)
    )
    Relation.objects.bulk_create(
        Relation(key=f"r{n}", unit=unit, party_id="norad", kind="partner", printed="N")
        for n, unit in enumerate(units)
    )
    for path in ("topics/rus", "laws/alkoholloven", "parties/norad"):
        with django_assert_max_num_queries(15):
            page = client.get(f"/en/{path}?date=2017-01-01").text
        assert "Page 1 of 3" in words(page)
        assert page.count('href="/en/units/u') <= 60
    narrowed = client.get("/en/topics/rus?division=divisjon-spesialisthelsetjenester").text
    assert "Page 1 of" not in words(narrowed)
    assert "psykisk-helsevern-og-rus" in links(section(narrowed, "held"), "units")


@pytest.mark.parametrize(
    ("extents", "said"),
    [
        (["main"], ""),
        (["part", "shared"], "2 units share this, and none of them has the main responsibility."),
        (["main", "part"], "One unit has the main responsibility, and 1 other has a part in it."),
        (
            ["main", "part", "operative"],
            "One unit has the main responsibility, and 2 others have a part in it.",
        ),
        (["main", "main"], "2 units have a main responsibility each"),
        (["main", "main", "part"], "2 units have a main responsibility each, and others have a part: 1."),
        (["main", "not"], ""),
    ],
)
def test_a_topic_says_in_a_sentence_how_it_is_shared(client, content, extents, said):
    Responsibility.objects.filter(topic="rus").delete()
    for unit, extent in zip(["hr", "juss", "kvalitet"], extents, strict=False):
        Responsibility.objects.create(key=unit, unit_id=unit, topic_id="rus", extent=extent, note_en=unit)
    page = client.get("/en/topics/rus").text
    assert (said or "main responsibility each") in page if said else 'class="in-short"' not in page


def test_shared_responsibility_stands_side_by_side_with_what_sets_the_units_apart(client, content):
    held = section(client.get("/en/topics/psykisk-helse").text, "held")
    cards = held.split('<div class="responsibility')[1:]
    assert len(cards) == 7
    notes = Responsibility.objects.filter(topic="psykisk-helse").values_list("note_en", flat=True)
    assert all(any(note in words(card) for card in cards) for note in notes)
    assert all("part of" in words(card) for card in cards)
    assert "Led by Gitte Huus" in words(held)


def test_somebody_who_has_left_doesnt_lead_the_unit_any_more(client, content):
    post = Unit.objects.get(pk="psykisk-helsevern-og-rus").posts.get()
    post.memberships.update(valid_to="2016")
    held = section(client.get("/en/topics/psykisk-helse").text, "held")
    assert "Gitte Huus" not in held
    assert "Gitte Huus" in section(client.get("/en/topics/psykisk-helse?date=2016-06-01").text, "held")
