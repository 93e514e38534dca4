"""PROV: which documents and lines a description rests on; and the terms of the data as a whole.

The sources belong to what we say about a thing, not to the thing: a unit isn't made from a document. So each
record has a description with a URI of its own, and the sources stand there.
"""

import datetime

from django.conf import settings
from rdflib import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, Graph, Literal, URIRef

from directory.models import Document
from hdir.opendata.edition import (
    ATTRIBUTION,
    INDEPENDENT,
    LICENCE,
    PERSONS,
    SITE_NAME,
    Edition,
    in_all_languages,
)
from hdir.opendata.rdf.names import DCAT, dataset, description, own, uri, uri_of
from hdir.opendata.rdf.values import add_labels, boolean, day, partial_date
from hdir.records.models import Given, Record, Written
from hdir.records.periods import Dated


def add_description(graph: Graph, record: Record, date: datetime.date | None) -> None:
    """What the record says is about which thing, in which language it was written, and where it is from."""
    subject = description(record)
    graph.add((subject, RDF.type, PROV.Entity))
    graph.add((subject, FOAF.primaryTopic, uri(record)))
    graph.add((subject, DCTERMS.isPartOf, dataset()))
    if isinstance(record, Written):
        graph.add((subject, own().originalLanguage, Literal(record.origin)))
    if isinstance(record, Given):
        for language in record.given_in:
            graph.add((subject, own().nameGivenIn, Literal(language)))
    if position := getattr(record, "position", None):
        graph.add((subject, own().position, Literal(position)))
    if date and isinstance(record, Dated):
        graph.add((subject, own().documented, boolean(record.known_at(date))))
    for number, source in enumerate(record.sources, start=1):
        document = uri_of(Document, source["document"])
        graph.add((subject, PROV.hadPrimarySource, document))
        citation = URIRef(f"{subject}#source-{number}")
        graph.add((subject, PROV.qualifiedPrimarySource, citation))
        graph.add((citation, RDF.type, PROV.PrimarySource))
        graph.add((citation, PROV.entity, document))
        for part in ("line", "heading", "printed"):
            if part in source:
                graph.add((citation, own()[part], Literal(source[part])))


def add_dataset(graph: Graph, subject: URIRef, edition: Edition, date: datetime.date | None) -> None:
    """What the data as a whole is: title, licence, attribution, version, date of truth, and that the licence
    doesn't cover names."""
    graph.add((subject, RDF.type, DCAT.Dataset))
    graph.add((subject, RDF.type, PROV.Entity))
    add_labels(graph, subject, DCTERMS.title, in_all_languages(SITE_NAME))
    graph.add((subject, DCTERMS.license, URIRef(LICENCE)))
    add_labels(graph, subject, DCTERMS.bibliographicCitation, in_all_languages(ATTRIBUTION))
    graph.add((subject, DCTERMS.rights, own()["terms-persons"]))
    graph.add((subject, OWL.versionInfo, Literal(edition.version)))
    if edition.true_for:
        graph.add((subject, own().trueFor, partial_date(edition.true_for)))
    if date:
        graph.add((subject, own().stateOn, day(date)))
    if not settings.SITE_OFFICIAL:
        add_labels(graph, subject, RDFS.comment, in_all_languages(INDEPENDENT))
    terms = own()["terms-persons"]
    graph.add((terms, RDF.type, DCTERMS.RightsStatement))
    add_labels(graph, terms, RDFS.label, in_all_languages(PERSONS))
