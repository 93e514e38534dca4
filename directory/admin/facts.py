"""Figures, ways to reach a unit, and what an organisation says of itself."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.admin.filters import DivisionFilter
from directory.models import ContactPoint, Figure, Statement
from hdir.editorial.kit import (
    TranslatedRecordAdmin,
    TranslatedRecordInline,
    in_all_languages,
    language,
    missing_column,
    period,
    record_column,
    sources,
    text_column,
)

_FIGURE = _("Tick “approximate” where the document says about, around or more than.")
_CONTACT = _("What the document prints. No private addresses or telephone numbers.")


class FigureInline(TranslatedRecordInline):
    """On the page of a unit."""

    model = Figure
    fieldsets = [
        (
            None,
            {
                "fields": [("value", "date"), "approximate", "measure", "meaning"],
                "description": _FIGURE,
            },
        ),
        language(),
        sources(),
    ]


class ContactPointInline(TranslatedRecordInline):
    """On the page of a unit."""

    model = ContactPoint
    fieldsets = [
        (
            None,
            {"fields": [("kind", "value", "position"), "label"], "description": _CONTACT},
        ),
        period(),
        language(),
        sources(),
    ]


@admin.register(Figure)
class FigureAdmin(TranslatedRecordAdmin):
    list_display = [
        text_column("meaning", _("meaning")),
        "value",
        text_column("measure", _("unit of measure")),
        "approximate",
        record_column("unit", _("unit"), "unit__sort_nb"),
        missing_column,
    ]
    list_filter = ["approximate", DivisionFilter, "origin"]
    list_select_related = ["unit"]
    search_fields = ["key", *in_all_languages("meaning", "measure", "unit__name")]
    fieldsets = [
        (
            None,
            {
                "fields": ["unit", ("value", "date"), "approximate", "measure", "meaning"],
                "description": _FIGURE,
            },
        ),
        language(),
        sources(),
    ]


@admin.register(ContactPoint)
class ContactPointAdmin(TranslatedRecordAdmin):
    list_display = [
        "value",
        "kind",
        text_column("label", _("label")),
        record_column("unit", _("unit"), "unit__sort_nb"),
        missing_column,
    ]
    list_filter = ["kind", DivisionFilter, "origin"]
    list_select_related = ["unit"]
    search_fields = ["key", "value", *in_all_languages("label", "unit__name")]
    fieldsets = [
        (
            None,
            {
                "fields": ["unit", ("kind", "value", "position"), "label"],
                "description": _CONTACT,
            },
        ),
        period(),
        language(),
        sources(),
    ]


@admin.register(Statement)
class StatementAdmin(TranslatedRecordAdmin):
    list_display = [
        "kind",
        text_column("name", _("name")),
        record_column("unit", _("unit"), "unit__sort_nb"),
        "valid_from",
        "valid_to",
        "position",
        missing_column,
    ]
    list_filter = ["kind", "origin"]
    list_select_related = ["unit"]
    search_fields = ["key", *in_all_languages("name", "text")]
    fieldsets = [
        (
            None,
            {
                "fields": [("unit", "kind", "position"), "name", "text"],
                "description": _(
                    "What the organisation says of itself. If it says something else later, give this "
                    "one an end and add a new one."
                ),
            },
        ),
        period(),
        language("given_in"),
        sources(),
    ]
