"""Acts and regulations, and what each unit does with them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models.units import OfUnitQuerySet, Unit
from hdir.records.collation import AlphabeticalQuerySet
from hdir.records.models import Named, Record, RecordQuerySet, Written, one_of
from hdir.records.periods import Dated, PeriodQuerySet


class LawKind(models.TextChoices):
    """What kind of rule it is."""

    ACT = "act", pgettext_lazy("law", "act")
    REGULATION = "regulation", pgettext_lazy("law", "regulation")
    SCHEME = "scheme", pgettext_lazy("law", "scheme")


class LawRoleKind(models.TextChoices):
    """What a unit does with a law; the last two say that it does not, or only names it."""

    ADMINISTERS = "administers", _("administers")
    INTERPRETS = "interprets", _("interprets")
    DEVELOPS = "develops", _("develops")
    DELEGATED = "delegated", _("has delegated authority")
    SUPERVISES = "supervises", _("supervises compliance with")
    APPROVES = "approves", _("grants approvals under")
    APPEALS = "appeals", _("decides appeals under")
    ADVISES = "advises", _("gives guidance on")
    IMPLEMENTS = "implements", _("implements")
    DECIDES = "decides", _("decides independently under")
    NOT_DELEGATED = "not-delegated", _("has not been delegated")
    MENTIONS = "mentions", _("is affected by")


class LawQuerySet(AlphabeticalQuerySet, PeriodQuerySet, RecordQuerySet):
    """Laws, by name and by time."""


class Law(Named, Dated):
    """An act or a regulation. One record whatever the spelling; two where old and new share a name."""

    list_name = "laws"
    type_name = "law"

    kind = models.CharField(_("kind"), max_length=20, choices=LawKind)
    name = models.CharField(_("short title"), max_length=200)
    official_title = models.TextField(_("official title"), blank=True, default="")
    identifier = models.CharField(
        _("identifier"),
        max_length=30,
        blank=True,
        default="",
        help_text=_("Lovdata's, such as LOV-2011-06-24-29."),
    )
    other_names = models.TextField(
        _("other names"), blank=True, default="", help_text=_("Other names in use, one a line.")
    )
    replaced_by = models.ManyToManyField(
        "self",
        verbose_name=_("replaced by"),
        related_name="replaces",
        symmetrical=False,
        blank=True,
    )

    objects = LawQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("rule", "law")
        verbose_name_plural = _("laws")
        ordering = ["sort_nb", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("kind", LawKind),
            models.CheckConstraint(
                name="directory_law_identifier",
                condition=Q(identifier="")
                | Q(identifier__regex=r"^(LOV|FOR)-[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]+)?\Z"),
                violation_error_message=_("Write the identifier as LOV-2011-06-24-29."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("directory:law", args=[self.pk])


class LawRoleQuerySet(OfUnitQuerySet, RecordQuerySet):
    """What units do with laws, by time."""


class LawRole(Written, Dated):
    """What a unit does with a law, or expressly doesn't, with the paragraph and any limit."""

    list_name = "law-roles"
    type_name = "law-role"

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name=_("unit"), related_name="law_roles")
    law = models.ForeignKey(
        Law, models.PROTECT, verbose_name=pgettext_lazy("rule", "law"), related_name="roles"
    )
    role = models.CharField(_("what it does"), max_length=20, choices=LawRoleKind)
    paragraph = models.CharField(_("paragraph"), max_length=60, blank=True, default="")
    qualifier = models.CharField(_("qualifier"), max_length=300, blank=True, default="")
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = LawRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role under a law")
        verbose_name_plural = _("roles under laws")
        ordering = ["unit", "position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            *Dated.Meta.constraints,
            one_of("role", LawRoleKind),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name_at_hand('law')} – {self.name_at_hand('unit')}"

    def get_absolute_url(self) -> str:
        return f"{reverse('directory:law', args=[self.law_id])}#{self.pk}"
