"""For whom and with whom units work."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.admin.filters import DivisionFilter
from directory.models import Party, Relation
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

_PRINTED = _(
    "Write the entry as the document prints it, and choose the party it means. Leave the party empty if "
    "the printed name is nobody."
)


class RelationInline(TranslatedRecordInline):
    """On the page of a unit."""

    model = Relation
    fk_name = "unit"
    fieldsets = [
        (
            None,
            {
                "fields": [("kind", "party"), ("printed", "position"), "qualifier"],
                "description": _PRINTED,
            },
        ),
        period(),
        language(),
        sources(),
    ]


@admin.register(Party)
class PartyAdmin(TranslatedRecordAdmin):
    list_display = [
        text_column("name", _("name"), "sort_nb"),
        "abbreviation",
        "kind",
        record_column("unit", _("is the unit"), "unit__sort_nb"),
        missing_column,
    ]
    list_filter = ["kind", "origin"]
    list_select_related = ["unit"]
    search_fields = ["key", "abbreviation", *in_all_languages("name", "other_names")]
    fieldsets = [
        (
            None,
            {
                "fields": [("kind", "abbreviation"), "name", "other_names", "unit"],
                "description": _(
                    "One record for each organisation or group, however often units name it. If it is "
                    "one of our own units, choose that unit."
                ),
            },
        ),
        language("given_in"),
        sources(),
    ]


@admin.register(Relation)
class RelationAdmin(TranslatedRecordAdmin):
    list_display = [
        "printed",
        "kind",
        record_column("party", _("party"), "party__sort_nb"),
        record_column("unit", _("unit"), "unit__sort_nb"),
        text_column("qualifier", _("qualifier")),
        missing_column,
    ]
    list_filter = ["kind", DivisionFilter, "origin"]
    list_select_related = ["unit", "party"]
    search_fields = ["key", "printed", *in_all_languages("party__name", "unit__name", "qualifier")]
    fieldsets = [
        (
            None,
            {
                "fields": ["unit", ("kind", "party"), ("printed", "position"), "qualifier"],
                "description": _PRINTED,
            },
        ),
        period(),
        language(),
        sources(),
    ]
