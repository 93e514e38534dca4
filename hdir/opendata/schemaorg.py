"""schema.org in pages, for search engines: the organisation, who leads it, where the page stands, the data.

Everything is made from what the page has gathered for its readers: no query is asked for it.
"""

import json
from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from directory.models import ContactKind, ContactPoint, Membership, Person, Unit, UnitKind
from directory.pages.unit import UnitPage
from hdir.opendata.alternates import permanent_uri
from hdir.opendata.datapage import DataPage
from hdir.opendata.edition import ATTRIBUTION, SITE_NAME
from hdir.opendata.words import role, text
from hdir.pages.trail import Crumb
from hdir.records.languages import current_language

Value = dict[str, object]
# Ministries, directorates and agencies; their parts are organisations and no more.
_GOVERNMENT = (UnitKind.MINISTRY, UnitKind.DIRECTORATE, UnitKind.AGENCY)
# As Django's json_script does: no text can then end the element.
_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def as_script(data: Value) -> SafeString:
    """A block of data for a page. Browsers run nothing of this type, so the strict policy lets it be."""
    written = json.dumps(data, ensure_ascii=False, sort_keys=True).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 - escaped above


def page_data(context: Mapping) -> Value | None:
    """What a page is about, from its context; None where it is about nothing that schema.org knows."""
    request = context.get("request")
    match = request.resolver_match if request else None
    if request is None or match is None:
        return None
    about = _ABOUT.get(match.view_name)
    page = context.get("page")
    graph = [about(context)] if about else []
    trail = context.get("trail") or getattr(page, "trail", None)
    if trail:
        graph.append(_breadcrumbs(trail, request.path))
    if not graph:
        return None
    uri = permanent_uri(match)
    if about and uri:
        graph[0]["@id"] = uri
    return {"@context": "https://schema.org", "@graph": [_filled(part) for part in graph]}


def _filled(value: Value) -> Value:
    return {name: part for name, part in value.items() if part not in (None, "", [])}


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _id(record: Unit | Person) -> str:
    return _address(f"/id/{record.type_name}/{record.pk}")


def _type(kind: str) -> str:
    return "GovernmentOrganization" if kind in _GOVERNMENT else "Organization"


def _unit(context: Mapping) -> Value:
    """A unit: what it is part of and what is part of it, who leads it, how it is reached."""
    page: UnitPage = context["page"]
    unit, language = page.unit, current_language()
    return {
        "@type": _type(page.state.kind),
        "name": text(page.state.named, "name", language),
        "alternateName": unit.abbreviation,
        "description": text(unit, "lead", language),
        "url": _address(unit.get_absolute_url()),
        "identifier": _number(unit),
        "foundingDate": unit.valid_from,
        "dissolutionDate": unit.valid_to,
        "parentOrganization": _named(page.above[-1], page) if page.above else None,
        "subOrganization": [_named(node.unit, page) for _label, nodes in page.below for node in nodes],
        "employee": [
            _holder(membership)
            for post in page.posts
            for membership in post.holders
            if not membership.valid_to
        ],
        "location": [
            {"@type": "Place", "name": point.value}
            for point in page.contact_points
            if point.kind == ContactKind.PLACE
        ],
        "contactPoint": [
            _telephone(point, language)
            for point in page.contact_points
            if point.kind == ContactKind.TELEPHONE
        ],
    }


def _number(unit: Unit) -> Value | None:
    if not unit.organisation_number:
        return None
    return {
        "@type": "PropertyValue",
        "propertyID": "https://data.brreg.no/enhetsregisteret",
        "value": unit.organisation_number,
    }


def _named(unit: Unit, page: UnitPage) -> Value:
    state = unit.state_at(page.date)
    return {
        "@type": _type(state.kind),
        "@id": _id(unit),
        "name": text(state.named, "name", current_language()),
    }


def _telephone(point: ContactPoint, language: str) -> Value:
    return _filled(
        {
            "@type": "ContactPoint",
            "telephone": point.value,
            "description": text(point, "label", language),
        }
    )


def _holder(membership: Membership) -> Value:
    """A person in a role: the exact title, with the manner in which the post is held."""
    return _filled(
        {
            "@type": "EmployeeRole",
            "roleName": role(membership, current_language()),
            "startDate": membership.valid_from,
            "employee": {
                "@type": "Person",
                "@id": _id(membership.person),
                "name": membership.person.name,
            },
        }
    )


def _person(context: Mapping) -> Value:
    """Somebody in the posts that the documents name them in."""
    person: Person = context["person"]
    language, date = current_language(), context["date"]
    return {
        "@type": "Person",
        "name": person.name,
        "url": _address(person.get_absolute_url()),
        "worksFor": [
            _filled(
                {
                    "@type": "EmployeeRole",
                    "roleName": role(membership, language),
                    "startDate": membership.valid_from,
                    "endDate": membership.valid_to,
                    "worksFor": {
                        "@type": _type(membership.post.unit.state_at(date).kind),
                        "@id": _id(membership.post.unit),
                        "name": text(membership.post.unit.state_at(date).named, "name", language),
                    },
                }
            )
            for membership in context["memberships"]
        ],
    }


def _dataset(context: Mapping) -> Value:
    """The data, with its files as downloads."""
    page: DataPage = context["page"]
    return {
        "@type": "Dataset",
        "@id": _address("/data/organisation"),
        "name": str(SITE_NAME),
        "description": _(
            "Everything on this site as data: linked data, JSON, XML, feeds and an API, with licence, "
            "sources and checksums."
        ),
        "url": _address(context["request"].path),
        "license": page.licence,
        "creditText": str(ATTRIBUTION),
        "inLanguage": [code for code, _name in settings.LANGUAGES],
        "temporalCoverage": page.edition.true_for,
        "version": page.edition.version,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": file.address,
                "encodingFormat": file.media_type,
            }
            for _heading, _subject, files in page.groups
            for file in files
        ],
        "creator": {"@type": "Organization", "name": str(SITE_NAME), "url": _address("/")},
    }


def _website(context: Mapping) -> Value:
    """The site as a whole, and how to search it."""
    language = current_language()
    return {
        "@type": "WebSite",
        "name": str(SITE_NAME),
        "url": _address("/"),
        "inLanguage": language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": _address(f"/{language}/search?q={{search_term_string}}"),
            },
            "query-input": "required name=search_term_string",
        },
    }


def _breadcrumbs(trail: list[Crumb], here: str) -> Value:
    """The steps from the home page to this one."""
    language = current_language()
    steps = [(_("Home"), f"/{language}/")]
    for crumb in trail:
        if crumb.record is not None:
            steps.append((text(crumb.record, "name", language), crumb.record.get_absolute_url()))  # type: ignore[attr-defined]
        else:
            steps.append((strip_tags(str(crumb.label)), crumb.address))
    steps[-1] = (steps[-1][0], here)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": _address(address)}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }


_ABOUT: dict[str, Callable[[Mapping], Value]] = {
    "home": _website,
    "data": _dataset,
    "directory:unit": _unit,
    "directory:person": _person,
}
