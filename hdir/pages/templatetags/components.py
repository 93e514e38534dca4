"""`{% component "name" attribute=value … %}`: renders a declared component (hdir/pages/components.py)."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hdir.pages import components as declared

register = template.Library()


@register.simple_tag(takes_context=True)
def component(context, name: str, **attributes):
    """Renders a component with exactly the attributes given; nothing else of the page leaks into it,
    but for the request, which links need to keep the language and the date."""
    used = declared.component(name)
    values = used.context(attributes)
    html = render_to_string(used.template, values, request=context.get("request"))
    # Without the line break at the end of its file, so that a comma can follow it.
    return SafeString(html.strip())
