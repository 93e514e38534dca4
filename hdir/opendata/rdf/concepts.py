"""The words that the content chooses from (kinds, manners, extents), and those of our own vocabulary."""

from dataclasses import dataclass

from django.db import models
from rdflib import ORG, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from directory.models import (
    ContactKind,
    ContactPoint,
    EarlierState,
    EventKind,
    Extent,
    Figure,
    Law,
    LawKind,
    LawRole,
    LawRoleKind,
    Manner,
    PartyKind,
    Passage,
    PassageKind,
    Post,
    PostKind,
    Relation,
    RelationKind,
    Responsibility,
    Statement,
    StatementKind,
    Task,
    Topic,
    UnitKind,
)
from hdir.opendata.edition import in_all_languages
from hdir.opendata.rdf.names import own
from hdir.opendata.rdf.values import add_labels
from strategy.models import Basis, Contribution, Strategy

# The scheme that each set of choices makes.
SCHEMES: dict[str, type[models.TextChoices]] = {
    "unit-kind": UnitKind,
    "post-kind": PostKind,
    "manner": Manner,
    "event-kind": EventKind,
    "party-kind": PartyKind,
    "relation-kind": RelationKind,
    "extent": Extent,
    "law-kind": LawKind,
    "law-role": LawRoleKind,
    "passage-kind": PassageKind,
    "contact-kind": ContactKind,
    "statement-kind": StatementKind,
    "basis": Basis,
}
# Posts and manners are roles that a membership has (ORG), the others plain concepts.
ROLES = ("post-kind", "manner")
TOPICS = "topics"


def concept(scheme: str, value: str) -> URIRef:
    """The URI of one choice: `concept("manner", "acting")`."""
    return own()[f"{scheme}-{value}"]


@dataclass(frozen=True)
class Term:
    """A property of our own: the field it holds, and what it says."""

    model: type[models.Model]
    field: str
    comment: str


# Classes of our own are called as their models; what they are, the models say.
CLASSES: tuple[type[models.Model], ...] = (
    EarlierState,
    Relation,
    Responsibility,
    Passage,
    Task,
    Law,
    LawRole,
    Figure,
    ContactPoint,
    Statement,
    Strategy,
    Contribution,
)
PROPERTIES: dict[str, Term] = {
    "unit": Term(Post, "unit", "The unit that this belongs to."),
    "post": Term(Post, "title", "The post that a membership is the holding of."),
    "wasPartOf": Term(EarlierState, "parent", "What a unit was part of until a date."),
    "party": Term(Relation, "party", "The outside organisation or group that a relation is to."),
    "printed": Term(Relation, "printed", "The words of the source."),
    "qualifier": Term(Relation, "qualifier", "What limits the statement."),
    "topic": Term(Responsibility, "topic", "The topic that a unit has, or expressly hasn't."),
    "extent": Term(Responsibility, "extent", "How far a unit has a topic."),
    "instead": Term(Responsibility, "instead", "The unit that has the topic instead."),
    "note": Term(Responsibility, "note", "What the unit has and hasn't."),
    "underHeading": Term(Passage, "parent", "The heading that a heading stands under."),
    "leadIn": Term(Passage, "lead_in", "The sentence that introduces a list."),
    "passage": Term(Task, "passage", "The heading that a task stands under."),
    "underEntry": Term(Task, "parent", "The entry that an entry stands under."),
    "law": Term(LawRole, "law", "The law that a unit does something with."),
    "does": Term(LawRole, "role", "What a unit does with a law, or expressly doesn't."),
    "paragraph": Term(LawRole, "paragraph", "The paragraph of the law."),
    "measure": Term(Figure, "measure", "What the figure counts: its unit of measure."),
    "approximate": Term(Figure, "approximate", "Whether the source gives the figure as approximate."),
    "contactPoint": Term(ContactPoint, "value", "A way to reach a unit, as printed."),
    "revised": Term(Strategy, "revised", "When the strategy was revised."),
    "focusArea": Term(Contribution, "focus_area", "The focus area that a unit carries."),
    "basis": Term(Contribution, "basis", "Whether the documents say so, or we judged it."),
    "restsOn": Term(Contribution, "task", "The task or the role under a law that a contribution rests on."),
    "reason": Term(Contribution, "reason", "Why we say that the unit carries the focus area."),
    "position": Term(Post, "position", "Its place among its siblings, from 1."),
    "nameGivenIn": Term(Topic, "given_in", "A language (BCP 47) in which the documents give the name."),
    "originalLanguage": Term(Topic, "origin", "The language (BCP 47) the text was first written in."),
}
# Of these no field speaks.
OTHER_PROPERTIES = {
    "concerns": "A unit or party that an event is about.",
    "documented": "In a file of a date: whether the documents say that this was so on that day.",
    "stateOn": "The day that a file of a date is about.",
    "trueFor": "The date that the chart is true for.",
    "line": "The line or lines of a document that a fact rests on.",
    "heading": "The heading of a document that a fact stands under.",
    "placeholder": "Whether the source has only a placeholder where a unit's text should be.",
}


def add_vocabulary(graph: Graph) -> None:
    """Describes every concept, role, class and property that the file uses of our own."""
    for scheme, choices in SCHEMES.items():
        graph.add((own()[scheme], RDF.type, SKOS.ConceptScheme))
        for choice in choices:
            add_concept(graph, scheme, choice)
    graph.add((own()[TOPICS], RDF.type, SKOS.ConceptScheme))
    add_labels(graph, own()[TOPICS], SKOS.prefLabel, in_all_languages(Topic._meta.verbose_name_plural))
    for model in CLASSES:
        term = own()[model.__name__]
        graph.add((term, RDF.type, OWL.Class))
        add_labels(graph, term, RDFS.label, in_all_languages(model._meta.verbose_name))
        graph.add((term, RDFS.comment, Literal((model.__doc__ or "").split("\n")[0], lang="en")))
    for name, property_ in PROPERTIES.items():
        term = own()[name]
        graph.add((term, RDF.type, RDF.Property))
        label = property_.model._meta.get_field(property_.field).verbose_name  # type: ignore[union-attr]
        add_labels(graph, term, RDFS.label, in_all_languages(label))
        graph.add((term, RDFS.comment, Literal(property_.comment, lang="en")))
    for name, comment in OTHER_PROPERTIES.items():
        graph.add((own()[name], RDF.type, RDF.Property))
        graph.add((own()[name], RDFS.comment, Literal(comment, lang="en")))


def add_concept(graph: Graph, scheme: str, value: str) -> None:
    """One choice with its labels."""
    term = concept(scheme, value)
    graph.add((term, RDF.type, ORG.Role if scheme in ROLES else SKOS.Concept))
    graph.add((term, SKOS.notation, Literal(str(value))))
    add_labels(graph, term, SKOS.prefLabel, in_all_languages(SCHEMES[scheme](value).label))
    if scheme not in ROLES:
        graph.add((term, SKOS.inScheme, own()[scheme]))
