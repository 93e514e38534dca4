"""Popolo, one file a language: organisations, people, posts and memberships as civic software reads them.

Popolo has no mark for languages: a name that is missing in the file's language is given in the nearest one.
"""

import datetime
import json
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.models import (
    ChangeEvent,
    ContactKind,
    ContactPoint,
    Document,
    EarlierState,
    Membership,
    Person,
    Post,
    Unit,
    UnitKind,
)
from hdir.opendata.contents import Contents
from hdir.opendata.edition import ATTRIBUTION, LICENCE, PERSONS, Edition
from hdir.opendata.words import lines, role, running_text, text, title
from hdir.records.models import Record

_CONTACT_TYPES = {ContactKind.TELEPHONE: "voice", ContactKind.WEBSITE: "url", ContactKind.PLACE: "address"}
_BRREG = "https://data.brreg.no/enhetsregisteret"

Value = dict[str, object]


def popolo(language: str, date: datetime.date | None = None) -> bytes:
    """The file of a language, as JSON."""
    contents = Contents.at(date)
    with override(language):
        data = {
            "meta": _meta(language, date),
            "organizations": [_organization(unit, contents, language) for unit in contents.of(Unit)],
            "persons": [_person(person, language) for person in contents.of(Person)],
            "posts": [_post(post, language) for post in contents.of(Post)],
            "memberships": [_membership(held, language) for held in contents.of(Membership)],
            "events": [
                entry for event in contents.of(ChangeEvent) for entry in _events(event, contents, language)
            ],
        }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _meta(language: str, date: datetime.date | None) -> Value:
    edition = Edition.current()
    return _filled(
        language=language,
        version=edition.version,
        true_for=edition.true_for,
        date=date and date.isoformat(),
        license=LICENCE,
        attribution=str(ATTRIBUTION),
        personal_data=str(PERSONS),
        website=f"{settings.SITE_URL}/{language}/data",
    )


def popolo_day(day: datetime.date) -> str:
    """How a file of a day names it, as it stands in the file."""
    return f'"date": "{day.isoformat()}"'


def _filled(**values: object) -> Value:
    """The values that say something; a field that is left out is unknown."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _id(model: type[Record], key: str) -> str:
    return f"{settings.SITE_URL}/id/{model.type_name}/{key}"


def _sources(record: Record) -> list[Value]:
    return [
        _filled(
            url=_id(Document, source["document"]),
            note=_("line %(line)s") % {"line": source["line"].replace("-", "–")} if "line" in source else "",
        )
        for source in record.sources
    ]


def _organization(unit: Unit, contents: Contents, language: str) -> Value:
    state = unit.state_at(contents.date)
    parent = state.parent_id if contents.has(Unit, state.parent_id) else None
    numbers = [{"scheme": _BRREG, "identifier": unit.organisation_number}] if unit.organisation_number else []
    return _filled(
        id=_id(Unit, unit.pk),
        name=text(state.named, "name", language),
        other_names=_other_names(unit, contents, language),
        identifiers=numbers,
        classification=str(UnitKind(state.kind).label),
        parent_id=parent and _id(Unit, parent),
        abstract=text(unit, "lead", language),
        description=running_text(unit, "body", language),
        founding_date=unit.valid_from,
        dissolution_date=unit.valid_to,
        contact_details=[
            _contact_detail(point, language) for point in contents.belonging(ContactPoint, "unit", unit.pk)
        ],
        links=[{"url": f"{settings.SITE_URL}/{language}/units/{unit.pk}"}],
        sources=_sources(unit),
    )


def _other_names(unit: Unit, contents: Contents, language: str) -> list[Value]:
    names = [_filled(name=name) for name in lines(unit, "other_names", language)]
    if unit.abbreviation:
        names.append(_filled(name=unit.abbreviation, note=_("abbreviation")))
    current = text(unit.state_at(contents.date).named, "name", language)
    for state in contents.belonging(EarlierState, "unit", unit.pk):
        name = text(state, "name", language)
        if name != current:
            names.append(_filled(name=name, end_date=state.until))
    return names


def _contact_detail(point: ContactPoint, language: str) -> Value:
    return _filled(
        type=_CONTACT_TYPES[ContactKind(point.kind)],
        value=point.value,
        label=text(point, "label", language),
        valid_from=point.valid_from,
        valid_until=point.valid_to,
        sources=_sources(point),
    )


def _person(person: Person, language: str) -> Value:
    return _filled(
        id=_id(Person, person.pk),
        name=person.name,
        links=[{"url": f"{settings.SITE_URL}/{language}/people/{person.pk}"}],
        sources=_sources(person),
    )


def _post(post: Post, language: str) -> Value:
    return _filled(
        id=_id(Post, post.pk),
        label=title(post, language),
        role=str(post.get_kind_display()),
        organization_id=_id(Unit, post.unit_id),
        start_date=post.valid_from,
        end_date=post.valid_to,
        sources=_sources(post),
    )


def _membership(membership: Membership, language: str) -> Value:
    return _filled(
        id=_id(Membership, membership.pk),
        role=role(membership, language),
        person_id=_id(Person, membership.person_id),
        organization_id=_id(Unit, membership.post.unit_id),
        post_id=_id(Post, membership.post_id),
        start_date=membership.valid_from,
        end_date=membership.valid_to,
        sources=_sources(membership),
    )


def _events(event: ChangeEvent, contents: Contents, language: str) -> Iterator[Value]:
    """The event, once for each unit it is about: in Popolo an event has one organisation."""
    units = sorted(unit.pk for unit in event.units.all() if contents.has(Unit, unit.pk))
    about: list[str | None] = [*units] if units else [None]
    for unit in about:
        yield _filled(
            id=_id(ChangeEvent, event.pk) + (f"#{unit}" if len(units) > 1 else ""),
            name=text(event, "name", language),
            description=running_text(event, "text", language),
            start_date=event.date,
            end_date=event.date,
            classification=str(event.get_kind_display()),
            organization_id=unit and _id(Unit, unit),
            sources=_sources(event),
        )
