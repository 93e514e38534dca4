"""The graphs that are published: the whole content, and one record."""

import datetime
from collections.abc import Callable

from rdflib import DCTERMS, ORG, PROV, RDF, Graph, URIRef

from directory import models as directory
from hdir.opendata.contents import Contents, rows_at
from hdir.opendata.edition import LICENCE, Edition
from hdir.opendata.rdf import concepts, organisation, provenance, subjects
from hdir.opendata.rdf import strategy as strategies
from hdir.opendata.rdf.names import dataset, description, new_graph, own, uri
from hdir.records.models import Record
from strategy import models as strategy

Describe = Callable[[Graph, Record, Contents], None]

DESCRIBED: dict[type[Record], Callable] = {
    directory.Unit: organisation.describe_unit,
    directory.EarlierState: organisation.describe_earlier_state,
    directory.Post: organisation.describe_post,
    directory.Person: organisation.describe_person,
    directory.Membership: organisation.describe_membership,
    directory.ChangeEvent: organisation.describe_event,
    directory.Party: organisation.describe_party,
    directory.Relation: organisation.describe_relation,
    directory.Topic: subjects.describe_topic,
    directory.Responsibility: subjects.describe_responsibility,
    directory.Passage: subjects.describe_passage,
    directory.Task: subjects.describe_task,
    directory.Law: subjects.describe_law,
    directory.LawRole: subjects.describe_law_role,
    directory.Figure: subjects.describe_figure,
    directory.ContactPoint: subjects.describe_contact_point,
    directory.Statement: subjects.describe_statement,
    directory.Document: subjects.describe_document,
    strategy.Strategy: strategies.describe_strategy,
    strategy.GoalArea: strategies.describe_goal_area,
    strategy.FocusArea: strategies.describe_focus_area,
    strategy.Contribution: strategies.describe_contribution,
}
# What a unit's own file has beside the unit, by the relation that leads from it to the unit.
_OF_UNIT: tuple[type[Record], ...] = (directory.EarlierState, directory.Post, directory.ContactPoint)


def _describe(graph: Graph, record: Record, contents: Contents) -> None:
    DESCRIBED[type(record)](graph, record, contents)
    provenance.add_description(graph, record, contents.date)


def whole(date: datetime.date | None = None) -> Graph:
    """Everything that is known, or what is known about a date."""
    graph = new_graph()
    provenance.add_dataset(graph, dataset(), Edition.current(), date)
    concepts.add_vocabulary(graph)
    contents = Contents.at(date)
    # Units speak of laws that had ended, too.
    spoken_of = {role.law_id for role in contents.of(directory.LawRole)}
    contents.add(directory.Law, rows_at(directory.Law, None).filter(pk__in=spoken_of))
    for document in directory.Document.objects.order_by("pk"):
        graph.add((dataset(), PROV.hadPrimarySource, uri(document)))
    for model in DESCRIBED:
        for record in contents.of(model):
            _describe(graph, record, contents)
    return graph


def of_record(record: Record, date: datetime.date | None = None) -> Graph:
    """What the record itself says; of a unit also its posts, who holds them, and where it is found.

    What it points to is named by its URI alone, where more is to be had.
    """
    graph = new_graph()
    provenance.add_dataset(graph, dataset(), Edition.current(), date)
    contents = _around(record, date)
    for model in DESCRIBED:
        for found in contents.of(model):
            if found == record or model in (*_OF_UNIT, directory.Membership, directory.Person):
                _describe(graph, found, contents)
    for predicate in (DCTERMS.type, ORG.role, ORG.classification, own().extent, own().does, own().basis):
        for used in set(graph.objects(None, predicate)):
            _add_used_concept(graph, used)
    subject = description(record)
    graph.add((subject, DCTERMS.license, URIRef(LICENCE)))
    graph.add((subject, DCTERMS.rights, own()["terms-persons"]))
    return graph


def _add_used_concept(graph: Graph, term) -> None:
    name = str(term).removeprefix(str(own()))
    for scheme, choices in concepts.SCHEMES.items():
        value = name.removeprefix(f"{scheme}-")
        if value != name and value in choices.values:
            concepts.add_concept(graph, scheme, value)


def _around(record: Record, date: datetime.date | None) -> Contents:
    """The record and those that its description needs to know of."""
    contents = Contents(date)
    if isinstance(record, directory.Unit):
        _around_unit(record, contents)
        return contents
    contents.rows[type(record)] = {record.pk: record}
    if isinstance(record, directory.ChangeEvent):
        contents.rows[directory.Unit] = {unit.pk: unit for unit in record.units.all()}
    if isinstance(record, strategy.Contribution):
        for found in (record.task, record.law_role):
            if found is not None:
                contents.rows[type(found)] = {found.pk: found}
    return contents


def _around_unit(unit: directory.Unit, contents: Contents) -> None:
    date = contents.date
    parent = unit.state_at(date).parent_id
    keys = [unit.pk, parent] if parent else [unit.pk]
    units = directory.Unit.objects.filter(pk__in=keys).prefetch_related("earlier_states", "successors")
    contents.add(directory.Unit, units)
    contents.add(directory.EarlierState, directory.EarlierState.objects.filter(unit=unit).order_by("pk"))
    contents.add(directory.Post, directory.Post.objects.at(date).filter(unit=unit).order_by("pk"))
    held = directory.Membership.objects.at(date).filter(post__unit=unit).order_by("pk")
    people = directory.Person.objects.filter(memberships__in=held.values("pk")).distinct().order_by("pk")
    contents.add(directory.Person, people)
    contents.add(directory.Membership, held)
    points = directory.ContactPoint.objects.at(date).filter(unit=unit).order_by("pk")
    contents.add(directory.ContactPoint, points)


def units_in(graph: Graph) -> set[URIRef]:
    """The units that a graph describes."""
    kinds = (ORG.FormalOrganization, ORG.OrganizationalUnit)
    return {subject for kind in kinds for subject in graph.subjects(RDF.type, kind)}  # type: ignore[misc]


__all__ = ["DESCRIBED", "of_record", "units_in", "uri", "whole"]
