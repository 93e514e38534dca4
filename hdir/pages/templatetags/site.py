"""What the frame of every page says: languages, the date the content is true for, the sources."""

import datetime

from django import template
from django.http import QueryDict
from django.urls import reverse

from hdir.history.public import versions_address
from hdir.pages import validity
from hdir.pages.citations import CitedDocument, cited_documents
from hdir.pages.dates import EARLIEST, dated, kept_date, latest, today
from hdir.pages.documented import DocumentedDates, documented_dates
from hdir.pages.editing import address_to_edit
from hdir.pages.languages import (
    LanguageChoice,
    SearchAddresses,
    borrowed_languages,
    language_choices,
    search_addresses,
)

register = template.Library()


@register.simple_tag(takes_context=True)
def languages(context) -> list[LanguageChoice]:
    """The page in each language: `{% languages as choices %}`."""
    return language_choices(context["request"])


@register.simple_tag(takes_context=True)
def for_search_engines(context) -> SearchAddresses:
    """The page's addresses, by the languages that its main record is written in (`main`, if any)."""
    return search_addresses(context["request"], context.get("main"))


@register.simple_tag(takes_context=True)
def borrowed(context) -> list[str]:
    """The languages other than the page's of its main record (`main`) and its further `texts`."""
    return borrowed_languages(context.get("main"), context.get("texts") or ())


@register.simple_tag(takes_context=True)
def date_asked(context) -> datetime.date | None:
    """The date that the reader asked for, if it is one."""
    return kept_date(context.get("request"))


@register.simple_tag(takes_context=True)
def here_at(context, date: datetime.date | None = None) -> str:
    """The address of this page at a date, or for its latest known state; whatever else was asked is kept.

    A page that shows no dated content leads to the chart of the date instead.
    """
    request = context["request"]
    path, asked = request.path, request.GET.copy()
    if not shows_dates(context):
        path, asked = reverse("directory:organisation"), QueryDict(mutable=True)
    for gone in ("date", "page"):
        asked.pop(gone, None)
    if date is not None:
        asked["date"] = date.isoformat()
    return f"{path}?{asked.urlencode()}" if asked else path


@register.simple_tag(takes_context=True)
def here_with(context, parameter: str, date: datetime.date) -> str:
    """The address of this page with another date in a parameter, and all else that was asked."""
    asked = context["request"].GET.copy()
    asked[parameter] = date.isoformat()
    return f"{context['request'].path}?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def edit_address(context) -> str:
    """Where a logged-in editor changes the record that the page is about: `{% edit_address as address %}`."""
    return address_to_edit(context["request"])


@register.simple_tag(takes_context=True)
def shows_dates(context) -> bool:
    """Whether the page shows dated content. One that was not found doesn't."""
    request = context["request"]
    return request.resolver_match is not None and dated(request.path)


@register.simple_tag
def versions_of(record) -> str:
    """The address of a record's earlier versions; "" if none are shown of such records."""
    return versions_address(record)


@register.simple_tag(takes_context=True)
def earlier_versions(context) -> str:
    """The same of the record that the page is about (`main`), if it is about one."""
    return versions_address(context.get("main"))


@register.simple_tag
def documented() -> DocumentedDates:
    """The date that the chart is true for, and those that the content speaks of."""
    return documented_dates()


@register.simple_tag
def days() -> dict[str, datetime.date]:
    """The day it is (`today`), and the first and last that the site answers for (`first`, `last`)."""
    return {"today": today(), "first": EARLIEST, "last": latest()}


@register.simple_tag
def validity_of(record, date=None) -> validity.Validity:
    """What is known of a dated record: `{% validity_of unit date as validity %}`."""
    return validity.validity_of(record, date)


@register.simple_tag
def cited(records) -> list[CitedDocument]:
    """The documents that records cite: `{% cited records as documents %}`."""
    return cited_documents(records)
