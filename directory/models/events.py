"""What happened to the organisation, and when."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models.parties import Party
from directory.models.units import Unit
from hdir.records.models import Record, RecordQuerySet, Written, one_of
from hdir.records.periods import PartialDateField, partial_date_check


class EventKind(models.TextChoices):
    """What kind of change it was."""

    FOUNDED = "founded", pgettext_lazy("event", "founded")
    MERGED = "merged", pgettext_lazy("event", "merged")
    TRANSFERRED = "transferred", pgettext_lazy("event", "tasks transferred")
    PLACED = "placed", pgettext_lazy("event", "placed under")
    LAW_CHANGED = "law-changed", pgettext_lazy("event", "law changed")
    LAW_IN_FORCE = "law-in-force", pgettext_lazy("event", "law in force")
    SPLIT = "split", pgettext_lazy("event", "split")
    REVISED = "revised", pgettext_lazy("event", "revised")
    STARTED = "started", pgettext_lazy("event", "started")
    ENDED = "ended", pgettext_lazy("event", "ended")


class ChangeEventQuerySet(RecordQuerySet):
    """Events, by time."""

    def at(self, date: datetime.date | None):
        """Leaves out what certainly happened after a date; nothing for None.

        A partial date sorts before every day in it, so plain comparison finds its first day.
        """
        if date is None:
            return self
        return self.filter(Q(date__isnull=True) | Q(date__lte=date.isoformat()))

    def in_order(self):
        """The oldest first, those without a date last."""
        return self.order_by(F("date").asc(nulls_last=True), "pk")


class ChangeEvent(Written):
    """A dated change of the organisation. A date that the documents don't give is unknown."""

    list_name = "events"
    type_name = "event"
    running_texts = ("text",)

    date = PartialDateField(_("date"))
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    name = models.CharField(_("name"), max_length=200)
    text = models.TextField(_("text"), blank=True, default="", help_text=_("Markdown."))
    units = models.ManyToManyField(Unit, verbose_name=_("units"), related_name="events", blank=True)
    parties = models.ManyToManyField(Party, verbose_name=_("parties"), related_name="events", blank=True)

    objects = ChangeEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["date", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            one_of("kind", EventKind),
            partial_date_check("date"),
        ]

    def __str__(self) -> str:
        return self.name or self.pk

    def get_absolute_url(self) -> str:
        return reverse("directory:event", args=[self.pk])
