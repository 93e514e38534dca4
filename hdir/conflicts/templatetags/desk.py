"""Choices that a form sent back, by the name of the conflict: `{% load desk %}`."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def entry(values: Mapping[str, str], name: str) -> str:
    """What stands under a name, "" if nothing does."""
    return values.get(name, "") if values else ""


@register.filter
def text_of(values: Mapping[str, str], name: str) -> str:
    """The third text that was written for a conflict."""
    return values.get(f"{name}/text", "") if values else ""
