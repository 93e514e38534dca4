"""Single facts about a unit: figures, ways to reach it, and what it says of itself."""

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models.units import Unit
from hdir.records.languages import shown
from hdir.records.models import Given, Record, RecordQuerySet, Written, one_of
from hdir.records.periods import Dated, PartialDateField, PeriodQuerySet, partial_date_check


class FigureQuerySet(RecordQuerySet):
    """Figures, by the date they are true for."""

    def at(self, date: datetime.date | None):
        """Leaves out figures of a later date; nothing for None.

        A partial date sorts before every day in it, so it is compared as it is.
        """
        if date is None:
            return self
        return self.filter(Q(date__isnull=True) | Q(date__lte=date.isoformat()))


class Figure(Written):
    """A number of the documents, exact or approximate as printed."""

    list_name = "figures"
    type_name = "figure"

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("unit"), related_name="figures")
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=2)
    measure = models.CharField(_("unit of measure"), max_length=80)
    approximate = models.BooleanField(_("approximate"), default=False)
    meaning = models.CharField(_("meaning"), max_length=300)
    date = PartialDateField(_("true for"), help_text=_("The date the source gives for the number."))

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["unit", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            partial_date_check("date"),
        ]

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {shown(self, 'measure').text} – {self.name_at_hand('unit')}"

    def get_absolute_url(self) -> str:
        return f"{reverse('directory:unit', args=[self.unit_id])}#figures"


class ContactKind(models.TextChoices):
    """What kind of contact point it is."""

    WEBSITE = "website", _("website")
    TELEPHONE = "telephone", _("telephone")
    PLACE = "place", _("place")


class ContactPointQuerySet(PeriodQuerySet, RecordQuerySet):
    """Contact points, by time."""


class ContactPoint(Written, Dated):
    """Where a unit is found. A website is the name as printed; the documents give no addresses."""

    list_name = "contact-points"
    type_name = "contact-point"

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("unit"), related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    value = models.CharField(_("as printed"), max_length=120)
    label = models.CharField(_("label"), max_length=200, blank=True, default="")
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["unit", "position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("kind", ContactKind),
        ]

    def __str__(self) -> str:
        return f"{self.value} – {self.name_at_hand('unit')}"

    def get_absolute_url(self) -> str:
        return f"{reverse('directory:unit', args=[self.unit_id])}#contact"


class StatementKind(models.TextChoices):
    """What the organisation says of itself."""

    MISSION = "mission", _("social mission")
    POSITION = "position", _("position in the state")
    AIM = "aim", _("overall aim")
    ROLE = "role", pgettext_lazy("statement", "role")
    TARGET_GROUP = "target-group", _("target group")
    COOPERATION = "cooperation", _("cooperation")
    VISION = "vision", _("vision")
    VALUE = "value", pgettext_lazy("statement", "value")
    NEW_TASK = "new-task", _("new task")
    ADVICE = "advice", _("advice it receives")
    BASIS = "basis", _("what it is based on")


class StatementQuerySet(PeriodQuerySet, RecordQuerySet):
    """Statements, by time."""


class Statement(Written, Given, Dated):
    """What an organisation said of itself for a time: mission, aims, roles, vision, values …"""

    list_name = "statements"
    type_name = "statement"
    running_texts = ("text",)

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("unit"), related_name="statements")
    kind = models.CharField(_("kind"), max_length=20, choices=StatementKind)
    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    text = models.TextField(_("text"), help_text=_("Markdown."))
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["unit", "position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("kind", StatementKind),
        ]

    def __str__(self) -> str:
        return self.name or self.pk

    def get_absolute_url(self) -> str:
        return f"{reverse('directory:about')}#{self.pk}"
