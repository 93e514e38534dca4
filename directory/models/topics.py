"""Who has a topic, how far, and who has it instead."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models.units import OfUnitQuerySet, Unit
from hdir.records.collation import AlphabeticalQuerySet
from hdir.records.models import Named, Record, RecordQuerySet, Written, one_of
from hdir.records.periods import Dated


class Extent(models.TextChoices):
    """How far a unit's responsibility for a topic goes."""

    MAIN = "main", pgettext_lazy("extent", "main responsibility")
    PART = "part", pgettext_lazy("extent", "responsible for a part")
    SHARED = "shared", pgettext_lazy("extent", "shared responsibility")
    OPERATIVE = "operative", pgettext_lazy("extent", "operative responsibility")
    NOT = "not", pgettext_lazy("extent", "not responsible")


class TopicQuerySet(AlphabeticalQuerySet, RecordQuerySet):
    """Topics, by name."""


class Topic(Named):
    """What a visitor asks for, with the words people use for it."""

    list_name = "topics"
    type_name = "topic"
    main_texts = ("description", "name")

    name = models.CharField(_("name"), max_length=120)
    synonyms = models.TextField(
        _("synonyms"), blank=True, default="", help_text=_("Words people use, one a line.")
    )
    description = models.TextField(_("description"), blank=True, default="")

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["sort_nb", "key"]
        constraints = [*Record.Meta.constraints, *Written.Meta.constraints]

    def get_absolute_url(self) -> str:
        return reverse("directory:topic", args=[self.pk])


class ResponsibilityQuerySet(OfUnitQuerySet, RecordQuerySet):
    """Responsibilities, by time."""

    def denied(self):
        """What units expressly do not have."""
        return self.filter(extent=Extent.NOT)

    def held(self):
        """What units have, wholly or in part."""
        return self.exclude(extent=Extent.NOT)


class Responsibility(Written, Dated):
    """How far a unit has a topic. Where it doesn't, `instead` is the unit that does, if any is known."""

    list_name = "responsibilities"
    type_name = "responsibility"

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("unit"), related_name="responsibilities")
    topic = models.ForeignKey(Topic, models.CASCADE, verbose_name=_("topic"), related_name="responsibilities")
    extent = models.CharField(_("extent"), max_length=20, choices=Extent)
    instead = models.ForeignKey(
        Unit,
        models.SET_NULL,
        verbose_name=_("who has it instead"),
        related_name="has_instead",
        null=True,
        blank=True,
    )
    note = models.TextField(
        _("note"),
        blank=True,
        default="",
        help_text=_("What the unit has and hasn't, seen beside the others who share the topic."),
    )
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["topic", "position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("extent", Extent),
            models.CheckConstraint(
                name="directory_responsibility_instead_is_another",
                condition=Q(instead__isnull=True) | ~Q(instead=models.F("unit")),
                violation_error_message=_("The unit that has it instead must be another unit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_at_hand('topic')} – {self.name_at_hand('unit')}"

    def get_absolute_url(self) -> str:
        return f"{reverse('directory:topic', args=[self.topic_id])}#{self.pk}"
