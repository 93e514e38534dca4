"""W3C ORG: units, posts, people, memberships, and what happened to the organisation."""

from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, SKOS, Graph, Literal, URIRef

from directory.models import (
    ChangeEvent,
    EarlierState,
    EventKind,
    Manner,
    Membership,
    Party,
    PartyKind,
    Person,
    Post,
    Relation,
    RelationKind,
    Unit,
    UnitKind,
)
from hdir.opendata.contents import Contents
from hdir.opendata.rdf.concepts import concept
from hdir.opendata.rdf.names import own, part, uri, uri_of
from hdir.opendata.rdf.values import (
    add_interval,
    add_lines,
    add_period,
    add_texts,
    partial_date,
)

# What exists by law or by decision of its own; the others are parts of these.
FORMAL = (UnitKind.MINISTRY, UnitKind.DIRECTORATE, UnitKind.AGENCY)

_PARTY_CLASS = {
    PartyKind.ORGANISATION: ORG.Organization,
    PartyKind.NETWORK: ORG.OrganizationalCollaboration,
    PartyKind.GROUP: FOAF.Group,
    PartyKind.SECTOR: FOAF.Group,
}
# Which kinds of event an organisation went into, and which it came out of. A merged organisation lives on
# under the URI of the one that kept its name; where tasks moved, all that had to do with it live on.
_WENT_IN = (EventKind.MERGED, EventKind.TRANSFERRED, EventKind.PLACED)
_CAME_OUT = (EventKind.FOUNDED, *_WENT_IN, EventKind.SPLIT)


def is_formal(kind: str) -> bool:
    """Whether units of this kind are formal organisations."""
    return kind in FORMAL


def describe_unit(graph: Graph, unit: Unit, contents: Contents) -> None:
    """A formal organisation or an organisational unit as it was on the date.

    `org:unitOf` leads only from a unit to a formal organisation right above it, which is what its range
    allows; everywhere else the link is `org:subOrganizationOf`.
    """
    subject = uri(unit)
    state = unit.state_at(contents.date)
    formal = is_formal(state.kind)
    graph.add((subject, RDF.type, ORG.FormalOrganization if formal else ORG.OrganizationalUnit))
    graph.add((subject, ORG.classification, concept("unit-kind", state.kind)))
    add_texts(graph, subject, SKOS.prefLabel, state.named, "name")
    parent = contents.rows.get(Unit, {}).get(state.parent_id or "")
    if isinstance(parent, Unit):
        direct = not formal and is_formal(parent.state_at(contents.date).kind)
        graph.add((subject, ORG.unitOf if direct else ORG.subOrganizationOf, uri(parent)))
    if unit.organisation_number:
        graph.add((subject, ORG.identifier, Literal(unit.organisation_number)))
    if unit.abbreviation:
        graph.add((subject, SKOS.altLabel, Literal(unit.abbreviation)))
    add_lines(graph, subject, SKOS.altLabel, unit, "other_names")
    add_texts(graph, subject, DCTERMS.abstract, unit, "lead")
    add_texts(graph, subject, DCTERMS.description, unit, "body")
    if unit.placeholder:
        graph.add((subject, own().placeholder, Literal(True)))
    for successor in unit.successors.all():
        graph.add((subject, DCTERMS.isReplacedBy, uri(successor)))
    add_period(graph, unit)


def describe_earlier_state(graph: Graph, state: EarlierState, contents: Contents) -> None:
    """What a unit was until a day: not a unit of its own, so no class of ORG."""
    subject = uri(state)
    graph.add((subject, RDF.type, own().EarlierState))
    graph.add((subject, PROV.specializationOf, uri_of(Unit, state.unit_id)))
    graph.add((subject, DCTERMS.type, concept("unit-kind", state.kind)))
    add_texts(graph, subject, SKOS.prefLabel, state, "name")
    if state.parent_id:
        graph.add((subject, own().wasPartOf, uri_of(Unit, state.parent_id)))
    graph.add((subject, DCTERMS.temporal, part(state, "period")))
    add_interval(graph, part(state, "period"), None, state.until)


def describe_post(graph: Graph, post: Post, contents: Contents) -> None:
    """A post in a unit. One without a title in the documents has no label."""
    subject = uri(post)
    graph.add((subject, RDF.type, ORG.Post))
    graph.add((subject, ORG.postIn, uri_of(Unit, post.unit_id)))
    graph.add((subject, ORG.role, concept("post-kind", post.kind)))
    add_texts(graph, subject, SKOS.prefLabel, post, "title")
    add_period(graph, post)


def describe_person(graph: Graph, person: Person, contents: Contents) -> None:
    """Somebody who holds or held a post: the name, and the terms on which it may be used."""
    graph.add((uri(person), RDF.type, FOAF.Person))
    graph.add((uri(person), FOAF.name, Literal(person.name)))
    graph.add((uri(person), DCTERMS.rights, own()["terms-persons"]))


def describe_membership(graph: Graph, membership: Membership, contents: Contents) -> None:
    """A person's time in a post. Its interval is there also where neither end is known."""
    subject = uri(membership)
    post = membership.post
    graph.add((subject, RDF.type, ORG.Membership))
    graph.add((subject, ORG.member, uri_of(Person, membership.person_id)))
    graph.add((subject, ORG.organization, uri_of(Unit, post.unit_id)))
    graph.add((subject, own().post, uri(post)))
    graph.add((subject, ORG.role, concept("post-kind", post.kind)))
    if membership.manner != Manner.ORDINARY:
        graph.add((subject, ORG.role, concept("manner", membership.manner)))
    add_period(graph, membership, ORG.memberDuring, always=True)
    if not membership.valid_to or contents.date:
        graph.add((uri_of(Person, membership.person_id), ORG.holds, uri(post)))


def describe_event(graph: Graph, event: ChangeEvent, contents: Contents) -> None:
    """What happened, when, and to which organisations."""
    subject = uri(event)
    graph.add((subject, RDF.type, ORG.ChangeEvent))
    graph.add((subject, DCTERMS.type, concept("event-kind", event.kind)))
    add_texts(graph, subject, SKOS.prefLabel, event, "name")
    add_texts(graph, subject, DCTERMS.description, event, "text")
    if event.date:
        graph.add((subject, DCTERMS.date, partial_date(event.date)))
    units = [unit for unit in event.units.all() if contents.has(Unit, unit.pk)]
    parties = list(event.parties.all())
    for record in (*units, *parties):
        graph.add((subject, own().concerns, uri(record)))
    outside = [party for party in parties if party.kind == PartyKind.ORGANISATION]
    if event.kind in _WENT_IN:
        for record in (*units, *outside):
            graph.add((subject, ORG.originalOrganization, uri(record)))
    if event.kind in _CAME_OUT:
        left = [] if event.kind in (EventKind.MERGED, EventKind.FOUNDED) else outside
        for record in (*units, *left):
            graph.add((subject, ORG.resultingOrganization, uri(record)))


def describe_party(graph: Graph, party: Party, contents: Contents) -> None:
    """An outside organisation, a network, a group of people; the same as a unit of ours where it is one."""
    subject = uri(party)
    graph.add((subject, RDF.type, _PARTY_CLASS[PartyKind(party.kind)]))
    graph.add((subject, DCTERMS.type, concept("party-kind", party.kind)))
    add_texts(graph, subject, SKOS.prefLabel, party, "name")
    if party.abbreviation:
        graph.add((subject, SKOS.altLabel, Literal(party.abbreviation)))
    add_lines(graph, subject, SKOS.altLabel, party, "other_names")
    if party.unit_id:
        graph.add((subject, OWL.sameAs, uri_of(Unit, party.unit_id)))


def describe_relation(graph: Graph, relation: Relation, contents: Contents) -> None:
    """A target group or a partner of a unit, as printed."""
    subject = uri(relation)
    unit: URIRef = uri_of(Unit, relation.unit_id)
    graph.add((subject, RDF.type, own().Relation))
    graph.add((subject, own().unit, unit))
    graph.add((subject, DCTERMS.type, concept("relation-kind", relation.kind)))
    graph.add((subject, own().printed, Literal(relation.printed)))
    add_texts(graph, subject, own().qualifier, relation, "qualifier")
    if relation.party:
        graph.add((subject, own().party, uri(relation.party)))
        if relation.kind == RelationKind.PARTNER and relation.party.kind == PartyKind.ORGANISATION:
            graph.add((unit, ORG.linkedTo, uri(relation.party)))
    add_period(graph, relation)
