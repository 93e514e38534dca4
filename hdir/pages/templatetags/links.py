"""Links between pages. They keep the date that the reader asked for, where it means something."""

import datetime

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from hdir.pages.dates import dated as is_dated
from hdir.pages.dates import kept_date

register = template.Library()


def on_date(address: str, date: datetime.date | None) -> str:
    """The address with a date; without one for None, and where a date means nothing."""
    if date is None or not is_dated(address):
        return address
    path, hash_, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'date': date.isoformat()})}{hash_}{fragment}"


def with_date(request: HttpRequest | None, address: str) -> str:
    """The address, with the date of the page that links to it."""
    return on_date(address, kept_date(request))


@register.simple_tag(takes_context=True)
def href(context, record) -> str:
    """The address of a record's page: `<a href="{% href unit %}">`."""
    return with_date(context.get("request"), record.get_absolute_url())


@register.simple_tag
def href_at(record, date: datetime.date | None) -> str:
    """The address of a record's page at a date of its own: `<a href="{% href_at unit page.before %}">`."""
    return on_date(record.get_absolute_url(), date)


@register.simple_tag
def page_at(name: str, date: datetime.date | None, *args) -> str:
    """The address of a page at a date of its own: `<a href="{% page_at "home" page.before %}">`."""
    return on_date(reverse(name, args=args), date)


@register.simple_tag(takes_context=True)
def page(context, name: str, *args) -> str:
    """The address of a page by its name: `<a href="{% page "directory:leaders" %}">`."""
    return with_date(context.get("request"), reverse(name, args=args))


@register.simple_tag(takes_context=True)
def dated(context, address: str) -> str:
    """An address of this site that is known already: `<a href="{% dated crumb.address %}">`."""
    return with_date(context.get("request"), address)
