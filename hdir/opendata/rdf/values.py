"""Texts, dates and periods as RDF has them."""

import datetime
from collections.abc import Mapping

from rdflib import DCTERMS, RDF, TIME, XSD, Graph, Literal, URIRef

from hdir.opendata.rdf.names import part, uri
from hdir.records.languages import LANGUAGES
from hdir.records.models import Record
from hdir.records.periods import Dated

_YEAR, _MONTH = 4, 7


def add_texts(graph: Graph, subject: URIRef, predicate: URIRef, record: Record, field: str) -> None:
    """A translated field, one literal for each language that has a text. A missing one stays missing."""
    for language in LANGUAGES:
        if text := getattr(record, f"{field}_{language}"):
            graph.add((subject, predicate, Literal(text, lang=language)))


def add_lines(graph: Graph, subject: URIRef, predicate: URIRef, record: Record, field: str) -> None:
    """A translated field that has one name a line: a literal for each."""
    for language in LANGUAGES:
        for line in (getattr(record, f"{field}_{language}") or "").splitlines():
            if name := line.strip():
                graph.add((subject, predicate, Literal(name, lang=language)))


def add_labels(graph: Graph, subject: URIRef, predicate: URIRef, labels: Mapping[str, str]) -> None:
    """Texts by language."""
    for language, text in labels.items():
        graph.add((subject, predicate, Literal(text, lang=language)))


def partial_date(value: str) -> Literal:
    """A date as exact as it is known: xsd:gYear, xsd:gYearMonth or xsd:date."""
    if len(value) == _YEAR:
        return Literal(value, datatype=XSD.gYear)
    if len(value) == _MONTH:
        return Literal(value, datatype=XSD.gYearMonth)
    return Literal(value, datatype=XSD.date)


def day(value: datetime.date) -> Literal:
    """A whole day."""
    return Literal(value.isoformat(), datatype=XSD.date)


def boolean(value: bool) -> Literal:
    """True or false."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


_IN: dict[URIRef | None, URIRef] = {
    XSD.gYear: TIME.inXSDgYear,
    XSD.gYearMonth: TIME.inXSDgYearMonth,
    XSD.date: TIME.inXSDDate,
}


def add_instant(graph: Graph, instant: URIRef, value: str) -> None:
    """An instant of OWL-Time, no more exact than the partial date."""
    literal = partial_date(value)
    graph.add((instant, RDF.type, TIME.Instant))
    graph.add((instant, _IN[literal.datatype], literal))


def add_interval(graph: Graph, interval: URIRef, first: str | None, last: str | None) -> None:
    """An interval of OWL-Time. An end that is unknown, or hasn't come, is left out."""
    graph.add((interval, RDF.type, TIME.Interval))
    for predicate, name, value in ((TIME.hasBeginning, "begins", first), (TIME.hasEnd, "ends", last)):
        if value:
            instant = URIRef(f"{interval}-{name}")
            graph.add((interval, predicate, instant))
            add_instant(graph, instant, value)


def add_period(graph: Graph, record: Dated, predicate: URIRef = DCTERMS.temporal, *, always=False) -> None:
    """When a record was true: its bounds where known, and within it the date it was last confirmed for.

    Nothing is said of a record of which neither is known, unless it must have a period (`always`).
    """
    assert isinstance(record, Record)  # noqa: S101 - for the type checker: every dated fact is a record
    if not (always or record.valid_from or record.valid_to or record.confirmed):
        return
    interval = part(record, "period")
    graph.add((uri(record), predicate, interval))
    add_interval(graph, interval, record.valid_from, record.valid_to)
    if record.confirmed:
        inside = URIRef(f"{interval}-confirmed")
        graph.add((interval, TIME.inside, inside))
        add_instant(graph, inside, record.confirmed)
