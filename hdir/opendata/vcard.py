"""vCard 4.0 (RFC 6350) of a unit: what it is called, what it is part of, how it is reached.

No names of people and no private addresses: a card is copied into address books, where nobody corrects it.
"""

import datetime
import re

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from directory.models import ContactKind, ContactPoint, Unit
from hdir.opendata.edition import ATTRIBUTION, Edition
from hdir.opendata.words import lines, text
from hdir.pages.templatetags.links import on_date
from hdir.records.periods import Standing, in_words

_LONGEST_LINE = 75  # bytes
# What is said of the unit itself on the date of a card.
_STANDINGS = {
    Standing.NOT_YET: _("Not yet"),
    Standing.KNOWN: _("Documented at this date"),
    Standing.UNKNOWN: _("Unknown at this date"),
    Standing.ENDED: _("Ended"),
}
_NORWEGIAN_NUMBER = re.compile(r"^[0-9]{8}\Z")


def vcard(
    unit: Unit,
    above: list[Unit],
    points: list[ContactPoint],
    language: str,
    date: datetime.date | None = None,
) -> bytes:
    """The card in a language. `above` has the units that the unit is part of, the highest first.

    The units are called what they were called on the date: prefetch `earlier_states` for one.
    """
    names = [text(u.state_at(date).named, "name", language) for u in [*above, unit]]
    page = f"{settings.SITE_URL}/{language}/units/{unit.pk}"
    card = [
        ("BEGIN", "VCARD"),
        ("VERSION", "4.0"),
        ("KIND", "org"),
        ("UID", f"{settings.SITE_URL}/id/{unit.type_name}/{unit.pk}"),
        (f"FN;LANGUAGE={language}", _escaped(names[-1])),
        # From the largest organisation down to the unit, as RFC 6350 6.6.4 has it.
        ("ORG", ";".join(map(_escaped, names))),
        *(("NICKNAME", _escaped(other)) for other in lines(unit, "other_names", language)),
        *(_contact(point, language) for point in points),
        ("URL", on_date(page, date)),
        ("SOURCE", on_date(f"{page}.vcf", date)),
        ("NOTE", _escaped(_note(unit, date))),
        ("END", "VCARD"),
    ]
    if unit.abbreviation:
        card.insert(6, ("NICKNAME", _escaped(unit.abbreviation)))
    return "".join(_folded(f"{property_}:{value}") for property_, value in card).encode()


def _note(unit: Unit, date: datetime.date | None) -> str:
    edition = Edition.current()
    confirmed = _("Last confirmed: %(date)s.") % {"date": in_words(unit.confirmed)}
    then = f"{in_words(date.isoformat())}: {_STANDINGS[unit.standing(date)]}. " if date else ""
    return f"{then}{confirmed} {ATTRIBUTION} ({edition.version})"


def _contact(point: ContactPoint, language: str) -> tuple[str, str]:
    label = text(point, "label", language)
    if point.kind == ContactKind.TELEPHONE:
        digits = "".join(point.value.split())
        if _NORWEGIAN_NUMBER.match(digits):
            return ("TEL;VALUE=uri;TYPE=voice,work", f"tel:+47{digits}")
        return ("TEL;TYPE=voice,work", _escaped(point.value))
    if point.kind == ContactKind.PLACE:
        # Post office box, extension, street, locality, region, code, country: only the place is known.
        return (f'ADR;LABEL="{_in_quotes(label)}"' if label else "ADR", f";;;{_escaped(point.value)};;;")
    # As printed: the documents give names of websites, no addresses.
    return ("X-WEBSITE", _escaped(point.value))


def _escaped(value: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", value).replace("\n", r"\n")


def _in_quotes(value: str) -> str:
    return value.replace('"', "'").replace("\n", " ")


def _folded(line: str) -> str:
    """A line as RFC 6350 3.2 folds it: at most 75 bytes, going on after a blank, never inside a letter."""
    parts: list[str] = []
    part, length = "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > _LONGEST_LINE - (1 if parts else 0):
            parts.append(part)
            part, length = "", 0
        part += letter
        length += size
    return "\r\n ".join([*parts, part]) + "\r\n"
