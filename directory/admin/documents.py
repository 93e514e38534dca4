"""The documents that facts are taken from."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.models import Document
from hdir.editorial.kit import (
    TranslatedRecordAdmin,
    in_all_languages,
    language,
    missing_column,
    sources,
    text_column,
)
from hdir.records.languages import shown


@admin.register(Document)
class DocumentAdmin(TranslatedRecordAdmin):
    list_display = ["key", text_column("name", _("name")), "language", "date", missing_column]
    list_filter = ["language"]
    search_fields = ["key", "file", *in_all_languages("name", "description")]
    ordering = ["position", "key"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "description", ("file", "language", "position")],
                "description": _("A document that other records cite. It can be removed when none does."),
            },
        ),
        (
            _("Time"),
            {
                "fields": [("date", "period_from", "period_to")],
                "description": _("The date its content is true for, and the period that it describes."),
            },
        ),
        language("given_in"),
        sources(),
    ]

    def choice_label(self, record) -> str:
        return f"{record.pk} – {shown(record, 'name')}"
