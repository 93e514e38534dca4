"""What a unit does, in the order and under the headings of its page."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models.units import Unit
from hdir.records.languages import shown
from hdir.records.models import Record, RecordQuerySet, Written, one_of
from hdir.records.periods import Dated, PeriodQuerySet


class PassageKind(models.TextChoices):
    """What the list or text under a heading holds."""

    TASKS = "tasks", _("tasks")
    GOALS = "goals", _("goals")
    PURPOSES = "purposes", _("purposes")
    USES = "uses", pgettext_lazy("passage", "uses")
    LAWS = "laws", _("laws")
    RESPONSIBILITIES = "responsibilities", _("responsibilities")
    FOCUS = "focus", _("focus areas")
    ORGANISATION = "organisation", _("organisation")
    TEXT = "text", _("text")


class PassageQuerySet(PeriodQuerySet, RecordQuerySet):
    """Passages, by time."""

    def with_tasks(self):
        """With their tasks in one more query, whatever their number."""
        return self.prefetch_related("tasks")


class Passage(Written, Dated):
    """A heading of a unit's page with the list, the text or the nothing below it. Headings nest."""

    list_name = "passages"
    type_name = "passage"
    running_texts = ("body",)

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("unit"), related_name="passages")
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name=_("under the heading"),
        related_name="children",
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PassageKind)
    heading = models.CharField(_("heading"), max_length=200, blank=True, default="")
    lead_in = models.TextField(
        _("lead-in"), blank=True, default="", help_text=_("The sentence that introduces the list.")
    )
    body = models.TextField(_("text"), blank=True, default="", help_text=_("Markdown."))
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["unit", "position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("kind", PassageKind),
        ]

    def __str__(self) -> str:
        return f"{shown(self, 'heading').text or self.get_kind_display()} – {self.unit}"

    def get_absolute_url(self) -> str:
        return f"{reverse('directory:unit', args=[self.unit_id])}#{self.pk}"


class Task(Written):
    """One entry of a list. Entries nest; its time is that of its passage."""

    list_name = "tasks"
    type_name = "task"
    main_texts = ("text",)

    passage = models.ForeignKey(Passage, models.CASCADE, verbose_name=_("passage"), related_name="tasks")
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        verbose_name=_("under the entry"),
        related_name="children",
        null=True,
        blank=True,
    )
    text = models.TextField(_("text"))
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["passage", "position", "key"]
        constraints = [*Record.Meta.constraints, *Written.Meta.constraints]

    def __str__(self) -> str:
        return shown(self, "text").text or self.pk

    @property
    def unit(self) -> Unit:
        """The unit on whose page the entry stands."""
        return self.passage.unit

    def get_absolute_url(self) -> str:
        return reverse("directory:task", args=[self.pk])
