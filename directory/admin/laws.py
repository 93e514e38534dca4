"""Acts and regulations, and what units do with them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.admin.filters import DivisionFilter
from directory.models import Law, LawRole
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

_ROLE = _("Write in the qualifier what limits the role, such as “not chapter 3” or “not yet delegated”.")


class LawRoleInline(TranslatedRecordInline):
    """On the page of a unit."""

    model = LawRole
    named_after = ("unit", "law")
    fieldsets = [
        (
            None,
            {
                "fields": [("law", "role"), ("paragraph", "position"), "qualifier"],
                "description": _ROLE,
            },
        ),
        period(),
        language(),
        sources(),
    ]


@admin.register(Law)
class LawAdmin(TranslatedRecordAdmin):
    list_display = [
        text_column("name", _("short title"), "sort_nb"),
        "kind",
        "identifier",
        missing_column,
    ]
    list_filter = ["kind", "origin"]
    search_fields = ["key", "identifier", *in_all_languages("name", "official_title", "other_names")]
    fieldsets = [
        (
            None,
            {
                "fields": [("kind", "identifier"), "name", "official_title", "other_names"],
                "description": _(
                    "One record for one act, whatever the spelling. An act that replaced another of the "
                    "same name is a record of its own."
                ),
            },
        ),
        period(),
        (_("Replaced by"), {"fields": ["replaced_by"], "classes": ["collapse"]}),
        language("given_in"),
        sources(),
    ]


@admin.register(LawRole)
class LawRoleAdmin(TranslatedRecordAdmin):
    list_display = [
        record_column("unit", _("unit"), "unit__sort_nb"),
        "role",
        record_column("law", _("law"), "law__sort_nb"),
        "paragraph",
        text_column("qualifier", _("qualifier")),
        missing_column,
    ]
    list_filter = ["role", DivisionFilter, "origin"]
    list_select_related = ["unit", "law"]
    search_fields = ["key", "paragraph", *in_all_languages("unit__name", "law__name", "qualifier")]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "unit",
                    ("law", "role"),
                    ("paragraph", "position"),
                    "qualifier",
                ],
                "description": _ROLE,
            },
        ),
        period(),
        language(),
        sources(),
    ]

    def choice_queryset(self):
        return LawRole.objects.select_related("unit", "law").order_by("unit__sort_nb", "position", "pk")

    def choice_label(self, record) -> str:
        return f"{record.get_role_display()} {record.law} {record.paragraph}".strip()

    def choice_group(self, record) -> str:
        return str(record.unit)
