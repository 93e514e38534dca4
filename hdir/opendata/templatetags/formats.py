"""What the frame of every page says to programs: its other formats, and what it is about (schema.org)."""

from django import template
from django.utils.safestring import SafeString

from hdir.opendata.alternates import Alternate, alternates
from hdir.opendata.schemaorg import as_script, page_data

register = template.Library()


@register.simple_tag(takes_context=True)
def format_links(context) -> list[Alternate]:
    """The formats of the page: `{% format_links as formats %}`."""
    return alternates(context["request"])


@register.simple_tag(takes_context=True)
def structured_data(context) -> SafeString | str:
    """What the page is about, as a block of JSON-LD that browsers don't run; nothing where there is none.

    Made from what the page has gathered already.
    """
    data = page_data(context.flatten())
    return as_script(data) if data else ""
