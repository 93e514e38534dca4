"""Topics, laws and parties."""

import re

from directory.models import Law, Party, Topic
from tests.directory.reading import links, section, words

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"


def heads(source: str) -> list[str]:
    """The units that the entries of a section are headed by."""
    return re.findall(r'<h3>\s*<a href="/\w+/units/([a-z0-9-]+)', source)


def test_indexes_list_everything_from_a_to_aa(client, content):
    for folder, model in (("topics", Topic), ("laws", Law), ("parties", Party)):
        pages = [
            client.get(f"/nb/{folder}?page={n}").text for n in range(1, 1 + -(-model.objects.count() // 50))
        ]
        listed = [
            key for page in pages for key in re.findall(rf'<h3>\s*<a href="/nb/{folder}/([^"?]+)"', page)
        ]
        assert listed == list(model.objects.order_by("sort_nb").values_list("pk", flat=True))
        letters = [c for page in pages for c in re.findall(r'<h2 id="letter-(.)">', page) if c in ALPHABET]
        assert letters == sorted(letters, key=ALPHABET.index)


def test_a_topic_shows_side_by_side_who_has_it_and_how_far(client, content):
    page = client.get("/en/topics/psykisk-helse").text
    held = links(section(page, "held"), "units")
    assert {"levekar-og-helse", "psykisk-helse-og-rus", "psykisk-helsevern-og-rus"} <= set(held)
    assert words(section(page, "held")).count("shared responsibility") >= 3


def test_a_topic_that_nobody_has_does_not_answer_with_the_nearest_unit(client, content):
    page = client.get("/en/topics/fengselshelsetjenester").text
    assert links(section(page, "held"), "units") == []
    assert "No unit in the documents says that it has this." in page
    denied = section(page, "denied")
    assert heads(denied) == ["allmennhelsetjenester"]
    assert "The documents name nobody who has it." in denied


def test_an_exception_leads_to_who_has_it(client, content):
    page = client.get("/nb/topics/ernaering-for-barn-og-unge").text
    assert heads(section(page, "held")) == ["barne-og-ungdomshelse"]
    denied = section(page, "denied")
    assert heads(denied) == ["ernaering-og-forebygging-i-helsetjenesten"]
    assert "Spør heller: Barne- og ungdomshelse" in words(denied)


def test_a_law_says_what_replaced_it_and_that_it_has_ended(client, content):
    page = client.get("/en/laws/helseregisterloven-tidligere").text
    assert "Ended Valid until 31 December 2014." in words(page)
    assert {"helseregisterloven", "pasientjournalloven"} <= set(links(page, "laws"))
    successor = client.get("/en/laws/helseregisterloven").text
    assert "helseregisterloven-tidligere" in links(successor, "laws")


def test_a_law_shows_paragraphs_and_its_identifier_as_text(client, content):
    page = client.get("/nb/laws/folketrygdloven").text
    assert "LOV-1997-02-28-19" in page
    units = words(section(page, "units"))
    assert [p in units for p in ("§ 5-6 a", "§ 5-14", "§ 5-22", "§ 5-25")] == [True] * 4
    assert "lovdata.no" not in page


def test_a_law_that_is_not_delegated_says_so_on_its_own_page(client, content):
    units = words(section(client.get("/en/laws/pasientjournalloven").text, "units"))
    assert "Biotechnology and Health Law Department, part of" in units
    assert "Not delegated does not have the responsibility: " in units


def test_a_party_shows_whose_target_group_and_whose_partner_it_is(client, content):
    page = client.get("/en/parties/helse-og-omsorgsdepartementet").text
    assert "global-helse" in links(section(page, "target-group"), "units")
    assert "global-helse" in links(section(page, "partner"), "units")
    assert "printed: «HOD»" in words(page)
    assert "Unit in the chart:" in page


def test_a_party_named_only_in_passing_says_so(client, content):
    page = client.get("/en/parties/direktoratet-for-e-helse").text
    assert "No unit lists it as a target group or a partner." in page


def test_unknown_subjects_are_not_found(client, content):
    for folder in ("topics", "laws", "parties", "documents"):
        assert client.get(f"/nb/{folder}/no-such-thing").status_code == 404
