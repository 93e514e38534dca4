"""The feeds: what was published, each once, in words; never a draft, never an editor's name."""

import re
from collections import Counter

import pytest
from lxml import etree, html

from directory.models import Task, Unit
from hdir.opendata.feed import ENTRIES_A_PAGE, RECORDS_AN_ENTRY

ATOM = "{http://www.w3.org/2005/Atom}"
RENAMED = ("directory.unit", "hr", "change", {"name_nb": "Personal"}, {"name_nb": "HR"})
TASK = "allmennhelsetjenester-allmennmedisinske-forskningsenheter-afe"

pytestmark = pytest.mark.usefixtures("content")


def feed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml"
    return etree.fromstring(answer.content)


def entries(root):
    return root.findall(f"{ATOM}entry")


def words(entry):
    return " ".join(html.fromstring(entry.findtext(f"{ATOM}content")).text_content().split())


@pytest.fixture
def rng(standards):
    return etree.RelaxNG(etree.parse(standards / "atom" / "atom.rng"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("path", ["changes.atom", "units/hr/changes.atom"])
def test_feeds_are_valid_with_entries_and_without(client, publish, rng, language, path):
    rng.assertValid(feed(client, f"/{language}/{path}"))
    publish(RENAMED, reason="Navnet var feil & gammelt <b>")
    publish(("directory.unit", "hr", "change", {"parent": "helfo"}, {"parent": "divisjon-folkehelse"}))
    root = feed(client, f"/{language}/{path}")
    rng.assertValid(root)
    assert len(entries(root)) == 2
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_a_change_is_told_in_words_old_and_new(client, publish):
    publish(
        (
            "directory.unit",
            "hr",
            "change",
            {"kind": "section", "parent": None},
            {"kind": "department", "parent": "divisjon-folkehelse"},
        ),
        (
            "directory.membership",
            "global-helse-otto-christian-ro",
            "change",
            {"valid_to": None},
            {"valid_to": "2017-03"},
        ),
        title="HR flyttes",
        reason="Ny plassering",
    )
    entry = entries(feed(client, "/nb/changes.atom"))[0]
    assert entry.findtext(f"{ATOM}title") == "HR flyttes"
    said = words(entry)
    division = Unit.objects.get(pk="divisjon-folkehelse").name_nb
    for expected in (
        "Ny plassering",
        "seksjon → avdeling",
        f"→ {division}",
        "→ mars 2017",
        "Otto Christian Rø",
    ):
        assert expected in said
    assert "divisjon-folkehelse" not in said
    assert "valid_to" not in said


def test_a_text_says_which_language_it_is_in(client, publish):
    publish(RENAMED)
    content = entries(feed(client, "/en/changes.atom"))[0].findtext(f"{ATOM}content")
    assert re.search(r'<dd lang="nb"><del>Personal</del> → <ins>HR</ins></dd>', content)


def test_markup_in_a_text_stays_text(client, publish):
    publish(
        ("directory.unit", "hr", "change", {"lead_nb": "a"}, {"lead_nb": "<script>alert(1)</script> & co"}),
        reason="<img src=x>",
    )
    content = html.fromstring(entries(feed(client, "/nb/changes.atom"))[0].findtext(f"{ATOM}content"))
    assert content.xpath("//script | //img") == []
    assert "<script>alert(1)</script> & co" in content.text_content()


def test_every_published_change_is_told_exactly_once_under_an_id_that_stays(client, publish):
    sets = [publish(RENAMED, title=f"Endring {number}") for number in range(ENTRIES_A_PAGE + 5)]
    seen, address = [], "/nb/changes.atom"
    while address:
        root = feed(client, address.removeprefix("http://localhost:8000"))
        seen += [(e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}title")) for e in entries(root)]
        address = next((e.get("href") for e in root.findall(f"{ATOM}link") if e.get("rel") == "next"), None)
    assert [title for _id, title in seen] == [s.title for s in reversed(sets)]
    assert max(Counter(i for i, _title in seen).values()) == 1
    assert seen[-1][0] == f"tag:localhost,2026:nb/changes/{sets[0].number}"
    publish(RENAMED, title="Senere")
    again = [e.findtext(f"{ATOM}id") for e in entries(feed(client, "/nb/changes.atom"))]
    assert again[1:] == [i for i, _title in seen][: ENTRIES_A_PAGE - 1]
    assert client.get("/nb/changes.atom?page=99").status_code == 404
    assert client.get("/nb/changes.atom?page=x").status_code == 400


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "rejected"])
def test_nothing_that_is_not_published_leaks(client, publish, state):
    secret = ("directory.unit", "hr", "change", {"name_nb": "HR"}, {"name_nb": "Hemmelig nytt navn"})
    publish(secret, state=state, title="Hemmelig plan", reason="Hemmelig grunn")
    publish(RENAMED)
    for address in ("/nb/changes.atom", "/nb/units/hr/changes.atom", "/en/changes.atom"):
        answer = client.get(address)
        assert len(entries(etree.fromstring(answer.content))) == 1
        assert "Hemmelig" not in answer.text


def test_no_editor_is_named(client, publish):
    publish(RENAMED)
    root = feed(client, "/nb/changes.atom")
    text = etree.tostring(root, encoding="unicode")
    for name in ("redaktor", "hansen", "olsen", "intern merknad"):
        assert name not in text
    assert root.findtext(f"{ATOM}author/{ATOM}name")


def test_updated_is_when_it_was_published(client, publish):
    publish(RENAMED)
    root = feed(client, "/nb/changes.atom")
    assert root.findtext(f"{ATOM}updated") == "2026-03-01T12:00:00Z"
    assert entries(root)[0].findtext(f"{ATOM}updated") == "2026-03-01T12:00:00Z"


def test_a_units_feed_has_what_is_about_the_unit_and_no_more(client, publish):
    task = Task.objects.select_related("passage").get(pk=TASK)
    unit = task.passage.unit_id
    publish(
        ("directory.task", TASK, "change", {"text_nb": "Før"}, {"text_nb": "Etter"}),
        RENAMED,
        title="Begge",
    )
    publish(("directory.law", "alkoholloven", "change", {"name_nb": "a"}, {"name_nb": "b"}), title="Ingen")
    found = entries(feed(client, f"/nb/units/{unit}/changes.atom"))
    assert [e.findtext(f"{ATOM}title") for e in found] == ["Begge"]
    assert "Etter" in words(found[0])
    assert "Personal" not in words(found[0])
    assert len(entries(feed(client, "/nb/units/hr/changes.atom"))) == 1
    assert entries(feed(client, "/nb/units/helfo/changes.atom")) == []
    assert client.get("/nb/units/nobody/changes.atom").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        (
            "directory.task",
            "borte",
            "remove",
            {"passage": "overskrift-borte", "text_nb": "Gammel oppgave"},
            {},
        ),
        ("directory.contactpoint", "borte", "remove", {"unit": "hr", "value": "borte.no"}, {}),
        ("directory.membership", "borte", "remove", {"post": "stilling-borte", "person": "noen"}, {}),
        (
            "directory.changeevent",
            "borte",
            "remove",
            {"units": ["helfo", "hr"], "name_nb": "Noe skjedde"},
            {},
        ),
        (
            "directory.unit",
            "ny-seksjon",
            "add",
            {},
            {"parent": "hr", "name_nb": "Ny seksjon", "kind": "section"},
        ),
    ],
)
def test_a_units_feed_knows_what_is_gone_and_what_comes(client, publish, change):
    publish(
        ("directory.passage", "overskrift-borte", "remove", {"unit": "hr", "heading_nb": "Gammel"}, {}),
        ("directory.post", "stilling-borte", "remove", {"unit": "hr", "title_nb": "leder"}, {}),
        title="Først",
    )
    publish(change, title="Så")
    found = entries(feed(client, "/nb/units/hr/changes.atom"))
    assert [e.findtext(f"{ATOM}title") for e in found] == ["Så", "Først"]
    assert [
        e.findtext(f"{ATOM}title") for e in entries(feed(client, "/nb/units/autorisasjon/changes.atom"))
    ] == []


def test_a_record_that_is_gone_is_called_what_it_was(client, publish):
    publish(("directory.unit", "borte", "remove", {"name_nb": "Gamle enheten", "kind": "section"}, {}))
    assert "Gamle enheten" in words(entries(feed(client, "/nb/changes.atom"))[0])


def test_a_first_load_says_how_many_more_there_are(client, publish):
    added = [
        ("directory.topic", f"emne-{n}", "add", {}, {"name_nb": f"Emne {n}"})
        for n in range(RECORDS_AN_ENTRY + 7)
    ]
    publish(*added)
    said = words(entries(feed(client, "/en/changes.atom"))[0])
    assert said.endswith("And 7 more records.")


def test_a_model_or_field_of_former_times_is_still_told(client, publish):
    publish(
        ("directory.gone", "x", "change", {"a": 1}, {"a": 2}),
        ("directory.unit", "hr", "change", {"gone": "a"}, {"gone": "b"}),
    )
    assert "gone" in words(entries(feed(client, "/nb/changes.atom"))[0])


@pytest.mark.parametrize("number", [1, 12])
def test_a_feed_takes_the_same_queries_for_one_change_and_for_many(
    client, publish, django_assert_max_num_queries, number
):
    for _n in range(number):
        publish(RENAMED, ("directory.task", TASK, "change", {"text_nb": "a"}, {"text_nb": "b"}))
    client.get("/nn/units/hr.vcf")  # the version of the content is made once for a state of it
    with django_assert_max_num_queries(14):
        assert len(entries(feed(client, "/nb/changes.atom"))) == number
    with django_assert_max_num_queries(15):
        assert len(entries(feed(client, "/nb/units/hr/changes.atom"))) == number


def test_a_feed_is_not_sent_twice(client, publish):
    mark = client.get("/nb/changes.atom")["ETag"]
    assert client.get("/nb/changes.atom", headers={"if-none-match": mark}).status_code == 304
    publish(RENAMED)
    assert client.get("/nb/changes.atom", headers={"if-none-match": mark}).status_code == 200
