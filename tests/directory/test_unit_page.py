"""A unit's page answers first what people ask first, and says what the documents don't."""

import re

import pytest

from directory.models import Passage, Task, Unit
from tests.directory.reading import headings, links, section, words


def unit(client, key: str, language: str = "en", date: str = "") -> str:
    return client.get(f"/{language}/units/{key}", {"date": date} if date else {}).text


# --- Psykisk helsevern og rus: nynorsk, nested lists -------------------------------------------


def test_the_nested_list_of_mental_health_care_nests_as_meant(client, content):
    tasks = section(unit(client, "psykisk-helsevern-og-rus", "nn"), "tasks")
    assert headings(tasks, 3) == ["Hovudmål", "Satsingsområde"]
    # Ten entries; three of them have entries of their own: 3, 3 and 1.
    assert tasks.count('<ul class="tasks">') == 4
    assert tasks.count("<li ") == 17
    own = "psykisk-helsevern-og-rus-folge-opp-kontrollkommisjonene-i-psykisk-helsevern"
    assert re.search(rf'id="{own}">[^<]*<ul class="tasks">\s*<li [^>]*>\s*Godkjenne institusjonar', tasks)


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("nb", "Avdelingen "),
        ("nn", "Avdelinga "),
        ("en", "The department "),
    ],
)
def test_the_lead_is_in_the_readers_language(client, content, language, lead):
    page = unit(client, "psykisk-helsevern-og-rus", language)
    assert f'<div class="lead">{lead}' in page
    assert 'class="fallback-note"' not in page


def test_a_text_that_exists_only_in_nynorsk_is_shown_and_marked_as_nynorsk(client, content):
    Unit.objects.filter(pk="psykisk-helsevern-og-rus").update(lead_nb=None, body_nb=None)
    page = unit(client, "psykisk-helsevern-og-rus", "nb")
    assert '<div class="lead"><span lang="nn">Avdelinga ' in page
    assert '<div lang="nn"><p>Kvart år ' in section(page, "about")
    assert page.count('class="fallback-note"') == 1


def test_a_single_task_in_another_language_is_marked_and_said_once(client, content):
    Task.objects.filter(passage__unit="psykisk-helsevern-og-rus").update(text_en=None)
    page = unit(client, "psykisk-helsevern-og-rus", "en")
    assert section(page, "tasks").count('<span lang="nb">') == 17
    assert page.count('class="fallback-note"') == 1


def test_a_name_that_two_languages_spell_alike_is_no_translation(client, content):
    assert "our translation" not in unit(client, "psykisk-helsevern-og-rus", "nn")
    assert "The name is our translation" in unit(client, "psykisk-helsevern-og-rus", "en")


# --- Godkjenning og regelverk: sections, and parts of one --------------------------------------


def test_the_sections_of_a_department_stand_on_its_page_with_their_heads(client, content):
    below = section(unit(client, "godkjenning-og-regelverk"), "below")
    assert links(below, "units") == [
        "seksjon-juss-og-kvalitet",
        "seksjon-spesialistgodkjenning",
        "seksjon-profesjonsutdanninger",
    ]
    assert links(below, "people") == ["synne-andersen-bjerkas", "cathrine-lien-jensen"]


def test_a_section_without_a_named_head_says_so_and_lists_its_two_parts(client, content):
    page = unit(client, "seksjon-juss-og-kvalitet", "nb")
    assert links(section(page, "below"), "units") == ["juss", "kvalitet"]
    assert links(section(page, "lead"), "people") == []
    assert "The documents name nobody." in section(unit(client, "seksjon-juss-og-kvalitet"), "lead")


def test_breadcrumbs_lead_from_the_ministry_down(client, content):
    page = unit(client, "kvalitet", "nb")
    crumbs = re.search(r'<nav class="breadcrumbs".*?</nav>', page, re.S).group(0)
    assert links(crumbs, "units") == [
        "helse-og-omsorgsdepartementet",
        "helsedirektoratet",
        "divisjon-kompetanse-og-personell",
        "godkjenning-og-regelverk",
        "seksjon-juss-og-kvalitet",
    ]


# --- Bioteknologi og helserett: laws, two of them not delegated --------------------------------


def test_the_two_laws_that_are_not_delegated_are_marked_as_such(client, content):
    laws = section(unit(client, "bioteknologi-og-helserett"), "laws")
    marked = [part for part in laws.split("<dt>")[1:] if "Not delegated" in part]
    assert [links(part, "laws") for part in marked] == [["helseregisterloven", "pasientjournalloven"]]
    assert "had not yet delegated" in words(marked[0])


def test_laws_with_the_same_roles_stand_together(client, content):
    laws = section(unit(client, "bioteknologi-og-helserett"), "laws")
    first = laws.split("<dt>")[1]
    assert links(first, "laws")[:2] == ["helsepersonelloven", "pasient-og-brukerrettighetsloven"]
    assert words(first).count("administers") == 1


def test_a_role_that_ended_with_its_law_says_when(client, content):
    laws = section(unit(client, "bioteknologi-og-helserett"), "laws")
    (former,) = [p for p in laws.split("<dt>") if "helseregisterloven-tidligere" in p]
    assert "(until 31 December 2014)" in words(former)


# --- Statens strålevern: three ministries, and 2016 ----------------------------------------------


@pytest.mark.parametrize(
    ("language", "ministries"),
    [
        (
            "nb",
            ("Helse- og omsorgsdepartementet", "Klima- og miljødepartementet", "Utenriksdepartementet"),
        ),
        (
            "nn",
            ("Helse- og omsorgsdepartementet", "Klima- og miljødepartementet", "Utanriksdepartementet"),
        ),
        (
            "en",
            (
                "Ministry of Health and Care Services",
                "Ministry of Climate and Environment",
                "Ministry of Foreign Affairs",
            ),
        ),
    ],
)
def test_the_radiation_authority_answers_to_three_ministries(client, content, language, ministries):
    tasks = words(section(unit(client, "statens-stralevern", language), "tasks"))
    assert [ministry in tasks for ministry in ministries] == [True, True, True]


def test_the_radiation_authority_came_under_the_directorate_in_2016(client, content):
    page = unit(client, "statens-stralevern")
    history = words(section(page, "history"))
    assert "Until 31 December 2015:" in history
    assert "1 January 2016" in history
    crumbs = re.search(r'<nav class="breadcrumbs".*?</nav>', page, re.S).group(0)
    assert "helsedirektoratet" in links(crumbs, "units")


def test_before_2016_the_page_says_that_its_place_is_unknown(client, content):
    page = unit(client, "statens-stralevern", date="2015-06-01")
    crumbs = re.search(r'<nav class="breadcrumbs".*?</nav>', page, re.S).group(0)
    assert links(crumbs, "units") == []
    assert "The documents do not say what the unit was part of on this date." in page
    assert "Unknown at this date" in page
    assert "placed under" not in section(page, "history")


# --- Who leads -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "person", "role"),
    [
        ("miljo-og-helse", "Jakob Linhave", "Head of Department"),
        ("global-helse", "Otto Christian Rø", "Head of Department, constituted"),
        ("levekar-og-helse", "Øyvind Giæver", "acting Head of Department"),
        ("seksjon-tannhelsetjenester", "Ragnhild Elin Nordengen", "acting Section Chief"),
        ("kommunikasjon-og-digitale-kanaler", "Berit Kolberg Rossiné", "Director of Communications"),
        ("seksjon-test-og-kvalitet", "Siv Fjellkårstad", "leader (the documents give no title)"),
    ],
)
def test_the_leader_is_named_with_the_exact_role(client, content, key, person, role):
    assert words(section(unit(client, key), "lead")).startswith(f"Who leads it {person} {role}")


def test_a_professional_lead_is_said_to_be_no_head(client, content):
    lead = words(section(unit(client, "seksjon-pleiegruppene"), "lead"))
    assert "Veronica Torp Professional Lead" in lead
    assert "Answers for the field, but is not head of the unit." in lead


def test_a_post_that_nobody_is_named_in_says_so(client, content):
    lead = words(section(unit(client, "helsedirektoratet"), "lead"))
    assert "Director-General of Health: not named in the documents" in lead


@pytest.mark.parametrize("key", ["divisjon-folkehelse", "helfo"])
def test_a_unit_without_a_post_has_nobody(client, content, key):
    assert "The documents name nobody." in section(unit(client, key), "lead")


# --- Not here, but there ---------------------------------------------------------------------------


def test_what_a_unit_has_not_leads_to_the_unit_that_has_it(client, content):
    denied = section(unit(client, "ernaering-og-forebygging-i-helsetjenesten"), "not-here")
    assert "barne-og-ungdomshelse" in links(denied, "units")


def test_what_nobody_has_says_so_instead_of_leading_on(client, content):
    denied = section(unit(client, "allmennhelsetjenester"), "not-here")
    (prison,) = [part for part in denied.split("<h3>") if "fengselshelsetjenester" in part]
    assert links(prison, "units") == []
    assert "The documents name nobody who has it." in words(prison)


def test_the_unit_that_others_point_to_says_what_for(client, content):
    topics = section(unit(client, "barne-og-ungdomshelse"), "topics")
    sent = topics[topics.index("Others send you here for") :]
    assert "ernaering-og-forebygging-i-helsetjenesten" in links(sent, "units")


# --- What the documents don't say --------------------------------------------------------------


@pytest.mark.parametrize("key", ["utvikling-og-teknologi", "okonomi-og-styring"])
def test_a_placeholder_says_that_nothing_is_published_and_still_names_its_leader(client, content, key):
    page = unit(client, key)
    assert "The source has published nothing about this unit." in page
    assert len(links(section(page, "lead"), "people")) == 1
    assert section(page, "about") == ""


def test_an_empty_heading_is_shown_as_empty(client, content):
    empty = Passage.objects.get(heading_nb="Sentrale lover og forskrifter")
    tasks = section(unit(client, empty.unit_id), "tasks")
    passage = tasks[tasks.index(f'id="{empty.pk}"') :]
    below_heading = words(passage.split("</h3>")[1])
    assert below_heading.startswith("The source has this heading with nothing below it.")


def test_a_printed_partner_that_is_nobody_says_so(client, content):
    page = unit(client, "utvikling-og-koordinering")
    phantom = "No document knows a unit or party of this name."
    for name in ("target-groups", "partners"):
        entries = [e for e in section(page, name).split("<li>") if "Divisjon utvikling og koordinering" in e]
        assert [phantom in e for e in entries] == [True]
        assert links(entries[0], "parties") == []


def test_a_misprinted_partner_leads_to_who_was_meant_and_keeps_the_print(client, content):
    partners = section(unit(client, "global-helse"), "partners")
    (ministry,) = [e for e in partners.split("<li>") if "utenriksdepartementet" in e]
    assert "Ministry of Foreign Affairs" in words(ministry)
    assert "printed: «DU»" in words(ministry)


def test_a_partner_that_is_a_unit_of_ours_leads_to_both_its_pages(client, content):
    partners = section(unit(client, "miljo-og-helse"), "partners")
    (own,) = [e for e in partners.split("<li>") if "statens-stralevern" in e]
    assert links(own, "units") == ["statens-stralevern"]


# --- Figures, contact, strategy, sources ---------------------------------------------------------


def test_an_approximate_number_differs_from_an_exact_one(client, content):
    about = words(section(unit(client, "arkiv-og-forvaltningsstotte"), "figures"))
    assert "about 16 employees" in about
    exact = words(section(unit(client, "norsk-pasientregister"), "figures"))
    assert exact.startswith("Figures 50 ")
    assert exact.endswith("The source gives an exact number.")


def test_a_large_number_is_written_as_the_language_writes_it(client, content):
    assert "about 33,000,000,000" in words(section(unit(client, "helfo", "en"), "figures"))
    assert "33\xa0000\xa0000\xa0000" in section(unit(client, "helfo", "nb"), "figures")


def test_site_names_are_text_and_the_telephone_is_a_link(client, content):
    contact = section(unit(client, "helfo"), "contact")
    assert re.findall(r'href="([^"]+)"', contact) == ["tel:80043573"]
    assert "helsenorge.no" in contact


def test_a_part_in_the_strategy_says_what_it_rests_on_and_that_the_strategy_has_ended(client, content):
    part = section(unit(client, "global-helse"), "strategy")
    assert words(part).startswith("Part in the strategy")
    assert "Ended" in words(part)
    assert links(part, "focus-areas") == ["samarbeid-med-aktorene"]
    assert links(part, "documents") == ["003", "003", "002"]


def test_a_contribution_leads_to_the_task_on_the_same_page(client, content):
    page = unit(client, "allmennhelsetjenester")
    fragments = re.findall(r'class="rests-on">.*?href="#([^"]+)"', page, re.S)
    assert fragments
    assert [f'id="{fragment}"' in page for fragment in fragments] == [True] * len(fragments)


def test_sources_stand_at_the_end_with_what_was_printed(client, content):
    sources = section(unit(client, "rehabilitering-og-sjeldne-tilstander"), "sources")
    assert "printed: «Avdelingsdirketør»" in words(sources)
    assert "003:628" in sources


def test_the_email_behind_a_name_is_nowhere(client, content):
    assert "ask@" not in unit(client, "pasientsikkerhetsprogrammet")


# --- The page as a whole ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["levekar-og-helse", "helsedirektoratet", "psykisk-helse-og-rus"])
def test_the_jump_list_leads_to_the_sections_that_there_are(client, content, key):
    page = unit(client, key)
    jumps = re.search(r'<nav class="jump-list".*?</nav>', page, re.S).group(0)
    sections = re.findall(r'aria-labelledby="([a-z-]+)">\s*<h2', page)
    assert re.findall(r'href="#([a-z-]+)"', jumps) == sections


def test_no_two_elements_share_an_id(client, content):
    for key in Unit.objects.values_list("pk", flat=True):
        ids = re.findall(r' id="([^"]+)"', unit(client, key))
        assert len(ids) == len(set(ids)), key


def test_an_unknown_unit_is_not_found(client, content):
    assert client.get("/nb/units/divisjon-utvikling-og-koordinering").status_code == 404
