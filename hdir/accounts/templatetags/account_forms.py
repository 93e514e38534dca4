"""Fields of allauth's forms as this site shows fields."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def plain(field: BoundField) -> SafeString:
    """A field without the grey words in it that vanish when somebody types; its label says it."""
    return field.as_widget(attrs={"placeholder": False})
