"""Which formats a page is to be had in: for Link headers and for `<link rel="alternate">`.

Worked out from the page's address alone, so that no page takes a query more for it.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import ResolverMatch
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from directory.models import RelationKind
from hdir.opendata.api.lists import PAGE_FILTERS
from hdir.opendata.api.search import FACETS
from hdir.opendata.rdf.serialise import JSON_LD, TURTLE
from hdir.pages.dates import kept_date
from hdir.records.languages import current_language
from hdir.search.query import LONGEST_QUESTION

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
# Pages that show a list: the list of the API, and what chooses in it what the page shows.
_LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "directory:units": ("units", {}),
    "directory:leaders": ("memberships", {}),
    "directory:topics": ("topics", {}),
    "directory:laws": ("laws", {}),
    "directory:responsible": ("responsibilities", {}),
    "directory:tasks": ("tasks", {}),
    "directory:parties": ("parties", {}),
    "directory:target-groups": ("parties", {"relation": RelationKind.TARGET_GROUP.value}),
    "directory:partners": ("parties", {"relation": RelationKind.PARTNER.value}),
    "directory:events": ("events", {}),
    "directory:documents": ("documents", {}),
    "directory:about": ("statements", {}),
    "strategy:matrix": ("contributions", {}),
    "strategy:booklet": ("focus-areas", {}),
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
    query = _query({}, date)
    name = match.view_name
    if name in _RECORDS:
        return _of_record(name, match.kwargs["key"], query)
    if name in _LISTS:
        return _of_list(request, match, date)
    if name == "search":
        return _of_search(request, date)
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
            Alternate(f"{page}.vcf{query}", VCARD, "vCard"),
            Alternate(f"{page}/changes.atom", ATOM, _("Changes to this unit")),
        ]
    if name == "strategy:strategy":
        plan = f"{settings.SITE_URL}/data/strategy-{key}-{language}.xml"
        found.append(Alternate(f"{plan}{query}", XML, "StratML"))
    return found


def _of_list(request: HttpRequest, match: ResolverMatch, date: datetime.date | None) -> list[Alternate]:
    """The records that the page lists: those of its strategy, and those that its filters leave."""
    list_name, fixed = _LISTS[match.view_name]
    chosen = {**fixed, **_filters(list_name, request.GET)}
    if match.view_name.startswith("strategy:"):
        chosen["strategy"] = match.kwargs["key"]
    address, query = f"{settings.SITE_URL}/api/v1/{list_name}", _query(chosen, date)
    return [Alternate(f"{address}{query}", JSON, "JSON"), Alternate(f"{address}.csv{query}", CSV, "CSV")]


def _filters(list_name: str, asked: QueryDict) -> dict[str, str]:
    """The filters in force on the page of a list, as the API has them; without choices that there aren't."""
    page_filters = PAGE_FILTERS.get(list_name)
    found = {}
    for name, one in page_filters.base_filters.items() if page_filters else ():
        value, choices = asked.get(name, "").strip(), one.extra.get("choices")
        if value and (choices is None or value in dict(getattr(choices, "choices", choices))):
            found[name] = value
    return found


def _of_search(request: HttpRequest, date: datetime.date | None) -> list[Alternate]:
    """The results of a question."""
    asked = {name: value for name in ("q", *FACETS) if (value := request.GET.get(name, "").strip())}
    if "q" not in asked or len(asked["q"]) > LONGEST_QUESTION:
        return []
    query = _query({**asked, "lang": current_language()}, date)
    return [Alternate(f"{settings.SITE_URL}/api/v1/search{query}", JSON, "JSON")]


def _query(asked: dict[str, str], date: datetime.date | None) -> str:
    wanted = {**asked, "date": date.isoformat()} if date else asked
    return f"?{urlencode(wanted)}" if wanted else ""


def _whole(query: str) -> list[Alternate]:
    files, language = f"{settings.SITE_URL}/data", current_language()
    return [
        Alternate(f"{files}/organisation.ttl{query}", TURTLE, "W3C ORG"),
        Alternate(f"{files}/organisation.jsonld{query}", JSON_LD, "W3C ORG"),
        Alternate(f"{files}/popolo-{language}.json{query}", JSON, "Popolo"),
        Alternate(f"{settings.SITE_URL}/{language}/changes.atom", ATOM, _("Published changes")),
    ]
