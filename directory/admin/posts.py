"""Who leads: posts, people, and people in posts."""

from django.contrib import admin
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.admin.filters import DivisionFilter
from directory.admin.new_head import new_head
from directory.models import Membership, Person, Post
from hdir.editorial.kit import (
    RecordAdmin,
    RecordInline,
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

_TITLE = _(
    "The title belongs to the post. Whether somebody is constituted or acting belongs to the person in it."
)
_IN_POST = _(
    "When somebody leaves, give the old line an end and add a new line. Don’t write the new name over the "
    "old: the page of an earlier date would then be wrong."
)


@admin.display(description=_("in the post"), empty_value="–")
def holders(post: Post) -> str:
    """Who is or was in the post; needs the memberships and their people prefetched."""
    return ", ".join(str(membership.person) for membership in post.memberships.all())


def _in_post(other: str) -> list:
    """The fields of somebody's time in a post, on the page of the post or of the person; `other` is
    the one to choose."""
    dates = ("valid_from", "valid_to", "confirmed")
    return [
        (None, {"fields": [(other, "manner"), dates], "description": _IN_POST}),
        sources(),
    ]


class PeopleInPostInline(RecordInline):
    """On the page of a post."""

    model = Membership
    classes = ()
    named_after = ("person", "post__unit")
    fieldsets = _in_post("person")


class PostsOfPersonInline(PeopleInPostInline):
    """On the page of a person."""

    fieldsets = _in_post("post")


class PostInline(TranslatedRecordInline):
    """On the page of a unit. Who is in the post is edited on the page of the post."""

    model = Post
    fieldsets = [
        (
            None,
            {
                "fields": [("kind", "position"), "title", "holders"],
                "description": _(
                    "Follow the link “Change” at a post to edit who is in it. A new post must be saved first."
                ),
            },
        ),
        period(),
        language("given_in"),
        sources(),
    ]
    readonly_fields = ["holders"]

    @admin.display(description=_("in the post"), empty_value="–")
    def holders(self, post) -> str:
        return holders(post) if post.pk else ""

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__person")


@admin.register(Post)
class PostAdmin(TranslatedRecordAdmin):
    list_display = [
        record_column("unit", _("unit"), "unit__sort_nb"),
        text_column("title", _("title")),
        "kind",
        holders,
        missing_column,
    ]
    list_filter = ["kind", "memberships__manner", DivisionFilter, "origin"]
    list_select_related = ["unit"]
    search_fields = ["key", *in_all_languages("title", "unit__name")]
    ordering = ["unit__sort_nb", "position", "key"]
    fieldsets = [
        (
            None,
            {
                "fields": [("unit", "kind", "position"), "title"],
                "description": _TITLE,
            },
        ),
        period(),
        language("given_in"),
        sources(),
    ]
    inlines = [PeopleInPostInline]

    def get_urls(self):
        page = path("<slug:key>/new-head/", self.admin_site.admin_view(new_head), name="directory_post_head")
        return [page, *super().get_urls()]

    def tools(self, request, key):
        return [(gettext("New head"), reverse("admin:directory_post_head", args=[key]))]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__person")

    def choice_queryset(self):
        return Post.objects.select_related("unit").order_by("unit__sort_nb", "position", "pk")

    def choice_label(self, record) -> str:
        # With the unit in the label too: a closed select shows the label alone, and 40 are alike.
        return f"{shown(record, 'title').text or record.get_kind_display()} – {record.unit}"


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    list_display = ["name", "posts"]
    search_fields = ["key", "name"]
    ordering = ["sort_name", "key"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name"],
                "description": _("Only the name: no private address, telephone number or e-mail."),
            },
        ),
        sources(),
    ]
    inlines = [PostsOfPersonInline]

    @admin.display(description=_("posts"), empty_value="–")
    def posts(self, person: Person) -> str:
        return ", ".join(str(m.post.unit) for m in person.memberships.all())

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__post__unit")


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = [
        record_column("person", _("person"), "person__sort_name"),
        record_column("post__unit", _("unit"), "post__unit__sort_nb"),
        "manner",
        "valid_from",
        "valid_to",
    ]
    unit_path = "post__unit"
    list_filter = ["manner", "post__kind", DivisionFilter]
    list_select_related = ["person", "post__unit"]
    search_fields = ["key", "person__name", *in_all_languages("post__title", "post__unit__name")]
    ordering = ["person__sort_name", "key"]
    fieldsets = [
        (None, {"fields": ["post", ("person", "manner")], "description": _IN_POST}),
        period(),
        sources(),
    ]
