"""Units and what they were before."""

from django.contrib import admin
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.admin.dated_change import change_from_a_date
from directory.admin.facts import ContactPointInline, FigureInline
from directory.admin.filters import DivisionFilter
from directory.admin.laws import LawRoleInline
from directory.admin.parties import RelationInline
from directory.admin.posts import PostInline
from directory.admin.tasks import PassageInline
from directory.admin.topics import UnitResponsibilityInline
from directory.admin.unit_order import unit_order
from directory.models import EarlierState, Post, PostKind, Unit
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

_EARLIER = _(
    "What the unit was until a dated change of name, kind or place. A correction of a mistake is no "
    "earlier state: change the unit itself."
)


class EarlierStateInline(TranslatedRecordInline):
    """On the page of a unit."""

    model = EarlierState
    fk_name = "unit"
    fieldsets = [
        (
            None,
            {"fields": [("until", "kind", "parent"), "name"], "description": _EARLIER},
        ),
        language(),
        sources(),
    ]


@admin.register(Unit)
class UnitAdmin(TranslatedRecordAdmin):
    list_display = [
        text_column("name", _("name"), "sort_nb"),
        "kind",
        record_column("parent", _("part of"), "parent__sort_nb"),
        "position",
        "placeholder",
        missing_column,
    ]
    unit_path = "pk"
    list_filter = ["kind", DivisionFilter, "placeholder", "origin"]
    list_select_related = ["parent"]
    search_fields = [
        "key",
        "abbreviation",
        "organisation_number",
        *in_all_languages("name", "other_names"),
    ]
    ordering = ["parent__sort_nb", "position", "key"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    ("kind", "parent", "position"),
                    ("abbreviation", "organisation_number"),
                    "other_names",
                ],
                "description": _(
                    "The unit as it is, or as it was last known to be. The position is its place among "
                    "the units beside it."
                ),
            },
        ),
        (
            _("Text"),
            {
                "fields": ["lead", "body", "placeholder"],
                "description": _(
                    "Write plainly, and only what a source says. Markdown: an empty line between "
                    "paragraphs, “- ” before each entry of a list."
                ),
            },
        ),
        period(),
        (
            _("Closed units"),
            {
                "fields": ["successors"],
                "classes": ["collapse"],
                "description": _(
                    "A unit that closes isn’t deleted. Give it an end and name those that took over."
                ),
            },
        ),
        language("given_in"),
        sources(),
    ]
    inlines = [
        PostInline,
        PassageInline,
        UnitResponsibilityInline,
        RelationInline,
        LawRoleInline,
        FigureInline,
        ContactPointInline,
        EarlierStateInline,
    ]

    def get_urls(self):
        page = path(
            "<slug:key>/from-a-date/",
            self.admin_site.admin_view(change_from_a_date),
            name="directory_unit_dated",
        )
        order = path("<slug:key>/order/", self.admin_site.admin_view(unit_order), name="directory_unit_order")
        return [page, order, *super().get_urls()]

    def tools(self, request, key):
        heads = list(Post.objects.filter(unit=key, kind=PostKind.HEAD).order_by("position", "pk"))
        found = [
            (
                gettext("New head") if len(heads) == 1 else gettext("New head: %(post)s") % {"post": post},
                reverse("admin:directory_post_head", args=[post.pk]),
            )
            for post in heads
        ]
        found.append((gettext("New passage"), f"{reverse('admin:directory_passage_add')}?unit={key}"))
        found.append((gettext("Change from a date"), reverse("admin:directory_unit_dated", args=[key])))
        if Unit.objects.filter(parent=key).exists():
            found.append(
                (gettext("Order of the units below"), reverse("admin:directory_unit_order", args=[key]))
            )
        return found


@admin.register(EarlierState)
class EarlierStateAdmin(TranslatedRecordAdmin):
    list_display = [
        text_column("name", _("name")),
        "kind",
        "until",
        record_column("unit", _("unit"), "unit__sort_nb"),
        missing_column,
    ]
    list_filter = ["kind", DivisionFilter, "origin"]
    list_select_related = ["unit"]
    search_fields = ["key", *in_all_languages("name", "unit__name")]
    fieldsets = [
        (
            None,
            {"fields": ["unit", ("until", "kind", "parent"), "name"], "description": _EARLIER},
        ),
        language(),
        sources(),
    ]
