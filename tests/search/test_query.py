"""Search finds what people ask for, however they write it, and says who answers for it."""

import datetime

import pytest
from django.db import connection

from directory.models import (
    Extent,
    Law,
    LawRole,
    Membership,
    Party,
    Passage,
    Responsibility,
    Statement,
    Task,
    Topic,
    Unit,
)
from hdir.search import matching, query
from hdir.search import results as results_module
from hdir.search.facets import Facets
from hdir.search.query import search
from strategy.models import FocusArea, GoalArea
from tests.search.publishing import found, publish, unit


def topic(key: str, **values) -> Topic:
    made = Topic.objects.create(key=key, **values)
    publish(made)
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Helfo", ("unit", "helfo")),
        ("økonomi og analyse", ("unit", "okonomi-og-analyse")),
        ("NPR", ("topic", "norsk-pasientregister")),
        ("HOD", ("unit", "helse-og-omsorgsdepartementet")),
        ("FHI", ("party", "folkehelseinstituttet")),
        ("bioteknologiloven", ("law", "bioteknologiloven")),
        ("pasientforløp", ("focus-area", "pasientforlop")),
        ("Rossiné", ("person", "berit-kolberg-rossine")),
        ("KORUS", ("topic", "korus")),
    ],
)
def test_the_best_result_is_what_was_named(content, text, expected):
    assert found(text)[0] == expected


def test_every_kind_of_record_can_be_found(content):
    types = {type_name for word in ("helse", "strategi", "dokument") for type_name, _key in found(word)}
    types |= {type_name for type_name, _key in found("Helsedirektoratet avdelingsdirektør")}
    assert {
        "unit",
        "topic",
        "law",
        "task",
        "passage",
        "party",
        "statement",
        "goal-area",
        "focus-area",
    } <= types
    assert {"document", "strategy", "person"} <= types


def test_a_record_whose_whole_name_was_asked_for_comes_first(content):
    assert found("rus")[0] == ("topic", "rus")
    assert found("global helse")[0] == ("unit", "global-helse")


def test_people_are_found_with_their_unit(content):
    membership = Membership.objects.select_related("person", "post__unit").order_by("pk").first()
    best = search(membership.person.name, "nb")[0]
    assert (best.type, best.key) == ("person", membership.person_id)
    assert best.unit == membership.post.unit


# --- Forms of words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [("legemidler", "legemiddel"), ("fastlegen", "fastleger"), ("strålevernet", "strålevern")],
)
def test_other_forms_of_a_word_are_found(content, one, other):
    assert set(found(one)[:3]) & set(found(other)[:3])


@pytest.mark.parametrize("written", ["strålevern", "stralevern", "straalevern", "STRÅLEVERN"])
def test_letters_are_found_as_people_write_them_who_do_not_have_them(content, written):
    assert ("unit", "statens-stralevern") in found(written)[:3]
    assert found(written)[:3] == found("strålevern")[:3]


@pytest.mark.parametrize("written", ["førerkort", "forerkort", "foererkort"])
def test_o_and_oe_stand_for_the_letter_that_is_missing(content, written):
    assert found(written)[0] == ("topic", "helsekrav-til-forerkort")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("skadeloven", ("law", "tobakksskadeloven")),
        ("helsevern", ("topic", "miljorettet-helsevern")),
        ("journalloven", ("law", "pasientjournalloven")),
        ("pollenallergi", ("topic", "miljorettet-helsevern")),
        ("tvangsinnlagt", ("topic", "tvang")),
    ],
)
def test_parts_of_compounds_are_found_and_compounds_by_their_parts(content, asked, expected):
    assert expected in found(asked)[:8]


def test_an_act_is_not_taken_for_what_it_is_about(content):
    assert found("skadeloven")[0] == ("law", "tobakksskadeloven")
    assert found("skader")[0] == ("topic", "skader-og-ulykker")


@pytest.mark.parametrize("written", ["fastlege", "fastleger", "fastlegen", "fastlegane", "fastlegar"])
def test_a_doctor_is_not_taken_for_an_ending(content, written):
    assert found(written)[0] == ("topic", "fastlege")
    assert ("unit", "global-helse") not in found(written)  # which has «faste forum»


def test_nynorsk_adjectives_lose_their_ending(content):
    assert found("offentlege", "nn") == found("offentlig", "nb")


def test_a_director_is_not_taken_for_a_directorate(content):
    assert set(found("kommunikasjonsdirektør")) == {
        ("person", "berit-kolberg-rossine"),
        ("unit", "kommunikasjon-og-digitale-kanaler"),
    }
    assert found("director general", "en")[0] == ("unit", "helsedirektoratet")
    assert found("Who is the Director General of Health?", "en")[0] == ("unit", "helsedirektoratet")


def test_a_hyphen_may_be_left_out_of_what_is_no_word_without_it(content):
    assert found("e helse") == found("e-helse")
    assert found("я я") == found("Σ x") == []
    assert found(f"e {'x' * 80}") == []


def test_a_short_word_is_not_found_inside_other_words(content):
    topic("krus", name_nb="Krus")
    assert ("topic", "krus") not in found("rus")


def test_a_word_is_found_inside_a_compound(content):
    topic("jule", name_nb="Juletannlegevakt")
    assert ("topic", "jule") in found("tannlege")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("legevatk", "legevakt"),
        ("bioteknolgi", "bioteknologi"),
        ("strålvern", "strålevern"),
        ("aborr", "abort"),
    ],
)
def test_one_typing_error_is_forgiven_and_named(content, typed, meant):
    assert found(typed)[0] == found(meant)[0]
    assert search(typed, "nb").question.corrected == ((typed, meant),)


@pytest.mark.parametrize("meant", ["legevakt", "legevaktsentral"])
def test_one_typing_error_is_forgiven_wherever_it_is(content, meant):
    topic("legevaktsentral", name_nb="Legevaktsentral")
    typed = set()
    for place in range(len(meant)):
        before, letter, after = meant[:place], meant[place], meant[place + 1 :]
        typed |= {before + after, f"{before}x{letter}{after}", f"{before}x{after}"}
        typed.add(before + after[:1] + letter + after[1:])
    typed -= {meant}
    taken = {text: search(text, "nb").question.corrected for text in typed}
    # What goes on in a known word isn't wrong: "legevak".
    wrong = {text: pairs for text, pairs in taken.items() if pairs and pairs[0][1] != meant}
    unmended = {text for text, pairs in taken.items() if not pairs and not meant.startswith(text)}
    assert (wrong, unmended) == ({}, set())


@pytest.mark.parametrize(
    ("asked", "language", "expected"),
    [
        ("hvem leder HR", "nb", "hr"),
        ("kven leier miljø og helse", "nn", "miljo-og-helse"),
        ("sjef for beredskap", "nb", "beredskap"),
        ("head of global health", "en", "global-helse"),
    ],
)
def test_who_leads_a_unit_is_asked_by_the_units_name(content, asked, language, expected):
    assert found(asked, language)[0] == ("unit", expected)


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("avdeling for statistikk", "nb"),
        ("avdelinga for statistikk", "nn"),
        ("department of statistics", "en"),
    ],
)
def test_a_unit_is_found_with_its_kind_before_its_name(content, asked, language):
    assert found(asked, language)[0] == ("unit", "statistikk")


def test_the_parts_that_were_looked_for_instead_of_a_word_are_told(content):
    assert search("hjertestarter", "nb").question.divided[0][0] == "hjertestarter"
    assert search("hjerte", "nb").question.divided == ()


@pytest.mark.parametrize("text", ["overvekt", "restaurant"])
def test_a_common_or_a_very_short_word_is_no_part_of_a_compound(content, text):
    assert search(text, "nb").question.divided == ()


def test_a_short_stem_of_another_language_is_no_answer(content):
    assert ("topic", "stralevern-og-atomsikkerhet") not in found("vaping", "en")


def test_a_number_is_never_taken_for_another(content):
    assert search("5-99", "nb").question.corrected == ()


@pytest.mark.parametrize("text", ["§ 5-14", "folketrygdloven § 5-14"])
def test_a_paragraph_is_found_by_its_number(content, text):
    assert "legemiddel-og-tannhelserefusjon" in [r.unit.pk for r in search(text, "nb")[:3]]


@pytest.mark.parametrize("text", ["e-helse", "ehelse", "E-HELSE"])
def test_a_word_with_a_hyphen_is_one_word(content, text):
    assert found(text)[0] == ("topic", "e-helse")


# --- Languages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nynorsk", "bokmal"),
    [
        ("tenester", "tjenester"),
        ("sjukeheim", "sykehjem"),
        ("rettleiing", "veiledning"),
        ("krisehandsaming", "krisehåndtering"),
        ("brukarmedverknad", "brukermedvirkning"),
        ("pasienttryggleik", "pasientsikkerhet"),
        ("naudnett", "nødnett"),
        ("sjølvmord", "selvmord"),
        ("tobakksskadelova", "tobakksskadeloven"),
    ],
)
def test_nynorsk_and_bokmal_find_the_same(content, nynorsk, bokmal):
    assert found(nynorsk, "nn")
    assert found(nynorsk, "nn")[:3] == found(bokmal, "nn")[:3]


def test_nynorsk_finds_what_is_written_in_bokmal_only_and_the_reverse(content):
    topic("bare-bokmal", name_nb="Zebratjenester ved sykehjem")
    topic("berre-nynorsk", name_nn="Zebratenester ved sjukeheim", origin="nn")
    for asked, language in (
        ("zebratenester", "nn"),
        ("zebratjenester", "nb"),
        ("zebratjeneste sykehjem", "en"),
    ):
        assert {key for _type, key in found(asked, language)[:2]} == {"bare-bokmal", "berre-nynorsk"}


def test_a_reader_may_ask_in_another_language(content):
    assert ("unit", "global-helse") in found("global helse", "en")[:3]
    assert ("unit", "divisjon-folkehelse") in found("public health", "nn")[:8]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("tilskot", "nn"),
        ("tilskota", "nn"),
        ("grant", "en"),
        ("grants", "en"),
        ("grants", "nb"),
        ("grants frivillige", "en"),
    ],
)
def test_a_term_finds_what_is_written_in_norwegian_only(content, asked, language):
    made = topic("penger", name_nb="Tilskudd til frivillige zebraer")
    assert (made.name_nn, made.name_en) == (None, None)
    assert ("topic", "penger") in found(asked, language)


def test_a_term_of_several_words_is_found_as_a_whole(content):
    topic("sinn", name_nb="Psykisk helse for zebraer")
    topic("kropp", name_nb="Helse for zebraer")
    assert ("topic", "sinn") in found("mental health", "en")
    assert ("topic", "kropp") not in found("mental health", "en")


def test_what_has_the_word_itself_comes_before_what_has_only_an_equivalent(content):
    topic("a-tilskudd", name_nb="A tilskudd zz")
    topic("b-grant", name_en="B grant zz", origin="en")
    both = [key for _type, key in found("grant zz", "en") if key in ("a-tilskudd", "b-grant")]
    assert both == ["b-grant", "a-tilskudd"]


# --- Several words ------------------------------------------------------------------------------


def test_all_words_must_be_found_where_something_has_them_all(content):
    both = found("psykisk rus")
    assert both
    assert set(both) <= set(found("psykisk"))
    assert set(both) <= set(found("rus"))


def test_a_word_that_nothing_has_is_left_out_and_named(content):
    assert found("xyzzyplugh helfo")[0] == ("unit", "helfo")
    assert search("xyzzyplugh helfo", "nb").question.unknown == ("xyzzyplugh",)


def test_a_phrase_in_quotes_stands_word_by_word(content):
    topic("a-riktig", name_nb="Zebra rød og hvit", description_nb="Om zebraer.")
    topic("b-feil", name_nb="Hvit og rød zebra", description_nb="Om zebraer.")
    assert {key for _type, key in found("rød og hvit zebra")[:2]} == {"a-riktig", "b-feil"}
    assert found('"rød og hvit"') == [("topic", "a-riktig")]
    assert found("«zebra rød»") == [("topic", "a-riktig")]
    assert found('"hvit zebra"') == []


@pytest.mark.parametrize(
    ("question", "language", "key"),
    [
        ("hvem har ansvar for helsestasjon", "nb", "helsestasjon-og-skolehelsetjeneste"),
        ("ernæring til barn", "nb", "ernaering-for-barn-og-unge"),
        ("kven har ansvaret for tobakk?", "nn", "tobakk"),
        ("who is responsible for tobacco", "en", "tobakk"),
    ],
)
def test_the_words_that_make_a_question_do_not_count(content, question, language, key):
    assert key in [r.key for r in search(question, language) if r.type == "topic"][:3]


def test_the_beginning_of_a_word_finds_it_while_typing(content):
    typed = [(r.type, r.key) for r in search("tob", "nb", typing=True)]
    assert ("topic", "tobakk") in typed[:3]
    assert ("topic", "legevakt") in found("legev")


# --- Who answers for it --------------------------------------------------------------------------


def test_a_topic_comes_with_the_unit_that_has_it(content):
    wanted = Topic.objects.filter(responsibilities__extent="main").order_by("pk").first()
    result = next(r for r in search(wanted.name_nb, "nb") if r.key == wanted.pk)
    main = wanted.responsibilities.filter(extent="main").order_by("position").first()
    assert result.unit == main.unit
    units = set(wanted.responsibilities.exclude(extent="not").values_list("unit", flat=True))
    assert result.others == len(units) - 1


def test_a_unit_that_expressly_has_not_the_topic_is_named_as_such_and_not_as_responsible(content):
    denials = list(Responsibility.objects.denied().select_related("topic"))
    assert denials
    for denial in denials:
        results = search(denial.topic.name_nb, "nb")
        assert denial.pk in [answer.responsibility.pk for answer in results.not_here], denial
        assert [r.key for r in results if r.type != "law" and r.unit and r.unit.pk == denial.unit_id] == []


def test_who_has_it_instead_is_said_or_that_nobody_is_known(content):
    prison, children = search("fengselshelse", "nb"), search("ernæring for spedbarn", "nb")
    assert (prison.not_here[0].responsibility.instead, prison.not_here[0].has_it) == (None, False)
    assert children.not_here[0].responsibility.instead.pk == "barne-og-ungdomshelse"
    assert children.not_here[0].has_it


@pytest.mark.parametrize("asked", ["barn", "vaksinasjon av barn", "tvangsbruk i psykiatrien"])
def test_what_a_unit_has_not_is_no_answer_to_what_only_touches_it(content, asked):
    results = search(asked, "nb")
    assert len(results)
    assert not results.not_here


def test_what_a_unit_has_not_is_said_though_more_was_asked(content):
    results = search("lege i fengsel i Bodø", "nb")
    assert [answer.responsibility.unit_id for answer in results.not_here] == ["allmennhelsetjenester"]


def test_the_unit_that_denies_is_found_by_its_name(content):
    assert found("Allmennhelsetjenester")[0] == ("unit", "allmennhelsetjenester")


def test_naming_a_law_or_lacking_authority_answers_for_nothing(content):
    law = Law.objects.create(key="zebraloven", kind="act", name_nb="Zebraloven")
    LawRole.objects.create(key="z1", unit_id="hr", law=law, role="not-delegated")
    LawRole.objects.create(key="z2", unit_id="statistikk", law=law, role="mentions")
    publish(law)
    assert search("zebraloven", "nb")[0].unit is None
    publish(LawRole.objects.create(key="z3", unit_id="global-helse", law=law, role="interprets"))
    assert search("zebraloven", "nb")[0].unit.pk == "global-helse"


@pytest.mark.parametrize(
    ("asked", "language"),
    [("folketrygdloven § 5-14", "nb"), ("ftrl 5-22", "nn"), ("National Insurance Act section 5-6", "en")],
)
def test_who_has_the_paragraph_answers_for_the_law(content, asked, language):
    law = search(asked, language)[0]
    assert (law.key, law.unit.pk) == ("folketrygdloven", "legemiddel-og-tannhelserefusjon")
    assert search("folketrygdloven", language)[0].unit.pk != "legemiddel-og-tannhelserefusjon"


def test_limited_to_a_division_what_is_shared_stands_under_its_unit_there(content):
    assert search("rus", "nb")[0].unit.pk == "psykisk-helse-og-rus"
    within = search("rus", "nb", facets=Facets(division="divisjon-folkehelse"))
    below = set(Unit.objects.descendants("divisjon-folkehelse").values_list("pk", flat=True))
    assert len(within) > 5
    assert {one.unit.pk for one in within} <= {*below, "divisjon-folkehelse"}


@pytest.mark.parametrize(
    ("asked", "language"),
    [("hvem har ikke fengselshelse", "nb"), ("kven har ikkje fengselshelse", "nn"),
     ("who does not have prison health", "en")],
)  # fmt: skip
def test_who_has_not_may_be_asked_in_each_language(content, asked, language):
    found_here = search(asked, language)
    assert [one.responsibility.unit_id for one in found_here.not_here] == ["allmennhelsetjenester"]
    assert "allmennhelsetjenester" not in [one.unit and one.unit.pk for one in found_here]


def test_the_stem_of_a_word_is_not_found_inside_others(content):
    assert "godkjent" not in "".join(one.snippet.text for one in search("jenter", "nb"))


def test_nobody_answers_before_there_is_such_a_unit(content):
    date = datetime.date(2013, 6, 1)  # the programme began in 2014
    results = search("pasientsikkerhetsprogrammet", "nb", date)
    assert "pasientsikkerhetsprogrammet" not in [one.unit and one.unit.pk for one in results]
    assert ("person", "anne-grete-skjellanger") not in [(one.type, one.key) for one in results]
    assert ("person", "anne-grete-skjellanger") in found(
        "Anne-Grete Skjellanger", date=datetime.date(2017, 1, 1)
    )


@pytest.mark.parametrize("written", ["luftureining", "luftforureining", "luftforurensing"])
def test_pollution_is_found_however_it_is_written(content, written):
    assert found(written)[0] == found("luftforurensning")[0]


# --- What a result says --------------------------------------------------------------------------


def test_what_is_found_by_its_name_is_explained_in_the_readers_language(content):
    named = [one for one in search("helse", "nb") if one.title.found and one.snippet]
    assert len(named) > 20
    assert {one.snippet.language for one in named} == {"nb"}


@pytest.mark.parametrize(
    ("lead_nb", "shown"),
    [
        ("Noe annet. Slike dyr bor her.", ("nb", "Slike dyr bor her.")),
        ("Slike dyr bor her.", ("en", "Here be unicorns.")),
        ("", ("en", "Here be unicorns.")),
    ],
)
def test_what_only_the_english_text_has_is_shown_in_the_readers_language(content, lead_nb, shown):
    unit("dyrehagen", name_nb="Dyrehagen", lead_nb=lead_nb, lead_en="Something else. Here be unicorns.")
    (result,) = search("unicorns", "nb")
    assert (result.snippet.language, result.snippet.text) == shown


def test_the_snippet_is_the_sentence_that_has_the_words_and_marks_them(content):
    Unit.objects.filter(pk="global-helse").update(
        lead_en="", body_en="", body_nb="En setning. Her er **enhjørninger** i skogen. Og en til."
    )
    publish(Unit.objects.get(pk="global-helse"))
    result = next(r for r in search("enhjørning", "en") if r.key == "global-helse")
    assert result.snippet.text == "Her er enhjørninger i skogen."
    assert [piece.text for piece in result.snippet.pieces if piece.marked] == ["enhjørninger"]
    assert result.snippet.language == "nb"


def test_a_long_sentence_is_cut_around_the_words(content):
    Unit.objects.filter(pk="global-helse").update(body_nb="ord " * 100 + "enhjørninger " + "ord " * 100)
    publish(Unit.objects.get(pk="global-helse"))
    text = next(r for r in search("enhjørning", "nb") if r.key == "global-helse").snippet.text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert "enhjørninger" in text
    assert len(text) < 250


def test_what_was_found_by_another_name_shows_that_name(content):
    result = next(r for r in search("røyking", "nb") if r.key == "tobakk")
    assert result.snippet.text == "røyking"


def test_addresses_are_those_of_the_language(content):
    for language in ("nb", "nn", "en"):
        assert search("helfo", language)[0].url == f"/{language}/units/helfo"
    task = Task.objects.get(text_nb="Styring av KORUS")
    result = next(r for r in search("Styring av KORUS", "nn") if r.key == task.pk)
    assert result.url == f"/nn/tasks/{task.pk}"


# --- Facets ---------------------------------------------------------------------------------------


def test_facets_limit_the_results_and_say_how_many_there_would_be(content):
    every = search("rus", "nb")
    counts = every.counts("kind")
    assert sum(counts.values()) == every.total == len(every)
    for kind, number in counts.items():
        some = search("rus", "nb", facets=Facets(kind=kind))
        assert {r.type for r in some} == {kind}
        assert len(some) == some.total == number
        assert some.counts("kind") == counts
    division = "divisjon-folkehelse"
    some = search("rus", "nb", facets=Facets(kind="topic", division=division))
    assert (
        some.total == every.facets.counts("division", [g for g in every.groups if g[0] == "topic"])[division]
    )
    unit_keys = {r.unit.pk for r in search("rus", "nb", facets=Facets(unit="levekar-og-helse"))}
    assert unit_keys == {"levekar-og-helse"}


def test_an_unknown_value_of_a_facet_finds_nothing(content):
    assert len(search("rus", "nb", facets=Facets(kind="xyzzy"))) == 0


def test_the_original_language_is_a_facet(content):
    nynorsk = search("helse", "nb", facets=Facets(language="nn"))
    assert "psykisk-helsevern-og-rus" in {r.key for r in nynorsk}
    assert set(
        Unit.objects.filter(pk__in=[r.key for r in nynorsk if r.type == "unit"]).values_list(
            "origin", flat=True
        )
    ) == {"nn"}


# --- Dates -----------------------------------------------------------------------------------------


def test_what_was_certainly_over_is_left_out_at_a_date(content):
    Unit.objects.filter(pk="hr").update(valid_to="2017")
    publish(Unit.objects.get(pk="hr"))
    assert ("unit", "hr") in found("HR", date=datetime.date(2017, 6, 1))
    assert ("unit", "hr") not in found("HR", date=datetime.date(2018, 6, 1))


def test_a_task_has_the_time_of_its_passage(content):
    passage = Passage.objects.create(
        key="for-ei-tid", unit_id="hr", kind="tasks", valid_from="2014", valid_to="2015"
    )
    publish(Task.objects.create(key="oppgave", passage=passage, text_nb="Temme enhjørninger"))
    assert ("task", "oppgave") in found("enhjørninger")
    assert ("task", "oppgave") in found("enhjørninger", date=datetime.date(2015, 12, 31))
    assert ("task", "oppgave") not in found("enhjørninger", date=datetime.date(2016, 1, 1))
    assert ("task", "oppgave") not in found("enhjørninger", date=datetime.date(2013, 12, 31))


def test_who_answers_for_a_topic_depends_on_the_date(content):
    made = topic("enhjorninger", name_nb="Enhjørninger")
    first = Responsibility.objects.create(
        key="e1", topic=made, unit_id="hr", extent=Extent.MAIN, valid_to="2015"
    )
    second = Responsibility.objects.create(
        key="e2", topic=made, unit_id="statistikk", extent=Extent.MAIN, valid_from="2016", position=2
    )
    publish(first, second)
    assert search("enhjørninger", "nb", datetime.date(2015, 5, 1))[0].unit.pk == "hr"
    assert search("enhjørninger", "nb", datetime.date(2016, 5, 1))[0].unit.pk == "statistikk"


def test_an_earlier_name_of_a_unit_still_finds_it(content):
    made = unit("ny-enhet", name_nb="Ny enhet")
    publish(
        made.earlier_states.create(key="gml", until="2015", kind="section", name_nb="Enhjørningskontoret")
    )
    assert found("enhjørningskontoret") == [("unit", "ny-enhet")]


# --- Whatever is asked ------------------------------------------------------------------------------

_ODD = [
    "",
    "   ",
    "!?",
    '"',
    '""',
    "'; DROP TABLE",
    "*",
    "NEAR(rus tobakk)",
    "rus AND",
    "OR NOT",
    "tokens:rus",
    "rus & !tobakk | (",
    "rus:*",
    "<->",
    "^rus",
    "{rus}",
    "\\",
    "%_",
    "a" * 5000,
    "rus " * 100,
    "\x00",
    "rus\x00tobakk",
    "\ud800",
    "日本語",
    "🙂",
    "ﬀ İ ß",
    "\u0301",
    "-",
    "a-",
    "--",
    "§",
]


@pytest.mark.parametrize("text", _ODD)
@pytest.mark.parametrize("typing", [False, True])
def test_anything_can_be_asked(content, text, typing):
    results = search(text, "nb", typing=typing)
    assert len(list(results)) == len(results)


def test_operators_are_words(content):
    assert found("tobakk AND rus")[:3] == found("tobakk and rus")[:3]
    assert found("tokens:tobakk")[0] == ("topic", "tobakk")


def test_nothing_is_found_for_nonsense_and_near_words_are_offered(content):
    assert found("xyzzyplugh") == []
    assert search("xyzzyplugh", "nb").near == []
    assert "tobakk" in search("tobbbakk", "nb").near
    assert search("influensavaksine", "nb").near == ["vaksine"]


# --- Queries -----------------------------------------------------------------------------------------


def test_queries_do_not_grow_with_the_content(content, django_assert_num_queries):
    def ask():
        return [(r.type, r.key) for r in search("helse", "nb")]

    number_of_queries = 10 if connection.vendor == "postgresql" else 8  # two say how to look up
    with django_assert_num_queries(number_of_queries):
        before = ask()
    for number in range(20):
        topic(f"mer-helse-{number}", name_nb=f"Mer helse {number}")
    with django_assert_num_queries(number_of_queries):
        after = ask()
    assert len(after) > len(before)


def test_every_record_that_has_a_page_of_its_own_is_found_by_its_name(content):
    missing = []
    for model in (Unit, Topic, Law, FocusArea, GoalArea, Party):
        for record in model.objects.all():
            if (model.type_name, record.pk) not in found(record.name_nb)[:5]:
                missing.append((model.type_name, record.pk))
    assert missing == []


def test_statements_are_found_by_their_text(content):
    statement = Statement.objects.exclude(text_nb=None).order_by("pk").first()
    phrase = " ".join(statement.text_nb.split()[:6]).strip(".,:;*")
    assert ("statement", statement.pk) in found(phrase)


# --- More matches than can be looked at ----------------------------------------------------------


@pytest.fixture
def much_content(content, monkeypatch):
    """The same content, taken for so much that most of it isn't looked at."""
    for module in (matching, query, results_module):
        monkeypatch.setattr(module, "MOST_COUNTED", 20)
    monkeypatch.setattr(matching, "MANY", 30)
    monkeypatch.setattr(query, "_ALL", 10)
    monkeypatch.setattr(query, "_OF_A_TIER", 12)


@pytest.mark.parametrize("soon", [10, 10_000])
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("helse", ("unit", "global-helse")),
        ("psykisk helse", ("topic", "psykisk-helse")),
        ("helsedirektoratet", ("unit", "helsedirektoratet")),
        ("helsetjenste", ("topic", "helsetjenester-i-arrest")),
    ],
)
def test_of_many_matches_those_that_are_called_so_are_found(much_content, monkeypatch, soon, asked, expected):
    monkeypatch.setattr(matching, "SOON", soon)
    found_many = search(asked, "nb")
    assert found_many.more
    assert (found_many[0].type, found_many[0].key) == expected


def test_a_phrase_is_found_in_texts_though_many_names_have_its_words(much_content):
    assert ("unit", "psykisk-helsevern-og-rus") in found('"psykisk helsevern for barn"')


def test_of_many_matches_a_facet_shows_its_own(much_content):
    assert {result.type for result in search("helse", "nb", facets=Facets(kind="law"))} == {"law"}
