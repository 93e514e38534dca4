"""The whole files: which there are."""

import re

from django.utils.translation import gettext_lazy as _

from hdir.opendata.catalogue import catalogue
from hdir.opendata.content_zip import content_zip
from hdir.opendata.popolo import popolo, popolo_day
from hdir.opendata.rdf.graphs import whole
from hdir.opendata.rdf.serialise import JSON_LD, TURTLE, as_json_ld, as_turtle, json_ld_day, turtle_day
from hdir.opendata.rdf.shapes import shapes
from hdir.opendata.stratml import stratml, units_of
from hdir.opendata.whole_file import WholeFile
from hdir.records.languages import LANGUAGES
from strategy.models import Strategy

JSON, XML, ZIP = "application/json", "application/xml", "application/zip"


def _strategy_file(strategy: Strategy, language: str) -> WholeFile:
    return WholeFile(
        f"strategy-{strategy.pk}-{language}.xml",
        XML,
        "StratML Part 1",
        _("The strategy as a plan: vision, values, goal areas, focus areas and the units that carry them."),
        lambda date: stratml(strategy, language, date),
        language=language,
        day_in_words=lambda day: units_of(strategy, day, language),
        conforms_to="urn:ISO:std:iso:17469:tech:xsd:stratml_core",
        subject="strategy",
    )


def _popolo_file(language: str) -> WholeFile:
    return WholeFile(
        f"popolo-{language}.json",
        JSON,
        "Popolo",
        _("Units, people, posts and memberships, for software that follows public bodies."),
        lambda date: popolo(language, date),
        language=language,
        day_in_words=popolo_day,
        conforms_to="http://www.popoloproject.com/specs/",
    )


def _fixed_files() -> list[WholeFile]:
    return [
        WholeFile(
            "organisation.ttl",
            TURTLE,
            "W3C ORG, Turtle",
            _("Everything, as linked data: organisation, strategy, laws and sources, in three languages."),
            lambda date: as_turtle(whole(date)),
            day_in_words=turtle_day,
            conforms_to="http://www.w3.org/ns/org#",
        ),
        WholeFile(
            "organisation.jsonld",
            JSON_LD,
            "W3C ORG, JSON-LD",
            _("The same as JSON."),
            lambda date: as_json_ld(whole(date)),
            day_in_words=json_ld_day,
            conforms_to="http://www.w3.org/ns/org#",
        ),
        *(_popolo_file(language) for language in LANGUAGES),
        WholeFile(
            "content.zip",
            ZIP,
            "JSON",
            _("The whole content as this site keeps it. Loaded somewhere else, it gives the same site."),
            lambda date: content_zip(),
            dated=False,
            subject="content",
        ),
        WholeFile(
            "shapes.ttl",
            TURTLE,
            "SHACL",
            _("What the linked data promises, for validators."),
            lambda date: shapes(),
            dated=False,
            conforms_to="http://www.w3.org/ns/shacl#",
        ),
    ]


def described_files() -> list[WholeFile]:
    """Every file that holds content. One query."""
    strategies = Strategy.objects.select_related("unit").order_by("position", "pk")
    return [*_fixed_files(), *(_strategy_file(s, language) for s in strategies for language in LANGUAGES)]


def catalogue_file() -> WholeFile:
    """The catalogue that describes the others."""
    return WholeFile(
        "catalog.ttl",
        TURTLE,
        "DCAT-AP-NO",
        _("The catalogue of all these files, for data portals."),
        lambda date: catalogue(described_files()),
        dated=False,
        conforms_to="https://data.norge.no/specification/dcat-ap-no",
        subject="catalogue",
    )


def whole_files() -> list[WholeFile]:
    """Every file below /data/, the catalogue last."""
    return [*described_files(), catalogue_file()]


_STRATEGY = re.compile(r"^strategy-(?P<key>[a-z0-9-]+)-(?P<language>nb|nn|en)\.xml\Z")


def file_called(name: str) -> WholeFile | None:
    """The file with a name; None if there is none. At most one query."""
    if found := _STRATEGY.match(name):
        strategy = Strategy.objects.select_related("unit").filter(pk=found["key"]).first()
        return _strategy_file(strategy, found["language"]) if strategy else None
    return next((file for file in [*_fixed_files(), catalogue_file()] if file.name == name), None)
