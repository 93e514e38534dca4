"""The admin of the strategy."""

from django.contrib import admin
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from directory.admin.filters import DivisionFilter
from hdir.editorial.forms import RecordForm
from hdir.editorial.keys import name_of
from hdir.editorial.kit import (
    TranslatedRecordAdmin,
    TranslatedRecordInline,
    in_all_languages,
    key_from,
    language,
    missing_column,
    period,
    record_column,
    sources,
    text_column,
)
from strategy.models import Contribution, FocusArea, GoalArea, Strategy

_RESTS_ON = _(
    "No document prints who carries a focus area. Name the task, the role under a law or the line that "
    "it rests on, and give the reason in a sentence or two."
)


@key_from(Strategy)
@key_from(GoalArea)
@key_from(FocusArea)
def named(record) -> list[str]:
    return [name_of(record)]


@key_from(Contribution)
def contribution(record: Contribution) -> list[str]:
    return [record.unit_id, record.focus_area_id]


class GoalAreaInline(TranslatedRecordInline):
    """On the page of a strategy; the texts are edited on the page of the goal area."""

    model = GoalArea
    named_after = ()
    fieldsets = [
        (
            None,
            {
                "fields": [("number", "position"), "name", "lead"],
                "description": _("Follow the link “Change” at a goal area to edit its texts."),
            },
        ),
        language("given_in"),
        sources(),
    ]


class FocusAreaInline(TranslatedRecordInline):
    """On the page of a goal area."""

    model = FocusArea
    named_after = ()
    fieldsets = [
        (
            None,
            {
                "fields": ["name", ("abbreviation", "position"), "other_names"],
                "description": _(
                    "Follow the link “Change” at a focus area to edit which units contribute to it."
                ),
            },
        ),
        language("given_in"),
        sources(),
    ]


class ContributionForm(RecordForm):
    """Offers only the unit's own tasks and roles while the unit is the one that is saved."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound or not self.instance.unit_id:
            return
        own = {"", str(self.instance.unit)}
        for name in ("task", "law_role"):
            field = self.fields.get(name)
            if isinstance(field, ModelChoiceField) and isinstance(field.choices, list):
                field.choices = [choice for choice in field.choices if choice[0] in own]


class ContributionInline(TranslatedRecordInline):
    """On the page of a focus area."""

    model = Contribution
    form = ContributionForm
    named_after = ("unit", "focus_area")
    fieldsets = [
        (
            None,
            {
                "fields": [("unit", "basis", "position"), "task", "law_role", "reason"],
                "description": _RESTS_ON,
            },
        ),
        period(),
        language(),
        sources(),
    ]


@admin.register(Strategy)
class StrategyAdmin(TranslatedRecordAdmin):
    list_display = [
        text_column("name", _("name"), "sort_nb"),
        "valid_from",
        "valid_to",
        "revised",
        missing_column,
    ]
    list_filter = ["origin"]
    search_fields = ["key", *in_all_languages("name", "lead", "body")]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", ("unit", "position", "revised"), "lead", "body"],
                "description": _("A new strategy is a new record: the old one stays, with its end."),
            },
        ),
        period(),
        language("given_in"),
        sources(),
    ]
    inlines = [GoalAreaInline]


@admin.register(GoalArea)
class GoalAreaAdmin(TranslatedRecordAdmin):
    list_display = [
        "number",
        text_column("name", _("name"), "sort_nb"),
        record_column("strategy", _("strategy"), "strategy__sort_nb"),
        missing_column,
    ]
    list_filter = ["origin"]
    list_select_related = ["strategy"]
    search_fields = ["key", *in_all_languages("name", "lead", "aims", "background", "consequences")]
    fieldsets = [
        (None, {"fields": [("strategy", "number", "position"), "name", "lead"]}),
        (_("Texts"), {"fields": ["aims", "background", "consequences"]}),
        language("given_in"),
        sources(),
    ]
    inlines = [FocusAreaInline]


@admin.register(FocusArea)
class FocusAreaAdmin(TranslatedRecordAdmin):
    list_display = [
        text_column("name", _("name"), "sort_nb"),
        "abbreviation",
        record_column("goal_area", _("goal area"), "goal_area__sort_nb"),
        "position",
        missing_column,
    ]
    list_filter = ["origin"]
    list_select_related = ["goal_area"]
    search_fields = ["key", "abbreviation", *in_all_languages("name", "other_names")]
    ordering = ["goal_area__position", "position", "key"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("goal_area", "position"),
                    "name",
                    "abbreviation",
                    "other_names",
                ]
            },
        ),
        language("given_in"),
        sources(),
    ]
    inlines = [ContributionInline]


@admin.register(Contribution)
class ContributionAdmin(TranslatedRecordAdmin):
    form = ContributionForm
    list_display = [
        record_column("unit", _("unit"), "unit__sort_nb"),
        record_column("focus_area", _("focus area"), "focus_area__sort_nb"),
        "basis",
        text_column("reason", _("reason")),
        missing_column,
    ]
    list_filter = ["basis", "focus_area__goal_area", DivisionFilter, "origin"]
    list_select_related = ["unit", "focus_area"]
    search_fields = ["key", *in_all_languages("reason", "unit__name", "focus_area__name")]
    ordering = ["focus_area__goal_area__position", "focus_area__position", "position", "key"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("unit", "focus_area", "basis"),
                    "task",
                    "law_role",
                    "reason",
                    "position",
                ],
                "description": _RESTS_ON,
            },
        ),
        period(),
        language(),
        sources(),
    ]
