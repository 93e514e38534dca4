"""The groups of fields that many records share.

Functions, not constants: modeltranslation changes the fieldsets of an admin class in place.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

Fieldset = tuple[Any, Any]


def period() -> Fieldset:
    """When the record is true."""
    return (
        _("Period"),
        {
            "fields": [("valid_from", "valid_to", "confirmed")],
            "classes": ["collapse"],
            "description": _(
                "Write what you know and no more: 2016, 2016-01 or 31.12.2016. Leave empty what is unknown."
            ),
        },
    )


def sources(*fields: str) -> Fieldset:
    """Where the record is known from; `fields` stand above the citations."""
    return (
        _("Sources"),
        {
            "fields": [*fields, "sources"],
            "description": _("Every fact needs a source: the document, and the line in it."),
        },
    )


def language(*fields: str) -> Fieldset:
    """Which language the text was written in first; `fields` stand beside it."""
    return (
        _("Language"),
        {
            "fields": [("origin", *fields)],
            "classes": ["collapse"],
            "description": _(
                "The original language is the one the text was first written in. The other languages "
                "are translations of it and may be empty; the page then shows the nearest language."
            ),
        },
    )
