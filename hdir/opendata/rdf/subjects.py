"""What units do and say: topics, tasks, laws (ELI), figures, ways to reach them, and the documents."""

from rdflib import DCTERMS, FOAF, ORG, PROV, RDF, SKOS, XSD, Graph, Literal, URIRef

from directory.models import (
    ContactKind,
    ContactPoint,
    Document,
    Figure,
    Law,
    LawRole,
    Passage,
    Responsibility,
    Statement,
    Task,
    Topic,
    Unit,
)
from hdir.opendata.contents import Contents
from hdir.opendata.rdf.concepts import TOPICS, concept
from hdir.opendata.rdf.names import ELI, SCHEMA, own, part, uri, uri_of
from hdir.opendata.rdf.values import (
    add_interval,
    add_lines,
    add_period,
    add_texts,
    boolean,
    partial_date,
)

_ELI = "https://lovdata.no/eli"
_ELI_TYPES = {"LOV": "lov", "FOR": "forskrift"}
_DATE_PARTS = 4


def eli(identifier: str) -> str | None:
    """Lovdata's ELI of a law's text in force, from its id: LOV-2011-06-24-29 → …/eli/lov/2011/06/24/29/nor.

    None for an id without a number: what stands in its place in an ELI is not known to us.
    """
    kind, *numbers = identifier.split("-")
    if len(numbers) < _DATE_PARTS:
        return None
    return f"{_ELI}/{_ELI_TYPES[kind]}/{'/'.join(numbers)}/nor"


def describe_topic(graph: Graph, topic: Topic, contents: Contents) -> None:
    """A topic, with the words that people use for it."""
    subject = uri(topic)
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.inScheme, own()[TOPICS]))
    add_texts(graph, subject, SKOS.prefLabel, topic, "name")
    add_lines(graph, subject, SKOS.altLabel, topic, "synonyms")
    add_texts(graph, subject, SKOS.definition, topic, "description")


def describe_responsibility(graph: Graph, responsibility: Responsibility, contents: Contents) -> None:
    """How far a unit has a topic, or that it hasn't, and who has it instead."""
    subject = uri(responsibility)
    graph.add((subject, RDF.type, own().Responsibility))
    graph.add((subject, own().unit, uri_of(Unit, responsibility.unit_id)))
    graph.add((subject, own().topic, uri_of(Topic, responsibility.topic_id)))
    graph.add((subject, own().extent, concept("extent", responsibility.extent)))
    if responsibility.instead_id:
        graph.add((subject, own().instead, uri_of(Unit, responsibility.instead_id)))
    add_texts(graph, subject, own().note, responsibility, "note")
    add_period(graph, responsibility)


def describe_passage(graph: Graph, passage: Passage, contents: Contents) -> None:
    """A heading of a unit's page with what stands below it."""
    subject = uri(passage)
    graph.add((subject, RDF.type, own().Passage))
    graph.add((subject, own().unit, uri_of(Unit, passage.unit_id)))
    graph.add((subject, DCTERMS.type, concept("passage-kind", passage.kind)))
    if passage.parent_id:
        graph.add((subject, own().underHeading, uri_of(Passage, passage.parent_id)))
    add_texts(graph, subject, DCTERMS.title, passage, "heading")
    add_texts(graph, subject, own().leadIn, passage, "lead_in")
    add_texts(graph, subject, DCTERMS.description, passage, "body")
    add_period(graph, passage)


def describe_task(graph: Graph, task: Task, contents: Contents) -> None:
    """One entry of a list."""
    subject = uri(task)
    graph.add((subject, RDF.type, own().Task))
    graph.add((subject, own().passage, uri_of(Passage, task.passage_id)))
    if task.parent_id:
        graph.add((subject, own().underEntry, uri_of(Task, task.parent_id)))
    add_texts(graph, subject, DCTERMS.description, task, "text")


def describe_law(graph: Graph, law: Law, contents: Contents) -> None:
    """An act, a regulation or a scheme; a legal resource of ELI where Lovdata's id is known."""
    subject = uri(law)
    graph.add((subject, RDF.type, own().Law))
    graph.add((subject, DCTERMS.type, concept("law-kind", law.kind)))
    add_texts(graph, subject, SKOS.prefLabel, law, "name")
    add_lines(graph, subject, SKOS.altLabel, law, "other_names")
    add_texts(graph, subject, DCTERMS.title, law, "official_title")
    for replacing in law.replaced_by.all():
        graph.add((subject, DCTERMS.isReplacedBy, uri(replacing)))
    if law.identifier:
        graph.add((subject, RDF.type, ELI.LegalResource))
        graph.add((subject, ELI.id_local, Literal(law.identifier)))
        date = "-".join(law.identifier.split("-")[1:_DATE_PARTS])
        graph.add((subject, ELI.date_document, Literal(date, datatype=XSD.date)))
        add_texts(graph, subject, ELI.title_short, law, "name")
        add_texts(graph, subject, ELI.title, law, "official_title")
        if address := eli(law.identifier):
            graph.add((subject, ELI.is_realized_by, URIRef(address)))
    add_period(graph, law)


def describe_law_role(graph: Graph, role: LawRole, contents: Contents) -> None:
    """What a unit does with a law, or expressly doesn't."""
    subject = uri(role)
    graph.add((subject, RDF.type, own().LawRole))
    graph.add((subject, own().unit, uri_of(Unit, role.unit_id)))
    graph.add((subject, own().law, uri_of(Law, role.law_id)))
    graph.add((subject, own().does, concept("law-role", role.role)))
    if role.paragraph:
        graph.add((subject, own().paragraph, Literal(role.paragraph)))
    add_texts(graph, subject, own().qualifier, role, "qualifier")
    add_period(graph, role)


def describe_figure(graph: Graph, figure: Figure, contents: Contents) -> None:
    """A number, exact or approximate, with what it counts."""
    subject = uri(figure)
    graph.add((subject, RDF.type, own().Figure))
    graph.add((subject, own().unit, uri_of(Unit, figure.unit_id)))
    value = format(figure.value.normalize(), "f")
    # With a decimal point, so that every parser reads back the very same literal.
    value = value if "." in value else f"{value}.0"
    graph.add((subject, RDF.value, Literal(value, datatype=XSD.decimal)))
    graph.add((subject, own().approximate, boolean(figure.approximate)))
    add_texts(graph, subject, own().measure, figure, "measure")
    add_texts(graph, subject, DCTERMS.description, figure, "meaning")
    if figure.date:
        graph.add((subject, DCTERMS.date, partial_date(figure.date)))


def describe_contact_point(graph: Graph, point: ContactPoint, contents: Contents) -> None:
    """A place is a site of ORG; a website and a telephone number stand as printed."""
    subject = uri(point)
    unit = uri_of(Unit, point.unit_id)
    graph.add((subject, DCTERMS.type, concept("contact-kind", point.kind)))
    if point.kind == ContactKind.PLACE:
        graph.add((subject, RDF.type, ORG.Site))
        graph.add((unit, ORG.hasSite, subject))
        graph.add((subject, SKOS.prefLabel, Literal(point.value)))
    else:
        graph.add((subject, RDF.type, SCHEMA.ContactPoint))
        graph.add((unit, own().contactPoint, subject))
        telephone = point.kind == ContactKind.TELEPHONE
        graph.add((subject, SCHEMA.telephone if telephone else SCHEMA.name, Literal(point.value)))
    add_texts(graph, subject, DCTERMS.description, point, "label")
    add_period(graph, point)


def describe_statement(graph: Graph, statement: Statement, contents: Contents) -> None:
    """What an organisation said of itself for a time."""
    subject = uri(statement)
    graph.add((subject, RDF.type, own().Statement))
    graph.add((subject, own().unit, uri_of(Unit, statement.unit_id)))
    graph.add((subject, DCTERMS.type, concept("statement-kind", statement.kind)))
    add_texts(graph, subject, DCTERMS.title, statement, "name")
    add_texts(graph, subject, DCTERMS.description, statement, "text")
    add_period(graph, statement)


def describe_document(graph: Graph, document: Document, contents: Contents) -> None:
    """A source: what it is, and the date it is true for."""
    subject = uri(document)
    graph.add((subject, RDF.type, FOAF.Document))
    graph.add((subject, RDF.type, PROV.Entity))
    add_texts(graph, subject, DCTERMS.title, document, "name")
    add_texts(graph, subject, DCTERMS.description, document, "description")
    graph.add((subject, DCTERMS.language, Literal(document.language)))
    graph.add((subject, DCTERMS.identifier, Literal(document.pk)))
    if document.date:
        graph.add((subject, DCTERMS.date, partial_date(document.date)))
    if document.period_from or document.period_to:
        graph.add((subject, DCTERMS.temporal, part(document, "period")))
        add_interval(graph, part(document, "period"), document.period_from, document.period_to)
