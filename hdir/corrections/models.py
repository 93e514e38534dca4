"""Reports from readers. They are no content: nothing of them is published as it stands."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hdir.changes.models import ChangeSet, State
from hdir.records.keys import KEY_LENGTH

# How long a report is kept, in days: after it was answered, and at most, answered or not.
KEPT_ANSWERED, KEPT_AT_MOST = 90, 365
# How long reports are counted against whoever sent them.
COUNTED_FOR = datetime.timedelta(hours=1)
# By how much the clocks of machines may differ; also how long a report may have waited for its turn.
_APART = datetime.timedelta(minutes=1)


class ReportState(models.TextChoices):
    """How far a report has come."""

    NEW = "new", pgettext_lazy("report", "new")
    ACCEPTED = "accepted", pgettext_lazy("report", "accepted")
    DECLINED = "declined", pgettext_lazy("report", "declined")


_WAITING = models.Q(state=ReportState.NEW) | models.Q(
    state=ReportState.ACCEPTED, change_set__state=State.REJECTED
)


class ReportQuerySet(models.QuerySet):
    """Reports by what is to be done with them."""

    def waiting(self) -> Self:
        """Nobody has answered them yet, or the draft that was the answer was given up; the oldest first."""
        return self.filter(_WAITING).order_by("created", "pk")

    def answered(self) -> Self:
        """Those that don't wait; the newest first."""
        return self.exclude(pk__in=self.waiting())

    def forgettable(self, now: datetime.datetime) -> Self:
        """Kept for as long as was promised to those who sent them."""
        answered = now - datetime.timedelta(days=KEPT_ANSWERED)
        oldest = now - datetime.timedelta(days=KEPT_AT_MOST)
        return self.filter(models.Q(answered__lt=answered) | models.Q(created__lt=oldest))


class Report(models.Model):
    """What a reader says is wrong on a page."""

    page = models.CharField(_("page"), max_length=300)
    # The record the page is about, if it is about one.
    record_type = models.CharField(_("kind of record"), max_length=60, blank=True, default="")
    record_key = models.CharField(_("key"), max_length=KEY_LENGTH, blank=True, default="")
    wrong = models.TextField(_("what is wrong"), max_length=2000)
    right = models.TextField(_("what it should say"), max_length=2000, blank=True, default="")
    source = models.CharField(_("where that is known from"), max_length=500, blank=True, default="")
    email = models.EmailField(_("e-mail address"), blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.NEW)
    created = models.DateTimeField(_("sent"), default=timezone.now)
    answered = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=150, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")
    change_set = models.ForeignKey(
        ChangeSet,
        models.SET_NULL,
        verbose_name=_("change set"),
        related_name="reports",
        null=True,
        blank=True,
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report from a reader")
        verbose_name_plural = _("reports from readers")
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="corrections_report_state_is_one_of", condition=models.Q(state__in=ReportState.values)
            ),
            models.CheckConstraint(
                name="corrections_report_answered_has_a_time",
                condition=models.Q(state="new", answered__isnull=True)
                | ~models.Q(state="new") & models.Q(answered__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.wrong[:60]}"

    @property
    def was_given_up(self) -> bool:
        """It was accepted, and the draft was discarded: as long as nobody takes that up, it waits again."""
        return (
            self.state == ReportState.ACCEPTED
            and self.change_set is not None
            and self.change_set.state == State.REJECTED
        )

    @property
    def waits(self) -> bool:
        """Whether it can be answered."""
        return self.state == ReportState.NEW or self.was_given_up


class ReportCountQuerySet(models.QuerySet):
    """Counts by whether they still count."""

    def over(self, now: datetime.datetime) -> Self:
        """Their time is over, or further away than it can be: the clock was wrong when they were begun, and
        would shut readers out until it has come there again."""
        return self.filter(models.Q(until__lte=now) | models.Q(until__gt=now + COUNTED_FOR + _APART))


class ReportCount(models.Model):
    """How many reports came from one sender, or from all, before a moment. Names nobody: `name` is a keyed
    fingerprint (hdir.corrections.limits)."""

    name = models.CharField(max_length=32, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    until = models.DateTimeField()

    objects = ReportCountQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number} until {self.until}"
