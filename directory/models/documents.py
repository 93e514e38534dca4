"""The documents that facts are taken from."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hdir.records.models import Given, Language, Record, RecordQuerySet, Written, one_of
from hdir.records.periods import PartialDateField, partial_date_check


class Document(Written, Given):
    """A source. Its key is what citations call it, such as 003 in "003:27"."""

    list_name = "documents"
    type_name = "document"
    main_texts = ("description", "name")
    running_texts = ("description",)

    name = models.CharField(_("name"), max_length=200)
    file = models.CharField(_("file"), max_length=120, blank=True, default="")
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.NB)
    date = PartialDateField(_("true for"), help_text=_("The date that its content is true for."))
    period_from = PartialDateField(_("period from"))
    period_to = PartialDateField(_("period to"))
    description = models.TextField(_("description"), blank=True, default="")
    position = models.PositiveIntegerField(_("position"), default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["position", "key"]
        constraints = [
            *Record.Meta.constraints,
            *Written.Meta.constraints,
            one_of("language", Language),
            partial_date_check("date"),
            partial_date_check("period_from"),
            partial_date_check("period_to"),
        ]

    def __str__(self) -> str:
        return self.name or self.pk

    def get_absolute_url(self) -> str:
        return reverse("directory:document", args=[self.pk])
