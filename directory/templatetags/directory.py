"""Names of units at a date, and of roles, for templates: `{% load directory %}`."""

import datetime
import re

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from directory.chart.words import with_soft_hyphens
from directory.models import LawRole, Membership, Post, Unit
from directory.pages import names
from hdir.pages.templatetags.links import with_date

register = template.Library()


@register.simple_tag
def unit_name(unit: Unit, date: datetime.date | None = None) -> SafeString | str:
    """What the unit was called on the date: `{% unit_name unit date %}`."""
    return names.name_at(unit, date)


@register.simple_tag(takes_context=True)
def events_of(context, unit: Unit) -> str:
    """The address of all that happened to a unit, up to the reader's date."""
    query = urlencode({"unit": unit.pk})
    return with_date(context.get("request"), f"{reverse('directory:events')}?{query}")


@register.simple_tag
def around(day: datetime.date) -> str:
    """The query string that compares the day before a day with the day itself."""
    before = day - datetime.timedelta(days=1)
    return urlencode({"from": before.isoformat(), "to": day.isoformat()})


@register.filter
def role(membership: Membership) -> SafeString | str:
    """The person's exact role: `{{ membership|role }}`."""
    return names.role(membership)


@register.filter
def title(post: Post) -> SafeString | str:
    """The title of a post, or that the documents give none: `{{ post|title }}`."""
    return names.title(post)


@register.filter
def does(law_role: LawRole) -> str:
    """What the unit does with the law, where the law is named elsewhere: `{{ role|does }}`."""
    return str(names.DOES[law_role.role])


@register.filter
def parted(name: SafeString | str, longest: int) -> SafeString:
    """A name for a place where compounds of more letters must part at joints: `{{ name|parted:18 }}`."""
    pieces = re.split(r"(<[^>]*>)", conditional_escape(name))
    # Every other piece is a tag. All of it was escaped already.
    pieces[::2] = [with_soft_hyphens(text, longest) for text in pieces[::2]]
    return mark_safe("".join(pieces))  # noqa: S308


@register.filter
def digits(number: str) -> str:
    """A telephone number as a tel: address wants it."""
    return "".join(c for c in number if c.isdigit() or c == "+")
