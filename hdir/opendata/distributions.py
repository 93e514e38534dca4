"""DCAT-AP-NO: the distributions of the catalogue, which are the whole files, the lists of the API and the
feeds of what was published."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from rdflib import DCTERMS, RDF, Graph, URIRef

from hdir.opendata.alternates import ATOM
from hdir.opendata.api.addresses import list_url
from hdir.opendata.api.views import AnyList
from hdir.opendata.edition import in_all_languages
from hdir.opendata.rdf.names import DCAT, own
from hdir.opendata.rdf.values import add_labels
from hdir.opendata.whole_file import WholeFile
from hdir.records.languages import LANGUAGES

EU = "http://publications.europa.eu/resource/authority"
# NLOD 2.0 as the profile wants it named.
LICENCE = URIRef(f"{EU}/licence/NLOD_2_0")
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
_LANGUAGES = {"nb": "NOB", "nn": "NNO", "en": "ENG"}
_FILE_TYPES = {
    "text/turtle": "RDF_TURTLE",
    "application/ld+json": "JSON_LD",
    "application/json": "JSON",
    "application/xml": "XML",
    "application/zip": "ZIP",
    "text/csv": "CSV",
    ATOM: "ATOM",
}

Labels = dict[str, str]


def add_file(graph: Graph, file: WholeFile) -> URIRef:
    """A whole file: its address, format, language and terms."""
    labels = in_all_languages(file.format)
    distribution = _add_form(graph, file.address, file.media_type, labels)
    add_labels(graph, distribution, DCTERMS.description, in_all_languages(file.explanation))
    graph.add((distribution, DCAT.downloadURL, URIRef(file.address)))
    add_languages(graph, distribution, [file.language] if file.language else LANGUAGES)
    if file.conforms_to:
        _add_standard(graph, distribution, file.conforms_to, labels)
    return distribution


def subject_of(one: AnyList) -> str:
    """The dataset that a list of the API is part of."""
    model = getattr(one, "model", None)
    return "strategy" if model is not None and model._meta.app_label == "strategy" else "organisation"


def add_list(graph: Graph, one: AnyList) -> Iterator[URIRef]:
    """A list of the API: as a table in one piece, and page by page as JSON."""
    about = in_all_languages(one.label)
    address = list_url(one.name)
    table = _add_form(graph, f"{address}.csv", "text/csv", _with(about, "CSV"))
    graph.add((table, DCAT.downloadURL, URIRef(f"{address}.csv")))
    _add_standard(graph, table, f"{address}.csv-metadata.json", _with(about, "CSVW"))
    pages = _add_form(graph, address, "application/json", _with(about, "JSON"))
    graph.add((pages, DCAT.accessService, URIRef(f"{settings.SITE_URL}/api/v1/")))
    for distribution in (table, pages):
        add_labels(graph, distribution, DCTERMS.description, about)
        add_languages(graph, distribution, LANGUAGES)
        yield distribution


def add_feeds(graph: Graph) -> Iterator[URIRef]:
    """The feed of what was published, in each language. It comes in pages, so that it is no download."""
    title = _with(in_all_languages(_("Published changes")), "Atom")
    about = in_all_languages(
        _("What was published, each change once, with what it said before and says now.")
    )
    for code in LANGUAGES:
        with override(code):
            address = f"{settings.SITE_URL}{reverse('changes-feed')}"
        feed = _add_form(graph, address, ATOM, title)
        add_labels(graph, feed, DCTERMS.description, about)
        add_languages(graph, feed, [code])
        _add_standard(graph, feed, "https://www.rfc-editor.org/rfc/rfc4287", {"en": "Atom (RFC 4287)"})
        yield feed


def _with(labels: Labels, form: str) -> Labels:
    return {language: f"{label}, {form}" for language, label in labels.items()}


def _add_form(graph: Graph, address: str, media_type: str, title: Labels) -> URIRef:
    """What every distribution says: where it is, in what format, and on what terms."""
    distribution = URIRef(f"{address}#distribution")
    graph.add((distribution, RDF.type, DCAT.Distribution))
    add_labels(graph, distribution, DCTERMS.title, title)
    graph.add((distribution, DCAT.accessURL, URIRef(address)))
    graph.add((distribution, DCTERMS.license, LICENCE))
    graph.add((distribution, DCTERMS.rights, own()["terms-persons"]))
    graph.add((distribution, DCTERMS.format, URIRef(f"{EU}/file-type/{_FILE_TYPES[media_type]}")))
    graph.add((distribution, DCAT.mediaType, URIRef(f"{_MEDIA_TYPES}/{media_type}")))
    return distribution


def _add_standard(graph: Graph, distribution: URIRef, address: str, title: Labels) -> None:
    standard = URIRef(address)
    graph.add((distribution, DCTERMS.conformsTo, standard))
    graph.add((standard, RDF.type, DCTERMS.Standard))
    add_labels(graph, standard, DCTERMS.title, title)


def add_languages(graph: Graph, subject: URIRef, codes: Iterable[str]) -> None:
    """The languages that something is in."""
    for code in codes:
        graph.add((subject, DCTERMS.language, URIRef(f"{EU}/language/{_LANGUAGES[code]}")))
