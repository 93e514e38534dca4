"""Who leads, by surname, and one person's posts."""

import re

from directory.models import Membership, Person, Post
from tests.directory.reading import headings, links, section, words


def test_all_43_stand_in_norwegian_order_of_surnames(client, content):
    page = client.get("/nb/leaders").text
    people = links(page[page.index("letter-list") :], "people")
    assert len(people) == 43
    assert people[0] == "terje-auestad"
    assert people[-1] == "henriette-oien"
    letters = re.findall(r'<h2 id="letter-(.)">', page)
    assert letters == sorted(set(letters), key="ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ".index)


def test_double_a_sorts_as_the_last_letter(client, content):
    Person.objects.create(key="aase-aas", name="Aase Aas")
    Membership.objects.create(key="m", post_id="helsedirektoratet-helsedirektor", person_id="aase-aas")
    page = client.get("/nb/leaders").text
    assert re.findall(r'<h2 id="letter-(.)">', page)[-1] == "Å"


def test_the_post_that_nobody_is_named_in_is_listed_apart(client, content):
    vacant = section(client.get("/en/leaders").text, "vacant")
    assert links(vacant, "units") == ["helsedirektoratet"]


def test_filters_by_division_and_role(client, content):
    page = client.get("/en/leaders?division=divisjon-folkehelse&role=constituted").text
    assert "1 person in a post" in page
    assert "otto-christian-ro" in links(page, "people")
    assert section(page, "vacant") == ""


def test_a_professional_lead_is_said_to_be_no_head(client, content):
    page = words(client.get("/en/leaders?role=professional-lead").text)
    assert "Veronica Torp Professional Lead, " in page
    assert "Answers for the field, but is not head of the unit." in page


def test_somebody_whose_post_ended_is_no_longer_listed_at_a_later_date(client, content):
    Membership.objects.filter(person="jakob-linhave").update(valid_to="2017-06")
    assert "jakob-linhave" in client.get("/en/leaders?date=2017-06-30").text
    assert "jakob-linhave" not in client.get("/en/leaders?date=2017-07-01").text


def test_a_person_page_names_the_posts_and_what_is_known_of_their_time(client, content):
    person = Person.objects.get(pk="jakob-linhave")
    Membership.objects.create(
        key="earlier",
        post_id="levekar-og-helse-avdelingsdirektor",
        person=person,
        manner="acting",
        valid_from="2014",
        valid_to="2015",
    )
    page = client.get("/en/people/jakob-linhave").text
    posts = section(page, "posts")
    assert links(posts, "units") == ["levekar-og-helse", "miljo-og-helse"]
    assert headings(page, 1) == ["Jakob Linhave"]
    assert "Ended Valid 2014–2015." in words(posts)


def test_an_unknown_person_is_not_found(client, content):
    assert client.get("/en/people/nobody").status_code == 404


def test_somebody_who_left_stands_after_their_successor_and_is_marked_as_ended(client, content):
    Membership.objects.filter(post__unit="hr").update(valid_to="2019-12-31")
    post = Post.objects.get(unit="hr")
    Membership.objects.create(key="hr-ny", post=post, person_id="steinar-olsen", valid_from="2020")
    html = client.get("/en/units/hr").text
    leads = html[html.index("Steinar Olsen") : html.index("Jannicke Hexum") + 600]
    assert html.index("Steinar Olsen") < html.index("Jannicke Hexum")
    assert "Ended" not in leads[: leads.index("Jannicke Hexum")]
    assert "until 31 December 2019" in leads
    assert "Ended" in leads
    chart = client.get("/en/organisation").text
    assert "Jannicke Hexum" not in chart
