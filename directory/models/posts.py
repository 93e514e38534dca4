"""Who leads: posts, the people in them, and in what manner."""

import datetime

from django.db import models
from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models.units import OfUnitQuerySet, Unit
from hdir.records.collation import SortKeyField
from hdir.records.languages import shown
from hdir.records.models import Given, Record, RecordQuerySet, Written, one_of
from hdir.records.periods import Dated


class PostKind(models.TextChoices):
    """Whether the post leads the unit, or answers for its field only."""

    HEAD = "head", _("head")
    PROFESSIONAL_LEAD = "professional-lead", _("professional lead")


class Manner(models.TextChoices):
    """How somebody holds a post."""

    ORDINARY = "ordinary", pgettext_lazy("manner", "ordinary")
    CONSTITUTED = "constituted", pgettext_lazy("manner", "constituted")
    ACTING = "acting", pgettext_lazy("manner", "acting")


class PostQuerySet(OfUnitQuerySet, RecordQuerySet):
    """Posts, by time."""

    def with_holders(self, date: datetime.date | None):
        """With `holders`: the memberships of the date, each with its person, in one more query.

        Those who are still in the post come first, then those who left, the last one first.
        """
        last_first = F("ends").desc(nulls_first=True)
        held = Membership.objects.at(date).select_related("person").order_by(last_first, "pk")
        return self.prefetch_related(Prefetch("memberships", held, to_attr="holders"))


class Post(Written, Given, Dated):
    """A post in a unit. The title belongs to it; a post that nobody is named in has no membership."""

    list_name = "posts"
    type_name = "post"

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("unit"), related_name="posts")
    kind = models.CharField(_("kind"), max_length=20, choices=PostKind, default=PostKind.HEAD)
    title = models.CharField(
        _("title"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("Without constituted or acting, which belong to the person's time in the post."),
    )
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = PostQuerySet.as_manager()

    # Set by with_holders().
    holders: list["Membership"]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["unit", "position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("kind", PostKind),
        ]

    def __str__(self) -> str:
        return f"{shown(self, 'title').text or self.get_kind_display()} – {self.unit}"

    def get_absolute_url(self) -> str:
        return f"{reverse('directory:unit', args=[self.unit_id])}#lead"


class Person(Record):
    """Somebody who holds or held a post. Name only: no private data."""

    list_name = "people"
    type_name = "person"

    name = models.CharField(_("name"), max_length=120)
    sort_name = SortKeyField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "key"]
        constraints = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:person", args=[self.pk])


class MembershipQuerySet(OfUnitQuerySet, RecordQuerySet):
    """Who is in which post, by time."""

    unit_path = "post__unit"

    def alphabetical(self):
        """By surname, in Norwegian order."""
        return self.order_by("person__sort_name", "pk")

    def with_people(self):
        """With the post, its unit and the person in the same query."""
        return self.select_related("person", "post__unit")


class Membership(Dated, Record):
    """A person's time in a post, and in what manner: ordinary, constituted or acting."""

    list_name = "memberships"
    type_name = "membership"

    post = models.ForeignKey(Post, models.CASCADE, verbose_name=_("post"), related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="memberships")
    manner = models.CharField(_("manner"), max_length=20, choices=Manner, default=Manner.ORDINARY)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("person in post")
        verbose_name_plural = _("people in posts")
        ordering = ["post", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("manner", Manner),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.post}"

    @property
    def unit(self) -> Unit:
        """The unit that the post is in."""
        return self.post.unit

    def get_absolute_url(self) -> str:
        return f"{reverse('directory:unit', args=[self.post.unit_id])}#lead"
