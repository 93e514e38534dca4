"""DCAT-AP-NO 2.2: the catalogue of the files, for data portals such as data.norge.no."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from directory.models import Unit, UnitKind
from hdir.opendata.api.views import all_lists
from hdir.opendata.distributions import EU, LICENCE, add_feeds, add_file, add_languages, add_list, subject_of
from hdir.opendata.edition import (
    ATTRIBUTION,
    INDEPENDENT,
    PERSONS,
    SITE_NAME,
    Edition,
    in_all_languages,
    last_modified,
)
from hdir.opendata.rdf.names import DCAT, new_graph, own, uri
from hdir.opendata.rdf.serialise import as_turtle
from hdir.opendata.rdf.values import add_labels, day
from hdir.opendata.whole_file import WholeFile
from hdir.records.languages import LANGUAGES
from hdir.records.periods import first_day, last_day
from strategy.models import Strategy

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
_TITLES = {
    "organisation": _("The organisation of the Norwegian Directorate of Health"),
    "strategy": _("The strategy of the Norwegian Directorate of Health"),
    "content": _("All content of this site, as it is kept"),
}
_DESCRIPTIONS = {
    "organisation": _(
        "Units, posts, their holders, tasks, topics, laws, target groups and partners, each with its source, "
        "its period as far as it is known, and the date it was last confirmed."
    ),
    "strategy": _(
        "Goal areas and focus areas, and the units that carry them: whether the documents say so or it was "
        "judged, on what it rests, and why."
    ),
    "content": _("One JSON file for each kind of record, in three languages, with sources."),
}
_KEYWORDS = [_("organisation"), _("strategy"), pgettext_lazy("keyword", "health administration")]


def catalogue(files: Sequence[WholeFile]) -> bytes:
    """The catalogue as Turtle: a dataset for each subject, a distribution for each file, the API."""
    graph = new_graph()
    graph.bind("adms", ADMS)
    graph.bind("vcard", VCARD)
    edition = Edition.current()
    publisher = _add_publisher(graph)
    subject = URIRef(f"{settings.SITE_URL}/data/catalog")
    graph.add((subject, RDF.type, DCAT.Catalog))
    graph.add((subject, DCTERMS.identifier, Literal(str(subject))))
    add_labels(graph, subject, DCTERMS.title, in_all_languages(SITE_NAME))
    about = ATTRIBUTION if settings.SITE_OFFICIAL else INDEPENDENT
    add_labels(graph, subject, DCTERMS.description, in_all_languages(about))
    graph.add((subject, DCTERMS.publisher, publisher))
    graph.add((subject, FOAF.homepage, URIRef(f"{settings.SITE_URL}/")))
    graph.add((subject, DCTERMS.license, LICENCE))
    add_languages(graph, subject, LANGUAGES)
    _add_modified(graph, subject)
    for name in _TITLES:
        dataset = _add_dataset(graph, name, edition, publisher)
        graph.add((subject, DCAT.dataset, dataset))
        for file in files:
            if file.subject == name:
                graph.add((dataset, DCAT.distribution, add_file(graph, file)))
        for one in all_lists():
            if subject_of(one) == name:
                for distribution in add_list(graph, one):
                    graph.add((dataset, DCAT.distribution, distribution))
        if name == "content":
            for feed in add_feeds(graph):
                graph.add((dataset, DCAT.distribution, feed))
    graph.add((subject, DCAT.service, _add_service(graph, publisher)))
    graph.add((own()["terms-persons"], RDF.type, DCTERMS.RightsStatement))
    add_labels(graph, own()["terms-persons"], RDFS.label, in_all_languages(PERSONS))
    _add_authorities(graph)
    return as_turtle(graph)


def _add_publisher(graph: Graph) -> URIRef:
    """The directorate where it publishes the site itself, else the independent edition."""
    directorate = Unit.objects.filter(kind=UnitKind.DIRECTORATE).in_order().first()
    if settings.SITE_OFFICIAL and directorate:
        publisher = uri(directorate)
        names = {code: getattr(directorate, f"name_{code}") for code in LANGUAGES}
        identifier = directorate.organisation_number or str(publisher)
    else:
        publisher = own().publisher
        names = in_all_languages(INDEPENDENT)
        identifier = str(publisher)
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, DCTERMS.identifier, Literal(identifier)))
    add_labels(graph, publisher, FOAF.name, {code: name for code, name in names.items() if name})
    return publisher


def _add_dataset(graph: Graph, name: str, edition: Edition, publisher: URIRef) -> URIRef:
    """A dataset with title, terms, version and the dates it is true for."""
    dataset = URIRef(f"{settings.SITE_URL}/data/{name}")
    graph.add((dataset, RDF.type, DCAT.Dataset))
    graph.add((dataset, DCTERMS.identifier, Literal(str(dataset))))
    add_labels(graph, dataset, DCTERMS.title, in_all_languages(_TITLES[name]))
    add_labels(graph, dataset, DCTERMS.description, in_all_languages(_DESCRIPTIONS[name]))
    graph.add((dataset, DCTERMS.publisher, publisher))
    graph.add((dataset, DCAT.theme, URIRef(f"{EU}/data-theme/GOVE")))
    graph.add((dataset, DCAT.theme, URIRef(f"{EU}/data-theme/HEAL")))
    for keyword in _KEYWORDS:
        add_labels(graph, dataset, DCAT.keyword, in_all_languages(keyword))
    graph.add((dataset, DCTERMS.accessRights, URIRef(f"{EU}/access-right/PUBLIC")))
    graph.add((dataset, DCTERMS.accrualPeriodicity, URIRef(f"{EU}/frequency/IRREG")))
    graph.add((dataset, DCTERMS.spatial, URIRef(f"{EU}/country/NOR")))
    graph.add((dataset, OWL.versionInfo, Literal(edition.version)))
    add_labels(graph, dataset, DCTERMS.bibliographicCitation, in_all_languages(ATTRIBUTION))
    for code in LANGUAGES:
        graph.add((dataset, DCAT.landingPage, URIRef(f"{settings.SITE_URL}/{code}/data")))
    add_languages(graph, dataset, LANGUAGES)
    _add_modified(graph, dataset)
    _add_contact(graph, dataset)
    first, last = _truth(name, edition)
    if first or last:
        period = URIRef(f"{dataset}#period")
        graph.add((dataset, DCTERMS.temporal, period))
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        if first:
            graph.add((period, DCAT.startDate, day(first_day(first))))
        if last:
            graph.add((period, DCAT.endDate, day(last_day(last))))
    return dataset


def _truth(name: str, edition: Edition) -> tuple[str | None, str | None]:
    """The period that a dataset is true for, as far as it is known: bounds as partial dates."""
    if name == "strategy":
        newest = Strategy.objects.newest()
        return (newest.valid_from, newest.valid_to) if newest else (None, None)
    return edition.true_for, edition.true_for


def _add_service(graph: Graph, publisher: URIRef) -> URIRef:
    """The API."""
    service = URIRef(f"{settings.SITE_URL}/api/v1/")
    graph.add((service, RDF.type, DCAT.DataService))
    graph.add((service, DCTERMS.identifier, Literal(str(service))))
    add_labels(graph, service, DCTERMS.title, in_all_languages(_("The API of this site")))
    graph.add((service, DCTERMS.publisher, publisher))
    graph.add((service, DCAT.endpointURL, service))
    graph.add((service, DCAT.endpointDescription, URIRef(f"{service}openapi.json")))
    graph.add((service, DCTERMS.license, LICENCE))
    graph.add((service, DCTERMS.accessRights, URIRef(f"{EU}/access-right/PUBLIC")))
    _add_contact(graph, service)
    for name in ("organisation", "strategy"):
        graph.add((service, DCAT.servesDataset, URIRef(f"{settings.SITE_URL}/data/{name}")))
    return service


def _add_contact(graph: Graph, subject: URIRef) -> None:
    """Where to write about the data: a page, no person."""
    contact = own().contact
    graph.add((subject, DCAT.contactPoint, contact))
    graph.add((contact, RDF.type, VCARD.Organization))
    add_labels(graph, contact, VCARD.fn, in_all_languages(SITE_NAME))
    graph.add((contact, VCARD.hasURL, URIRef(f"{settings.SITE_URL}/nb/data")))


def _add_modified(graph: Graph, subject: URIRef) -> None:
    if newest := last_modified():
        graph.add((subject, DCTERMS.modified, day(newest.date())))


def _add_authorities(graph: Graph) -> None:
    """Which list of the EU each value is from: readers that haven't loaded the lists can check it."""
    for value in {o for o in graph.objects() if isinstance(o, URIRef) and str(o).startswith(f"{EU}/")}:
        scheme, _slash, name = str(value).rpartition("/")
        if scheme != EU and name:
            graph.add((value, SKOS.inScheme, URIRef(scheme)))
            graph.add((value, RDF.type, SKOS.Concept))
