"""What happened to the organisation."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.models import ChangeEvent
from hdir.editorial.kit import (
    TranslatedRecordAdmin,
    in_all_languages,
    language,
    missing_column,
    sources,
    text_column,
)


@admin.register(ChangeEvent)
class ChangeEventAdmin(TranslatedRecordAdmin):
    list_display = [text_column("name", _("name")), "date", "kind", missing_column]
    list_filter = ["kind", "origin"]
    search_fields = ["key", *in_all_languages("name", "text")]
    ordering = ["-date", "key"]
    fieldsets = [
        (
            None,
            {
                "fields": [("date", "kind"), "name", "text"],
                "description": _("Leave the date empty if no document gives it."),
            },
        ),
        (
            _("Who it is about"),
            {"fields": ["units", "parties"], "classes": ["collapse"]},
        ),
        language(),
        sources(),
    ]
