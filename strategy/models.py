"""The strategy: goal areas, focus areas, and which units carry them."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models import LawRole, Task, Unit
from directory.models.units import OfUnitQuerySet
from hdir.records.models import Named, Record, RecordQuerySet, Written, one_of
from hdir.records.periods import (
    Dated,
    PartialDateField,
    PeriodQuerySet,
    Standing,
    partial_date_check,
)


class StrategyQuerySet(PeriodQuerySet, RecordQuerySet):
    """Strategies, by time."""

    def newest(self):
        """The strategy that began last, None where there is none. One of unknown time is no newest one,
        whatever the database: PostgreSQL puts NULL first, SQLite last."""
        return self.order_by(F("begins").desc(nulls_last=True), "position", "pk").first()


class Strategy(Named, Dated):
    """A strategic plan (StratML: StrategicPlan) for a period. Later editions are further rows."""

    list_name = "strategies"
    type_name = "strategy"
    main_texts = ("lead", "body", "name")
    running_texts = ("lead", "body")

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("unit"), related_name="strategies")
    name = models.CharField(_("name"), max_length=200)
    revised = PartialDateField(_("revised"))
    lead = models.TextField(_("lead"), blank=True, default="")
    body = models.TextField(_("text"), blank=True, default="", help_text=_("Markdown."))
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            partial_date_check("revised"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("strategy:strategy", args=[self.pk])


class GoalArea(Named):
    """A goal area (målområde; StratML: Goal) with the three texts printed for each."""

    list_name = "goal-areas"
    type_name = "goal-area"
    main_texts = ("aims", "name")
    running_texts = ("lead", "aims", "background", "consequences")

    strategy = models.ForeignKey(
        Strategy, models.CASCADE, verbose_name=_("strategy"), related_name="goal_areas"
    )
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200)
    lead = models.TextField(_("lead"), blank=True, default="")
    aims = models.TextField(_("what we want to achieve"), blank=True, default="")
    background = models.TextField(_("background"), blank=True, default="")
    consequences = models.TextField(_("what it means for us"), blank=True, default="")
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal area")
        verbose_name_plural = _("goal areas")
        ordering = ["strategy", "position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            models.UniqueConstraint(
                fields=["strategy", "number"],
                name="strategy_goalarea_number_once",
                violation_error_message=_("The strategy has a goal area with this number already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("strategy:goal-area", args=[self.pk])


class FocusArea(Named):
    """A focus area (satsingsområde; StratML: Objective) of a goal area."""

    list_name = "focus-areas"
    type_name = "focus-area"

    goal_area = models.ForeignKey(
        GoalArea, models.CASCADE, verbose_name=_("goal area"), related_name="focus_areas"
    )
    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True, default="")
    other_names = models.TextField(
        _("other names"), blank=True, default="", help_text=_("Other names in use, one a line.")
    )
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["goal_area", "position", "key"]
        constraints = [*Record.Meta.constraints, *Written.Meta.constraints]

    def get_absolute_url(self) -> str:
        return reverse("strategy:focus-area", args=[self.pk])


class Basis(models.TextChoices):
    """Whether the documents say that a unit carries a focus area, or we judged it."""

    STATED = "stated", pgettext_lazy("basis", "stated by the documents")
    JUDGED = "judged", pgettext_lazy("basis", "editorial judgement")


class ContributionQuerySet(OfUnitQuerySet, RecordQuerySet):
    """Contributions, by time: their own, and that of their strategy."""

    def at(self, date: datetime.date | None):
        """Leaves out, too, what is part of a strategy that was certainly not in force: nobody carried it."""
        if date is None:
            return self
        in_force = Strategy.objects.at(date).order_by().values("pk")
        return self.as_planned_at(date).filter(focus_area__goal_area__strategy__in=in_force)

    def as_planned_at(self, date: datetime.date | None):
        """Those that their own period allows on a date, whether or not the strategy was in force.

        For the strategy's own pages, which say that it wasn't and still show what is in it.
        """
        return super().at(date)


class Contribution(Written, Dated):
    """That a unit carries a focus area, with the task, law or line it rests on, and why.

    No document prints this. A contribution without a reason and something to rest on is not one.
    """

    list_name = "contributions"
    type_name = "contribution"

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("unit"), related_name="contributions")
    focus_area = models.ForeignKey(
        FocusArea, models.CASCADE, verbose_name=_("focus area"), related_name="contributions"
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    task = models.ForeignKey(
        Task,
        models.SET_NULL,
        verbose_name=_("rests on the task"),
        related_name="contributions",
        null=True,
        blank=True,
    )
    law_role = models.ForeignKey(
        LawRole,
        models.SET_NULL,
        verbose_name=_("rests on the role under a law"),
        related_name="contributions",
        null=True,
        blank=True,
    )
    reason = models.TextField(_("reason"))
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["focus_area", "position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("basis", Basis),
            models.UniqueConstraint(
                fields=["unit", "focus_area"],
                name="strategy_contribution_once",
                violation_error_message=_("The unit has a contribution to this focus area already."),
            ),
            models.CheckConstraint(
                name="strategy_contribution_rests_on_something",
                condition=Q(task__isnull=False) | Q(law_role__isnull=False) | ~Q(sources=[]),
                violation_error_message=_("Name the task, the law or the line it rests on."),
            ),
        ]

    def ruled_out(self, date: datetime.date) -> Standing | None:
        """NOT_YET or ENDED also where its strategy was: read `focus_area__goal_area__strategy` with it."""
        return super().ruled_out(date) or self.focus_area.goal_area.strategy.ruled_out(date)

    def __str__(self) -> str:
        return f"{self.name_at_hand('focus_area')} – {self.name_at_hand('unit')}"

    def get_absolute_url(self) -> str:
        return f"{reverse('strategy:focus-area', args=[self.focus_area_id])}#{self.pk}"
