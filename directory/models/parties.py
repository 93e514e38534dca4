"""For whom and with whom a unit works."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.models.units import OfUnitQuerySet, Unit
from hdir.records.collation import AlphabeticalQuerySet
from hdir.records.models import Named, Record, RecordQuerySet, Written, one_of
from hdir.records.periods import Dated


class PartyKind(models.TextChoices):
    """What kind of party it is."""

    ORGANISATION = "organisation", _("organisation")
    GROUP = "group", _("group of people")
    NETWORK = "network", _("network")
    SECTOR = "sector", _("sector")


class RelationKind(models.TextChoices):
    """What the party is to the unit."""

    TARGET_GROUP = "target-group", _("target group")
    PARTNER = "partner", _("partner")


class PartyQuerySet(AlphabeticalQuerySet, RecordQuerySet):
    """Parties, by name."""


class Party(Named):
    """An outside organisation or a group of people. It points to a unit of ours where it is one."""

    list_name = "parties"
    type_name = "party"

    kind = models.CharField(_("kind"), max_length=20, choices=PartyKind)
    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True, default="")
    other_names = models.TextField(
        _("other names"), blank=True, default="", help_text=_("Other names in use, one a line.")
    )
    unit = models.ForeignKey(
        Unit,
        models.SET_NULL,
        verbose_name=_("is the unit"),
        related_name="as_party",
        null=True,
        blank=True,
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["sort_nb", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            one_of("kind", PartyKind),
        ]

    def get_absolute_url(self) -> str:
        return reverse("directory:party", args=[self.pk])


class RelationQuerySet(OfUnitQuerySet, RecordQuerySet):
    """Relations, by time."""


class Relation(Written, Dated):
    """A unit's target group or partner, as printed.

    A printed name that is nobody (a division that doesn't exist) has no party.
    """

    list_name = "relations"
    type_name = "relation"

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("unit"), related_name="relations")
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("party"),
        related_name="relations",
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RelationKind)
    qualifier = models.CharField(_("qualifier"), max_length=200, blank=True, default="")
    printed = models.CharField(
        _("as printed"), max_length=200, help_text=_("The words of the source for this entry.")
    )
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["unit", "kind", "position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("kind", RelationKind),
            models.CheckConstraint(
                name="directory_relation_says_what_is_printed",
                condition=~Q(printed=""),
                violation_error_message=_("Give the words of the source."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed} – {self.name_at_hand('unit')}"

    def get_absolute_url(self) -> str:
        """The unit's list of target groups or partners: a printed name that is nobody stands only there."""
        section = "target-groups" if self.kind == RelationKind.TARGET_GROUP else "partners"
        return f"{reverse('directory:unit', args=[self.unit_id])}#{section}"
