"""The components that pages are made of: which there are, and which attributes each takes.

A component is a template in templates/components/. It is used as `{% component "card" title=name %}`;
an attribute that isn't declared here, or a required one that is missing, is an error at once rather
than an empty place in a page. The gallery (/<lang>/gallery/) renders every one with its example.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


class ComponentError(Exception):
    """A component was used with attributes that it doesn't declare, or without one that it needs."""


@dataclass(frozen=True)
class Component:
    """A component: what it is for, its attributes, and an example for the gallery."""

    name: str
    purpose: str
    required: frozenset[str] = frozenset()
    optional: Mapping[str, object] = field(default_factory=dict)
    example: Callable[[], dict] | None = None

    @property
    def template(self) -> str:
        return f"components/{self.name}.html"

    def context(self, attributes: Mapping[str, object]) -> dict[str, object]:
        """The template's context: defaults of optional attributes, overridden by those given."""
        if missing := sorted(self.required - set(attributes)):
            raise ComponentError(f"{self.name} needs {', '.join(missing)}")
        if unknown := sorted(set(attributes) - self.required - set(self.optional)):
            raise ComponentError(f"{self.name} doesn't know {', '.join(unknown)}")
        return {**self.optional, **attributes}


_components: dict[str, Component] = {}


def declare(
    name: str,
    purpose: str,
    *required: str,
    example: Callable[[], dict] | None = None,
    **optional: object,
) -> None:
    """Declares a component: required attributes by name, optional ones with their defaults."""
    _components[name] = Component(name, purpose, frozenset(required), optional, example)


def component(name: str) -> Component:
    """The component with a name; ComponentError if none is declared."""
    try:
        return _components[name]
    except KeyError:
        raise ComponentError(f"there is no component “{name}”") from None


def all_components() -> list[Component]:
    """Every declared component, by name."""
    return [_components[name] for name in sorted(_components)]
