"""SKOS: a strategy as a concept scheme, its goal areas and focus areas, and who carries them."""

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal

from directory.models import LawRole, Task, Unit
from hdir.opendata.contents import Contents
from hdir.opendata.rdf.concepts import concept
from hdir.opendata.rdf.names import own, uri, uri_of
from hdir.opendata.rdf.values import add_lines, add_period, add_texts, partial_date
from strategy.models import Contribution, FocusArea, GoalArea, Strategy


def describe_strategy(graph: Graph, strategy: Strategy, contents: Contents) -> None:
    """A strategy, whose goal areas are the top concepts of its scheme."""
    subject = uri(strategy)
    graph.add((subject, RDF.type, SKOS.ConceptScheme))
    graph.add((subject, RDF.type, own().Strategy))
    graph.add((subject, DCTERMS.creator, uri_of(Unit, strategy.unit_id)))
    add_texts(graph, subject, SKOS.prefLabel, strategy, "name")
    add_texts(graph, subject, DCTERMS.abstract, strategy, "lead")
    add_texts(graph, subject, DCTERMS.description, strategy, "body")
    if strategy.revised:
        graph.add((subject, own().revised, partial_date(strategy.revised)))
    add_period(graph, strategy)


def describe_goal_area(graph: Graph, area: GoalArea, contents: Contents) -> None:
    """A goal area. What is to be achieved defines it; the other printed texts are notes."""
    subject = uri(area)
    scheme = uri_of(Strategy, area.strategy_id)
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.inScheme, scheme))
    graph.add((subject, SKOS.topConceptOf, scheme))
    graph.add((scheme, SKOS.hasTopConcept, subject))
    graph.add((subject, SKOS.notation, Literal(str(area.number))))
    add_texts(graph, subject, SKOS.prefLabel, area, "name")
    add_texts(graph, subject, DCTERMS.abstract, area, "lead")
    add_texts(graph, subject, SKOS.definition, area, "aims")
    add_texts(graph, subject, SKOS.historyNote, area, "background")
    add_texts(graph, subject, SKOS.scopeNote, area, "consequences")


def describe_focus_area(graph: Graph, area: FocusArea, contents: Contents) -> None:
    """A focus area, narrower than its goal area."""
    subject = uri(area)
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.inScheme, uri_of(Strategy, area.goal_area.strategy_id)))
    graph.add((subject, SKOS.broader, uri(area.goal_area)))
    graph.add((uri(area.goal_area), SKOS.narrower, subject))
    add_texts(graph, subject, SKOS.prefLabel, area, "name")
    if area.abbreviation:
        graph.add((subject, SKOS.altLabel, Literal(area.abbreviation)))
    add_lines(graph, subject, SKOS.altLabel, area, "other_names")


def describe_contribution(graph: Graph, contribution: Contribution, contents: Contents) -> None:
    """That a unit carries a focus area: whether stated or judged, what it rests on, and why."""
    subject = uri(contribution)
    graph.add((subject, RDF.type, own().Contribution))
    graph.add((subject, own().unit, uri_of(Unit, contribution.unit_id)))
    graph.add((subject, own().focusArea, uri_of(FocusArea, contribution.focus_area_id)))
    graph.add((subject, own().basis, concept("basis", contribution.basis)))
    for model, key in ((Task, contribution.task_id), (LawRole, contribution.law_role_id)):
        if key and contents.has(model, key):
            graph.add((subject, own().restsOn, uri_of(model, key)))
    add_texts(graph, subject, own().reason, contribution, "reason")
    add_period(graph, contribution)
