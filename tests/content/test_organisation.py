"""The fixtures as data: everything that documents 003 and 004 say about the organisation is there."""

from collections import Counter

import pytest
from django.db.models import Q

from directory.models import (
    Document,
    Law,
    LawRole,
    Membership,
    Party,
    Passage,
    Person,
    Post,
    Relation,
    Responsibility,
    Task,
    Unit,
)
from hdir.records.languages import LANGUAGES
from hdir.records.registry import content_models

pytestmark = pytest.mark.usefixtures("content")


def test_62_units_of_their_kinds():
    assert Counter(Unit.objects.values_list("kind", flat=True)) == {
        "ministry": 1,
        "directorate": 1,
        "division": 6,
        "department": 35,  # 34 of the directorate and one of the ministry
        "programme": 1,
        "section": 14,  # 10 of the directorate and four of the ministry
        "part": 2,
        "agency": 2,
    }


def test_34_departments_stand_in_six_divisions_in_printed_order():
    divisions = Unit.objects.filter(kind="division").in_order().prefetch_related("children")
    assert [len(division.children.all()) for division in divisions] == [6, 6, 4, 6, 7, 6]
    assert [unit.name_nb for unit in divisions[0].children.in_order()] == [
        "Global helse",
        "Miljø og helse",
        "Levekår og helse",
        "Ernæring og forebygging i helsetjenesten",
        "Barne- og ungdomshelse",
        "Utvikling og koordinering",
    ]


def test_the_ministrys_department_is_not_the_directorates():
    department = Unit.objects.get(pk="department-of-specialist-health-care-services")
    assert department.parent_id == "helse-og-omsorgsdepartementet"
    assert department.confirmed is None
    assert department.children.count() == 4
    assert not Post.objects.filter(unit__in=[department, *department.children.all()]).exists()


def test_the_phantom_division_and_the_grouping_label_are_no_units():
    names = set(Unit.objects.values_list("name_nb", flat=True))
    assert "Divisjon utvikling og koordinering" not in names
    assert "Etater" not in names
    nobody = Relation.objects.filter(party=None)
    assert {r.printed for r in nobody} == {"spesielt Divisjon utvikling og koordinering"}
    assert nobody.count() == 2


def test_43_heads_with_their_exact_role():
    assert Membership.objects.count() == Person.objects.count() == 43
    roles = Counter(Membership.objects.values_list("post__kind", "post__title_nb", "manner"))
    assert roles == {
        ("head", "avdelingsdirektør", "ordinary"): 32,
        ("head", "avdelingsdirektør", "constituted"): 1,
        ("head", "avdelingsdirektør", "acting"): 1,
        ("head", "kommunikasjonsdirektør", "ordinary"): 1,
        ("head", "seksjonsleder", "ordinary"): 3,
        ("head", "seksjonssjef", "ordinary"): 1,
        ("head", "seksjonssjef", "acting"): 1,
        ("head", "", "ordinary"): 2,
        ("professional-lead", "fagansvarlig", "ordinary"): 1,
    }


def test_no_division_and_no_agency_has_a_head():
    assert not Membership.objects.filter(
        post__unit__kind__in=["division", "agency", "ministry", "directorate"]
    ).exists()
    assert not Post.objects.filter(unit__in=["seksjon-ovrig-personell", "seksjon-juss-og-kvalitet"]).exists()


@pytest.mark.parametrize(
    ("unit", "person", "manner"),
    [
        ("global-helse", "Otto Christian Rø", "constituted"),
        ("levekar-og-helse", "Øyvind Giæver", "acting"),
        ("seksjon-tannhelsetjenester", "Ragnhild Elin Nordengen", "acting"),
        ("rehabilitering-og-sjeldne-tilstander", "Anne Stina Nordmo", "ordinary"),
        ("utdanning-og-personellplanlegging", "Silje Anine Bell", "ordinary"),
        ("pasientsikkerhetsprogrammet", "Anne-Grete Skjellanger", "ordinary"),
        ("finansiering-og-drg", "Fredrik A.S.R. Hanssen", "ordinary"),
    ],
)
def test_who_leads(unit, person, manner):
    held = Membership.objects.select_related("person").get(post__unit=unit)
    assert (held.person.name, held.manner) == (person, manner)


def test_230_list_items_under_47_headings():
    assert Task.objects.count() == 230
    headed = Passage.objects.exclude(Q(heading_nb=None) | Q(heading_nb=""))
    assert headed.count() == 47
    texts = [Q(**{f"{f}_nb": v}) for f in ("body", "lead_in") for v in ("", None)]
    no_text = (texts[0] | texts[1]) & (texts[2] | texts[3])
    empty = headed.filter(no_text, tasks=None, children=None)
    assert [p.heading_nb for p in empty] == ["Sentrale lover og forskrifter"]


def test_misindented_items_are_level_one_and_nested_ones_are_not():
    drifted = Task.objects.filter(passage__unit="spesialisering-og-etterutdanning")
    assert drifted.count() == 6
    assert not drifted.exclude(parent=None).exists()
    institutions = Task.objects.get(text_nn__startswith="Godkjenne institusjonar")
    assert institutions.parent.text_nn.startswith("Fylgje opp kontrollkommisjonane")


def test_positions_follow_the_lines_of_the_document():
    for passage in Passage.objects.prefetch_related("tasks"):
        siblings: dict[str | None, list[tuple[int, int]]] = {}
        for task in passage.tasks.all():
            line = int(task.sources[0]["line"].split("-")[0])
            siblings.setdefault(task.parent_id, []).append((task.position, line))
        for group in siblings.values():
            assert sorted(group) == sorted(group, key=lambda pair: pair[1]), passage.pk


def test_31_target_groups_and_54_partners_only_in_folkehelse():
    assert Relation.objects.filter(kind="target-group").count() == 31
    assert Relation.objects.filter(kind="partner").count() == 54
    assert set(Relation.objects.values_list("unit__parent", flat=True)) == {"divisjon-folkehelse"}


def test_spellings_of_one_party_are_one_party():
    ministry = Party.objects.get(unit="helse-og-omsorgsdepartementet")
    printed = {r.printed for r in ministry.relations.all()}
    assert printed == {"HOD", "Helse- og omsorgsdepartementet"}
    governor = Party.objects.get(pk="fylkesmannen")
    assert {r.printed for r in governor.relations.all()} >= {"Fylkesmannen", "Fylkesmenn", "FM"}
    assert Relation.objects.get(printed="DU").party_id == "utenriksdepartementet"


def test_exceptions_are_answers():
    def denied(unit):
        return {r.topic_id: r.instead_id for r in Responsibility.objects.denied().filter(unit=unit)}

    assert denied("ernaering-og-forebygging-i-helsetjenesten") == {
        "ernaering-for-barn-og-unge": "barne-og-ungdomshelse"
    }
    assert None in denied("allmennhelsetjenester").values()  # prison health: nobody in the documents


def test_the_two_new_register_acts_are_not_delegated():
    roles = LawRole.objects.filter(unit="bioteknologi-og-helserett", role="not-delegated")
    assert {r.law.name_nb for r in roles.select_related("law")} == {
        "Helseregisterloven",
        "Pasientjournalloven",
    }
    assert Law.objects.filter(name_nb__startswith="Helseregisterloven").count() == 2


def test_two_departments_are_written_in_nynorsk():
    assert set(Unit.objects.filter(origin="nn").values_list("pk", flat=True)) == {
        "beredskap",
        "psykisk-helsevern-og-rus",
    }


def test_placeholders_have_no_text():
    for unit in Unit.objects.filter(placeholder=True):
        assert not any(getattr(unit, f"{f}_{c}") for f in ("lead", "body") for c in LANGUAGES)
    assert Unit.objects.filter(placeholder=True).count() == 2


def test_every_lead_is_of_one_unit_only():
    for language in LANGUAGES:
        leads = [x for x in Unit.objects.values_list(f"lead_{language}", flat=True) if x]
        assert len(leads) == len(set(leads)) > 40


@pytest.mark.parametrize("model", content_models(), ids=lambda m: m.list_name)
def test_every_record_cites_a_line_and_no_private_address_is_kept(model):
    registers = {"enhetsregisteret", "lovdata"}
    for record in model.objects.all():
        if model is not Document:
            assert record.sources, record.pk
        for source in record.sources:
            assert source["document"] in registers or source.get("line"), record.pk
        assert "@" not in str(vars(record)), record.pk


@pytest.mark.parametrize("model", content_models(), ids=lambda m: m.list_name)
def test_every_line_cited_exists_and_has_what_was_printed(model, documents):
    lines = {
        d.pk: (documents / d.file).read_text("utf-8").replace("\xa0", " ").split("\n")
        for d in Document.objects.exclude(file="")
    }
    for record in model.objects.all():
        for source in record.sources:
            if "line" not in source:
                continue
            first, _, last = source["line"].partition("-")
            cited = lines[source["document"]][int(first) - 1 : int(last or first)]
            text = " ".join(" ".join(cited).split())
            assert text, (record.pk, source)
            if "printed" in source:
                assert source["printed"] in text, (record.pk, source)
