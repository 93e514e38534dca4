"""What units do: headings with their lists and texts."""

from django.contrib import admin
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from directory.admin.filters import DivisionFilter
from directory.models import Passage, Task
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
from hdir.records.languages import shown

# A list entry in a select: enough to tell it from the others.
_LABEL = 90


class TaskInline(TranslatedRecordInline):
    """The list below a heading."""

    model = Task
    named_after = ()
    classes = ()
    fieldsets = [
        (None, {"fields": ["text", ("parent", "position")]}),
        language(),
        sources(),
    ]

    def choices_within(self, db_field):
        return Q(passage=self.belongs_to) if db_field.name == "parent" else None


class PassageInline(TranslatedRecordInline):
    """The headings of a unit. Their lists are edited on the page of the heading."""

    model = Passage
    fieldsets = [
        (
            None,
            {
                "fields": [("kind", "parent", "position"), "heading", "lead_in", "body"],
                "description": _(
                    "Follow the link “Change” at a heading to edit the list below it. A new heading "
                    "must be saved first."
                ),
            },
        ),
        period(),
        language(),
        sources(),
    ]

    def choices_within(self, db_field):
        return Q(unit=self.belongs_to) if db_field.name == "parent" else None


@admin.register(Passage)
class PassageAdmin(TranslatedRecordAdmin):
    list_display = [
        record_column("unit", _("unit"), "unit__sort_nb"),
        text_column("heading", _("heading")),
        "kind",
        "position",
        missing_column,
    ]
    list_filter = ["kind", DivisionFilter, "origin"]
    list_select_related = ["unit"]
    search_fields = ["key", *in_all_languages("heading", "lead_in", "body", "unit__name")]
    ordering = ["unit__sort_nb", "position", "key"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("unit", "kind"),
                    ("parent", "position"),
                    "heading",
                    "lead_in",
                    "body",
                ],
                "description": _(
                    "A heading of the unit’s page, with the list, the text or the nothing below it. A "
                    "list without a heading of its own has none here either."
                ),
            },
        ),
        period(),
        language(),
        sources(),
    ]
    inlines = [TaskInline]

    def choice_queryset(self):
        return Passage.objects.select_related("unit").order_by("unit__sort_nb", "position", "pk")

    def choice_label(self, record) -> str:
        text = shown(record, "heading") or shown(record, "lead_in")
        return f"{Truncator(text.text).chars(_LABEL) or record.get_kind_display()} – {record.unit}"


@admin.register(Task)
class TaskAdmin(TranslatedRecordAdmin):
    list_display = [
        text_column("text", _("text")),
        record_column("passage__unit", _("unit"), "passage__unit__sort_nb"),
        record_column("passage", _("passage")),
        "position",
        missing_column,
    ]
    unit_path = "passage__unit"
    list_filter = ["passage__kind", DivisionFilter, "origin"]
    list_select_related = ["passage__unit"]
    search_fields = ["key", *in_all_languages("text", "passage__heading", "passage__unit__name")]
    ordering = ["passage__unit__sort_nb", "passage__position", "passage", "position", "key"]
    fieldsets = [
        (None, {"fields": ["passage", "text", ("parent", "position")]}),
        language(),
        sources(),
    ]

    def choice_queryset(self):
        return Task.objects.select_related("passage__unit").order_by(
            "passage__unit__sort_nb", "passage__position", "passage", "position", "pk"
        )

    def choice_label(self, record) -> str:
        return Truncator(shown(record, "text").text).chars(_LABEL)

    def choice_group(self, record) -> str:
        return str(record.passage.unit)
