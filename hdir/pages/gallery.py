"""All components with their examples, rendered as a page would."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string

from hdir.pages.components import Component, all_components


@dataclass(frozen=True)
class ShownComponent:
    """A component and its example as HTML; empty for one that only works with a page's own data."""

    component: Component
    html: str

    @property
    def attributes(self) -> str:
        """The attributes as they are written: required ones first, optional ones with their default."""
        required = sorted(self.component.required)
        optional = [f"{name}={value!r}" for name, value in self.component.optional.items()]
        return ", ".join([*required, *optional])


def shown_components(request: HttpRequest) -> list[ShownComponent]:
    """Every declared component, rendered with its example."""
    shown = []
    for component in all_components():
        html = ""
        if component.example:
            values = component.context(component.example())
            html = render_to_string(component.template, values, request=request)
        shown.append(ShownComponent(component, html))
    return shown
