"""Originals that translations were made from and that have been replaced since."""

from collections.abc import Mapping

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdir.records.approvals import fingerprint
from hdir.records.languages import translated_fields
from hdir.records.models import Written


class ReplacedOriginal(models.Model):
    """An original as it was when a translation was approved, found by its fingerprint.

    It lets the translator see what has changed. Nothing else depends on it: where it is missing, the
    page shows the new original alone.
    """

    fingerprint = models.CharField(_("fingerprint"), max_length=8, primary_key=True)
    text = models.TextField(_("text"))
    replaced = models.DateTimeField(_("replaced"), default=timezone.now)

    class Meta:
        verbose_name = _("replaced original")
        verbose_name_plural = _("replaced originals")

    def __str__(self) -> str:
        return self.text[:80]


def keep_replaced(record: Written, before: Mapping[str, object]) -> None:
    """Keeps the originals that a change of a record replaces, if a translation rests on them.

    `before` has the old values of at least those columns that changed; the record has the new ones.
    """
    for field in translated_fields(type(record)):
        column = f"{field}_{record.origin}"
        old = str(before.get(column) or "")
        mark = fingerprint(old)
        rests = any(by_field.get(field) == mark for by_field in record.approved.values())
        if old and rests and old != (getattr(record, column) or ""):
            ReplacedOriginal.objects.get_or_create(fingerprint=mark, defaults={"text": old})
