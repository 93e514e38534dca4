"""Graphs as bytes, the same bytes for the same graph."""

import datetime
import json

from rdflib import Graph

from hdir.opendata.rdf.names import context

TURTLE = "text/turtle"
JSON_LD = "application/ld+json"


def as_turtle(graph: Graph) -> bytes:
    """Turtle, sorted by the serializer; no graph of ours has a blank node that could shift it."""
    return graph.serialize(format="turtle", encoding="utf-8")


def as_json_ld(graph: Graph) -> bytes:
    """JSON-LD with our prefixes. What the serializer leaves in the order of a hash table is sorted here."""
    data = json.loads(graph.serialize(format="json-ld", context=context(), auto_compact=False))
    return (json.dumps(_sorted(data), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _sorted(value: object) -> object:
    """Lists in the order of their JSON: none of ours means anything by its order."""
    if isinstance(value, dict):
        return {name: _sorted(part) for name, part in value.items()}
    if isinstance(value, list):
        parts = [_sorted(part) for part in value]
        return sorted(parts, key=lambda part: json.dumps(part, sort_keys=True))
    return value


def turtle_day(day: datetime.date) -> str:
    """How a file of a day names it (hdir.opendata.rdf.provenance), as it stands in Turtle."""
    return f'hdir:stateOn "{day.isoformat()}"'


def json_ld_day(day: datetime.date) -> str:
    """The same, as it stands in JSON-LD."""
    return f'"hdir:stateOn": {{\n    "@type": "xsd:date",\n    "@value": "{day.isoformat()}"'
