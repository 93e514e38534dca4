"""Which formats a page is to be had in: for Link headers and for `<link rel="alternate">`.

Worked out from the page's address alone, so that no page takes a query more for it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from hdir.opendata.rdf.serialise import JSON_LD, TURTLE
from hdir.pages.dates import kept_date
from hdir.records.languages import current_language

ATOM, CSV, JSON, VCARD, XML = (
    "application/atom+xml",
    "text/csv",
    "application/json",
    "text/vcard",
    "application/xml",
)


@dataclass(frozen=True)
class Alternate:
    """A page's content in another format."""

    address: str  # absolute
    media_type: str
    title: str | Promise


# Pages about one record, by the name of their view: the record's type and the list it is in.
_RECORDS = {
    "directory:unit": ("unit", "units"),
    "directory:person": ("person", "people"),
    "directory:topic": ("topic", "topics"),
    "directory:law": ("law", "laws"),
    "directory:party": ("party", "parties"),
    "directory:task": ("task", "tasks"),
    "directory:event": ("event", "events"),
    "directory:document": ("document", "documents"),
    "strategy:strategy": ("strategy", "strategies"),
    "strategy:goal-area": ("goal-area", "goal-areas"),
    "strategy:focus-area": ("focus-area", "focus-areas"),
}
# Pages that show a list.
_LISTS = {
    "directory:units": "units",
    "directory:leaders": "memberships",
    "directory:topics": "topics",
    "directory:laws": "laws",
    "directory:responsible": "responsibilities",
    "directory:tasks": "tasks",
    "directory:parties": "parties",
    "directory:target-groups": "relations",
    "directory:partners": "relations",
    "directory:events": "events",
    "directory:documents": "documents",
    "directory:about": "statements",
    "strategy:matrix": "contributions",
    "strategy:booklet": "focus-areas",
}
# Pages that show the whole organisation.
_WHOLE = ("home", "directory:organisation", "data")


def permanent_uri(match: ResolverMatch | None) -> str | None:
    """The permanent URI of what a page is about, for pages about one record."""
    if match is None or match.view_name not in _RECORDS:
        return None
    type_name, _list = _RECORDS[match.view_name]
    return f"{settings.SITE_URL}/id/{type_name}/{match.kwargs['key']}"


def alternates(request: HttpRequest) -> list[Alternate]:
    """The formats that the page of a request has, as of the date that the page is of."""
    match = request.resolver_match
    if match is None:
        return []
    date = kept_date(request)
    query = f"?{urlencode({'date': date.isoformat()})}" if date else ""
    name = match.view_name
    if name in _RECORDS:
        return _of_record(name, match.kwargs["key"], query)
    if name in _LISTS:
        address = f"{settings.SITE_URL}/api/v1/{_LISTS[name]}"
        return [
            Alternate(f"{address}{query}", JSON, "JSON"),
            Alternate(f"{address}.csv{query}", CSV, "CSV"),
        ]
    if name in _WHOLE:
        return _whole(query)
    return []


def _of_record(name: str, key: str, query: str) -> list[Alternate]:
    _type, list_name = _RECORDS[name]
    address = f"{settings.SITE_URL}/api/v1/{list_name}/{key}"
    found = [
        Alternate(f"{address}{query}", JSON, "JSON"),
        Alternate(f"{address}.ttl{query}", TURTLE, "Turtle"),
        Alternate(f"{address}.jsonld{query}", JSON_LD, "JSON-LD"),
    ]
    language = current_language()
    if name == "directory:unit":
        page = f"{settings.SITE_URL}/{language}/units/{key}"
        found += [
            Alternate(f"{page}.vcf", VCARD, "vCard"),
            Alternate(f"{page}/changes.atom", ATOM, _("Changes to this unit")),
        ]
    if name == "strategy:strategy":
        plan = f"{settings.SITE_URL}/data/strategy-{key}-{language}.xml"
        found.append(Alternate(f"{plan}{query}", XML, "StratML"))
    return found


def _whole(query: str) -> list[Alternate]:
    files, language = f"{settings.SITE_URL}/data", current_language()
    return [
        Alternate(f"{files}/organisation.ttl{query}", TURTLE, "W3C ORG"),
        Alternate(f"{files}/organisation.jsonld{query}", JSON_LD, "W3C ORG"),
        Alternate(f"{files}/popolo-{language}.json{query}", JSON, "Popolo"),
        Alternate(f"{settings.SITE_URL}/{language}/changes.atom", ATOM, _("Published changes")),
    ]
