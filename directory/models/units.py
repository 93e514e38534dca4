"""Units: ministry, directorate, divisions, departments, sections, agencies."""

import datetime
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hdir.records.collation import AlphabeticalQuerySet
from hdir.records.languages import LANGUAGES, shown
from hdir.records.models import Named, Record, RecordQuerySet, Written, one_of
from hdir.records.periods import (
    Dated,
    PartialDateField,
    PeriodQuerySet,
    in_words,
    last_day,
    partial_date_check,
)
from hdir.records.tree import TreeQuerySet


class UnitKind(models.TextChoices):
    """What kind of unit it is, as the documents name them."""

    MINISTRY = "ministry", _("ministry")
    DIRECTORATE = "directorate", _("directorate")
    DIVISION = "division", pgettext_lazy("unit", "division")
    DEPARTMENT = "department", _("department")
    PROGRAMME = "programme", _("programme")
    SECTION = "section", pgettext_lazy("unit", "section")
    PART = "part", _("part of a section")
    AGENCY = "agency", _("agency")


# UNION ALL inside, so that the database can look each step up by index; UNION between the steps, so
# that even a cycle ends.
_EVER_ABOVE = """
    WITH RECURSIVE above(key) AS (
        SELECT parent_id FROM directory_unit WHERE key = %s
        UNION
        SELECT parent_id FROM directory_earlierstate WHERE unit_id = %s
        UNION
        SELECT edge.parent FROM above JOIN (
            SELECT key AS child, parent_id AS parent FROM directory_unit
            UNION ALL
            SELECT unit_id, parent_id FROM directory_earlierstate
        ) edge ON edge.child = above.key
    ) SELECT key FROM above WHERE key IS NOT NULL
"""


def _ever_above(key: str) -> Q:
    return Q(pk__in=RawSQL(_EVER_ABOVE, [key, key]))  # noqa: S611 - no value in it


class UnitQuerySet(AlphabeticalQuerySet, TreeQuerySet, PeriodQuerySet, RecordQuerySet):
    """Units, by tree and by time."""

    def in_order(self):
        """As the chart prints them among siblings."""
        return self.order_by("position", "pk")

    def ever_above(self, key: str):
        """The unit and all that it was below at any time (prefetch their `earlier_states`)."""
        return self.filter(Q(pk=key) | _ever_above(key))

    def around(self, key: str):
        """The unit and all that its page names as units in the tree (prefetch their `earlier_states`).

        These are the units that were above it or directly below it at any time, and those marked
        `took_over` (its successors) and `gave_way` (those it succeeded).
        """
        succession = Unit.successors.through.objects
        took_over = succession.filter(from_unit=key, to_unit=OuterRef("pk"))
        gave_way = succession.filter(to_unit=key, from_unit=OuterRef("pk"))
        below_earlier = EarlierState.objects.filter(parent=key).values("unit")
        return (
            self.annotate(took_over=Exists(took_over), gave_way=Exists(gave_way))
            .filter(
                Q(pk=key)
                | Q(parent=key)
                | Q(pk__in=below_earlier)
                | _ever_above(key)
                | Q(took_over=True)
                | Q(gave_way=True)
            )
            .in_order()
        )


class OfUnitQuerySet(PeriodQuerySet):
    """QuerySet of what belongs to a unit, which is found along `unit_path`."""

    unit_path = "unit"

    def in_units_at(self, date: datetime.date | None):
        """Leaves out what belongs to units that certainly weren't there on the date; nothing for None.

        For lists across units. On its own page a closed unit keeps what it had, below a notice.
        """
        if date is None:
            return self
        return self.filter(**{f"{self.unit_path}__in": Unit.objects.at(date).order_by().values("pk")})


@dataclass(frozen=True)
class UnitState:
    """What a unit was on a date: its kind, its parent's key, and the record that has its name."""

    kind: str
    parent_id: str | None
    named: Record


# No lead and no text in any language.
_NO_TEXT = reduce(
    and_,
    (
        Q(**{f"{field}_{language}__isnull": True}) | Q(**{f"{field}_{language}": ""})
        for field in ("lead", "body")
        for language in LANGUAGES
    ),
)


class Unit(Named, Dated):
    """A unit's identity and its latest known state. What it was before is in EarlierState."""

    list_name = "units"
    type_name = "unit"
    main_texts = ("lead", "body", "name")
    running_texts = ("body",)

    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("part of"),
        related_name="children",
        null=True,
        blank=True,
    )
    position = models.PositiveIntegerField(_("position"), default=1)
    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True, default="")
    other_names = models.TextField(
        _("other names"), blank=True, default="", help_text=_("Other names in use, one a line.")
    )
    lead = models.TextField(
        _("lead"),
        blank=True,
        default="",
        help_text=_("One or two sentences on what this unit, and no other, does."),
    )
    body = models.TextField(_("text"), blank=True, default="", help_text=_("Markdown."))
    placeholder = models.BooleanField(
        _("nothing published"),
        default=False,
        help_text=_("The source has only a placeholder such as “Text will come”."),
    )
    organisation_number = models.CharField(_("organisation number"), max_length=9, blank=True, default="")
    successors = models.ManyToManyField(
        "self",
        verbose_name=_("successors"),
        related_name="predecessors",
        symmetrical=False,
        blank=True,
        help_text=_("The units that took over when this one closed."),
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("kind", UnitKind),
            models.CheckConstraint(
                name="directory_unit_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("key")),
                violation_error_message=_("A unit can't be part of itself."),
            ),
            models.CheckConstraint(
                name="directory_unit_organisation_number",
                condition=Q(organisation_number="") | Q(organisation_number__regex=r"^[0-9]{9}\Z"),
                violation_error_message=_("An organisation number has nine digits."),
            ),
            models.CheckConstraint(
                name="directory_unit_placeholder_has_no_text",
                condition=Q(placeholder=False) | _NO_TEXT,
                violation_error_message=_("A unit with text isn't a placeholder."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("directory:unit", args=[self.pk])

    @property
    def turns(self) -> list[datetime.date]:
        """The last days of its earlier states (prefetch `earlier_states` for lists)."""
        return sorted(last_day(state.until) for state in self.earlier_states.all())

    def state_at(self, date: datetime.date | None) -> UnitState:
        """What the unit was on a date, from its earlier states (prefetch `earlier_states` for lists)."""
        if date is not None:
            earlier = [s for s in self.earlier_states.all() if date <= last_day(s.until)]
            if earlier:
                state = min(earlier, key=lambda s: last_day(s.until))
                return UnitState(state.kind, state.parent_id, state)
        return UnitState(self.kind, self.parent_id, self)


class EarlierState(Written):
    """What a unit was until a dated rename, move or change of kind.

    A parent that is not given is unknown; the unit is then shown outside the tree at that time.
    """

    list_name = "earlier-states"
    type_name = "earlier-state"

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("unit"), related_name="earlier_states")
    until = PartialDateField(_("until"), help_text=_("The last day it was so."))
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name=_("part of"),
        related_name="earlier_children",
        null=True,
        blank=True,
    )
    name = models.CharField(_("name"), max_length=200)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier state")
        verbose_name_plural = _("earlier states")
        ordering = ["unit", "until", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            one_of("kind", UnitKind),
            partial_date_check("until"),
            models.CheckConstraint(
                name="directory_earlierstate_has_an_end",
                condition=Q(until__isnull=False),
                violation_error_message=_("Give the last day of the earlier state."),
            ),
            models.UniqueConstraint(fields=["unit", "until"], name="directory_earlierstate_once_a_day"),
        ]

    def __str__(self) -> str:
        until = gettext("until %(date)s") % {"date": in_words(self.until)}
        return f"{shown(self, 'name').text}, {until}"

    def get_absolute_url(self) -> str:
        return f"{reverse('directory:unit', args=[self.unit_id])}#history"
