"""W3C ORG as Turtle and JSON-LD: what it says is what the database says, in terms that validate."""

import datetime
import re
from functools import cache

import pyshacl
import pytest
from rdflib import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SKOS, TIME, Graph, Literal, Namespace, URIRef

from directory.models import ChangeEvent, Law, Membership, Person, Post, Unit
from hdir.opendata.files import file_called
from hdir.opendata.rdf.graphs import DESCRIBED, of_record, units_in, whole
from hdir.opendata.rdf.serialise import as_json_ld, as_turtle
from hdir.opendata.rdf.shapes import shapes
from hdir.opendata.rdf.subjects import eli
from hdir.records.registry import content_models
from strategy.models import FocusArea

SITE = "http://localhost:8000"
ID = Namespace(f"{SITE}/id/")
HDIR = Namespace(f"{SITE}/data/organisation#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
FORMAL = {"ministry", "directorate", "agency"}

pytestmark = pytest.mark.usefixtures("content")


def parsed(name="organisation.ttl", date=None):
    return read(file_called(name).content(date), "turtle" if name.endswith("ttl") else "json-ld")


@cache
def read(content, form):
    """Read once: the same bytes are the same graph, and reading them takes seconds."""
    return Graph().parse(data=content, format=form)


@pytest.fixture
def graph(content):
    return parsed()


def violations(graph):
    wanted = Graph().parse(data=shapes(), format="turtle")
    conforms, _report, text = pyshacl.validate(graph, shacl_graph=wanted, inference="none")
    return "" if conforms else text


def dates(graph, interval):
    """The partial dates of an interval's ends, None where unknown."""
    found = []
    for predicate in (TIME.hasBeginning, TIME.hasEnd):
        instant = graph.value(interval, predicate)
        literal = instant and next(
            (
                v
                for p in (TIME.inXSDDate, TIME.inXSDgYearMonth, TIME.inXSDgYear)
                if (v := graph.value(instant, p))
            ),
            None,
        )
        found.append(None if literal is None else str(literal))
    return tuple(found)


def test_the_file_read_back_has_the_units_memberships_and_periods_of_the_database(graph):
    units = {}
    for unit in units_in(graph):
        parent = graph.value(unit, ORG.unitOf) or graph.value(unit, ORG.subOrganizationOf)
        period = graph.value(unit, DCTERMS.temporal)
        units[str(unit)] = (parent and str(parent), dates(graph, period) if period else (None, None))
    assert units == {
        str(ID[f"unit/{u.pk}"]): (
            u.parent_id and str(ID[f"unit/{u.parent_id}"]),
            (u.valid_from, u.valid_to),
        )
        for u in Unit.objects.all()
    }
    held = {
        (
            str(m),
            str(graph.value(m, ORG.member)),
            str(graph.value(m, ORG.organization)),
            str(graph.value(m, HDIR.post)),
            dates(graph, graph.value(m, ORG.memberDuring)),
        )
        for m in graph.subjects(RDF.type, ORG.Membership)
    }
    assert held == {
        (
            str(ID[f"membership/{m.pk}"]),
            str(ID[f"person/{m.person_id}"]),
            str(ID[f"unit/{m.post.unit_id}"]),
            str(ID[f"post/{m.post_id}"]),
            (m.valid_from, m.valid_to),
        )
        for m in Membership.objects.select_related("post")
    }


@pytest.mark.parametrize(
    "period", [("2014", "2018"), ("2014-03", None), ("2014-03-02", "2016-01"), (None, "2018")]
)
def test_periods_are_no_more_exact_than_they_are_known(content, period):
    Membership.objects.filter(pk="global-helse-otto-christian-ro").update(
        valid_from=period[0], valid_to=period[1], confirmed=None
    )
    graph = of_record(Unit.objects.get(pk="global-helse"))
    read = Graph().parse(data=as_turtle(graph), format="turtle")
    held = ID["membership/global-helse-otto-christian-ro"]
    assert dates(read, read.value(held, ORG.memberDuring)) == period
    assert violations(read + Graph()) is not None


def test_what_is_known_of_when_is_the_day_it_was_confirmed(graph):
    interval = graph.value(ID["membership/global-helse-otto-christian-ro"], ORG.memberDuring)
    assert dates(graph, interval) == (None, None)
    assert str(graph.value(graph.value(interval, TIME.inside), TIME.inXSDDate)) == "2017-01-01"


def test_unit_of_leads_only_to_a_formal_organisation_right_above(graph):
    for unit in Unit.objects.exclude(parent=None).select_related("parent"):
        subject, parent = ID[f"unit/{unit.pk}"], ID[f"unit/{unit.parent_id}"]
        direct = unit.kind not in FORMAL and unit.parent.kind in FORMAL
        assert ((subject, ORG.unitOf, parent) in graph) == direct, unit.pk
        assert ((subject, ORG.subOrganizationOf, parent) in graph) != direct, unit.pk
        kind = ORG.FormalOrganization if unit.kind in FORMAL else ORG.OrganizationalUnit
        assert (subject, RDF.type, kind) in graph


def test_names_have_their_languages_and_a_missing_one_stays_missing(content):
    Unit.objects.filter(pk="helfo").update(name_nn=None)
    graph = of_record(Unit.objects.get(pk="helfo"))
    assert {name.language for name in graph.objects(ID["unit/helfo"], SKOS.prefLabel)} == {"nb", "en"}


def test_constituted_and_acting_heads_have_a_role_that_says_so(graph):
    manners = {}
    for membership in graph.subjects(RDF.type, ORG.Membership):
        for role in graph.objects(membership, ORG.role):
            if "#manner-" in role:
                manners[str(membership).rsplit("/", 1)[1]] = str(role).rsplit("-", 1)[1]
                assert {label.language for label in graph.objects(role, SKOS.prefLabel)} == {"nb", "nn", "en"}
    assert manners == {m.pk: m.manner for m in Membership.objects.exclude(manner="ordinary")}
    assert (HDIR["manner-constituted"], SKOS.prefLabel, Literal("konstituert", lang="nb")) in graph
    assert (HDIR["manner-acting"], SKOS.prefLabel, Literal("fungerende", lang="nb")) in graph


def test_the_merger_keeps_the_directorates_uri_and_the_transfer_is_an_event_of_its_own(graph):
    merger = ID["event/sammenslaing-med-direktoratet-for-e-helse"]
    transfer = ID["event/oppgaver-fra-folkehelseinstituttet"]
    directorate, fhi = ID["unit/helsedirektoratet"], ID["party/folkehelseinstituttet"]
    assert set(graph.objects(merger, ORG.resultingOrganization)) == {directorate}
    assert set(graph.objects(merger, ORG.originalOrganization)) == {
        directorate,
        ID["party/direktoratet-for-e-helse"],
    }
    assert (merger, None, fhi) not in graph
    # The institute lives on.
    assert set(graph.objects(transfer, ORG.resultingOrganization)) == {directorate, fhi}
    assert str(graph.value(merger, DCTERMS.date)) == "2024"
    assert set(graph.subjects(RDF.type, ORG.ChangeEvent)) == {
        ID[f"event/{event.pk}"] for event in ChangeEvent.objects.all()
    }


def test_the_strategy_is_a_concept_scheme_with_goal_and_focus_areas(graph):
    scheme = ID["strategy/strategi-2014-2018"]
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
    assert len(set(graph.objects(scheme, SKOS.hasTopConcept))) == 5
    for area in FocusArea.objects.all():
        subject = ID[f"focus-area/{area.pk}"]
        assert graph.value(subject, SKOS.broader) == ID[f"goal-area/{area.goal_area_id}"]
        assert graph.value(subject, SKOS.inScheme) == scheme


def test_laws_whose_id_is_known_are_legal_resources_and_others_are_not(graph):
    known = {ID[f"law/{law.pk}"] for law in Law.objects.exclude(identifier="")}
    assert set(graph.subjects(RDF.type, ELI.LegalResource)) == known
    assert eli("LOV-2011-06-24-29") == "https://lovdata.no/eli/lov/2011/06/24/29/nor"
    assert eli("FOR-2005-06-08-538") == "https://lovdata.no/eli/forskrift/2005/06/08/538/nor"
    assert eli("LOV-1967-02-10") is None


def test_every_record_says_where_it_is_from(graph):
    for model in content_models():
        for record in model._default_manager.all():
            said = URIRef(f"{SITE}/api/v1/{model.list_name}/{record.pk}")
            assert graph.value(said, FOAF.primaryTopic) == ID[f"{model.type_name}/{record.pk}"]
            cited = {
                (str(graph.value(c, PROV.entity)), str(graph.value(c, HDIR.line) or ""))
                for c in graph.objects(said, PROV.qualifiedPrimarySource)
            }
            assert cited == {
                (str(ID[f"document/{s['document']}"]), s.get("line", "")) for s in record.sources
            }


def test_the_file_says_its_terms_version_and_date_of_truth(graph):
    dataset = URIRef(f"{SITE}/data/organisation")
    assert str(graph.value(dataset, DCTERMS.license)) == "https://data.norge.no/nlod/no/2.0"
    assert str(graph.value(dataset, HDIR.trueFor)) == "2017-01-01"
    terms = graph.value(dataset, DCTERMS.rights)
    assert {text.language for text in graph.objects(terms, RDFS.label)} == {"nb", "nn", "en"}
    assert {
        p for person in Person.objects.all() for p in graph.objects(ID[f"person/{person.pk}"], DCTERMS.rights)
    } == {terms}


@pytest.mark.parametrize("date", [None, datetime.date(2015, 6, 1), datetime.date(1990, 1, 1)])
def test_the_whole_file_conforms_to_our_shapes(content, date):
    assert violations(parsed(date=date)) == ""


@pytest.mark.parametrize(
    "broken",
    [
        (ID["unit/hr"], ORG.unitOf, ID["unit/helfo"]),
        (ID["person/otto-christian-ro"], FOAF.mbox, URIRef("mailto:noen@example.org")),
        (ID["post/helfo-direktor"], RDF.type, ORG.Post),
        (ID["event/x"], RDF.type, ORG.ChangeEvent),
        (ID["unit/hr"], SKOS.prefLabel, Literal("Personale", lang="nb")),
        (ID["unit/hr"], SKOS.prefLabel, Literal("HR", lang="sv")),
    ],
)
def test_the_shapes_find_what_is_wrong(graph, broken):
    assert broken not in graph
    graph.add(broken)
    try:
        assert "Constraint Violation" in violations(graph)
    finally:
        graph.remove(broken)


def test_only_terms_of_org_are_used(graph, standards):
    known = {term for term in Graph().parse(standards / "org" / "org.ttl").subjects() if "ns/org#" in term}
    used = {term for triple in graph for term in triple if str(term).startswith(str(ORG))}
    assert used - known == set()
    assert len(used) > 10


def test_both_forms_say_the_same_and_have_no_blank_nodes(content):
    turtle, json_ld = parsed("organisation.ttl"), parsed("organisation.jsonld")
    assert set(turtle) == set(json_ld)
    assert not re.search(r"_:|\[\s*\]", as_turtle(turtle)[:200].decode())


def test_a_date_shows_names_and_places_of_the_date(content):
    graph = parsed(date=datetime.date(2015, 6, 1))
    agency = ID["unit/statens-stralevern"]
    assert graph.value(agency, ORG.subOrganizationOf) is None
    assert str(graph.value(URIRef(f"{SITE}/data/organisation"), HDIR.stateOn)) == "2015-06-01"
    said = URIRef(f"{SITE}/api/v1/units/helfo")
    assert graph.value(said, HDIR.documented).toPython() is False


def test_every_model_is_described_and_every_record_can_be_had_alone(client, content):
    assert set(DESCRIBED) == set(content_models())
    for model in content_models():
        key = model._default_manager.order_by("pk").values_list("pk", flat=True).first()
        for ending, form in (("ttl", "turtle"), ("jsonld", "json-ld")):
            answer = client.get(f"/api/v1/{model.list_name}/{key}.{ending}")
            assert answer.status_code == 200, model
            graph = Graph().parse(data=answer.content, format=form)
            assert (None, FOAF.primaryTopic, ID[f"{model.type_name}/{key}"]) in graph
            assert (None, DCTERMS.license, URIRef("https://data.norge.no/nlod/no/2.0")) in graph


def test_a_units_own_file_has_its_posts_and_who_holds_them(client, content):
    graph = Graph().parse(data=client.get("/api/v1/units/global-helse.ttl").content, format="turtle")
    assert set(graph.subjects(ORG.postIn, ID["unit/global-helse"])) == {
        ID[f"post/{post.pk}"] for post in Post.objects.filter(unit="global-helse")
    }
    assert (ID["person/otto-christian-ro"], FOAF.name, Literal("Otto Christian Rø")) in graph
    assert units_in(graph) == {ID["unit/global-helse"]}


def test_a_records_file_takes_the_same_queries_for_many_parts(client, content, django_assert_max_num_queries):
    for number in range(12):
        post = Post.objects.create(key=f"p{number}", unit_id="hr", title_nb="leder")
        person = Person.objects.create(key=f"x{number}", name=f"Kari Nr{number}")
        Membership.objects.create(key=f"m{number}", post=post, person=person, manner="acting")
    client.get("/api/v1/units/hr.jsonld")  # the version of the content is made once for a state of it
    with django_assert_max_num_queries(17):
        text = client.get("/api/v1/units/hr.ttl").text
    assert text.count("Kari Nr") == 12


def test_at_a_date_a_law_that_had_ended_is_there_where_a_unit_speaks_of_it():
    then = whole(datetime.date(2017, 1, 1))
    ended = ID["law/helseregisterloven-tidligere"]
    assert ended in set(then.objects(None, HDIR.law)) <= set(then.subjects(RDF.type, HDIR.Law))


def test_json_ld_is_the_same_for_the_same_graph(content):
    unit = Unit.objects.get(pk="helsedirektoratet")
    assert as_json_ld(of_record(unit)) == as_json_ld(of_record(unit))
