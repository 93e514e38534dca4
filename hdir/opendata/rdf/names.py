"""What things are called in RDF: their URIs, and the vocabularies that speak of them."""

from django.conf import settings
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, TIME, XSD, Graph, Namespace, URIRef

from hdir.records.models import Record

ELI = Namespace("http://data.europa.eu/eli/ontology#")
SCHEMA = Namespace("https://schema.org/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")

_PREFIXES = {
    "dcat": DCAT,
    "dct": DCTERMS,
    "eli": ELI,
    "foaf": FOAF,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "time": TIME,
    "xsd": XSD,
}


def dataset() -> URIRef:
    """The organisation and the strategy as one set of data; its addresses lead to the files."""
    return URIRef(f"{settings.SITE_URL}/data/organisation")


def own() -> Namespace:
    """What no common vocabulary has a word for; described in the whole file itself."""
    return Namespace(f"{dataset()}#")


def uri_of(model: type[Record], key: str) -> URIRef:
    """The permanent URI of the record with a key."""
    return URIRef(f"{settings.SITE_URL}/id/{model.type_name}/{key}")


def uri(record: Record) -> URIRef:
    """The permanent URI of what a record is about."""
    return uri_of(type(record), record.pk)


def part(record: Record, name: str) -> URIRef:
    """The URI of something that belongs to a record and has no key: its period, one of its sources.

    A name instead of a blank node: two files then say the same in the same words, and can be compared.
    """
    return URIRef(f"{uri(record)}#{name}")


def description(record: Record) -> URIRef:
    """The URI of what we say about it, as against the thing itself: sources and licences belong here."""
    return URIRef(f"{settings.SITE_URL}/api/v1/{record.list_name}/{record.pk}")


def new_graph() -> Graph:
    """An empty graph with our prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.bind("hdir", own())
    return graph


def context() -> dict[str, str]:
    """The same prefixes as the context of a JSON-LD document."""
    return {prefix: str(namespace) for prefix, namespace in {**_PREFIXES, "hdir": own()}.items()}
