"""Topics, and who has them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.admin.filters import DivisionFilter
from directory.models import Responsibility, Topic
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

_EXTENT = _(
    "Choose “not responsible” where a document says that the unit doesn’t have the topic, and name the "
    "unit that has it instead if one is known."
)


def _fieldsets(other: str) -> list:
    """The fields of a responsibility on a page whose record is its unit or its topic; `other` is the
    one to choose."""
    return [
        (
            None,
            {
                "fields": [(other, "extent"), "instead", "note", "position"],
                "description": _EXTENT,
            },
        ),
        period(),
        language(),
        sources(),
    ]


class UnitResponsibilityInline(TranslatedRecordInline):
    """On the page of a unit."""

    model = Responsibility
    named_after = ("unit", "topic")
    fk_name = "unit"
    ordering = ["position", "key"]
    fieldsets = _fieldsets("topic")


class TopicResponsibilityInline(TranslatedRecordInline):
    """On the page of a topic."""

    model = Responsibility
    named_after = ("unit", "topic")
    fk_name = "topic"
    fieldsets = _fieldsets("unit")


@admin.register(Topic)
class TopicAdmin(TranslatedRecordAdmin):
    list_display = [
        text_column("name", _("name"), "sort_nb"),
        text_column("synonyms", _("synonyms")),
        missing_column,
    ]
    list_filter = ["origin"]
    search_fields = ["key", *in_all_languages("name", "synonyms")]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "synonyms", "description"],
                "description": _("A topic is what a visitor asks for, in the words that the visitor uses."),
            },
        ),
        language("given_in"),
        sources(),
    ]
    inlines = [TopicResponsibilityInline]


@admin.register(Responsibility)
class ResponsibilityAdmin(TranslatedRecordAdmin):
    list_display = [
        record_column("topic", _("topic"), "topic__sort_nb"),
        record_column("unit", _("unit"), "unit__sort_nb"),
        "extent",
        record_column("instead", _("who has it instead"), "instead__sort_nb"),
        missing_column,
    ]
    list_filter = ["extent", DivisionFilter, "origin"]
    list_select_related = ["unit", "topic", "instead"]
    search_fields = ["key", *in_all_languages("topic__name", "topic__synonyms", "unit__name", "note")]
    fieldsets = [
        (
            None,
            {
                "fields": [("topic", "unit"), ("extent", "instead"), "note", "position"],
                "description": _EXTENT,
            },
        ),
        period(),
        language(),
        sources(),
    ]
