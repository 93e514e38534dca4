"""Names of records, kinds and fields for the translators' pages: `{% load text_work %}`."""

from django import template
from django.urls import reverse
from django.utils.text import capfirst

from hdir.records.languages import field_of
from hdir.records.models import Record
from hdir.texts.termbase import Term

register = template.Library()


@register.filter
def plural_name(model: type[Record]) -> str:
    """What a list of such records is called."""
    return capfirst(str(model._meta.verbose_name_plural))


@register.filter
def kind_name(record: Record) -> str:
    """What kind of record it is."""
    return capfirst(str(record._meta.verbose_name))


@register.filter
def label_of(record: Record, field: str) -> str:
    """What a field of the record is called."""
    return str(field_of(record, field).verbose_name)


@register.filter
def change_address(record: Record) -> str:
    """The page of the admin where the whole record is edited."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


@register.filter
def name_in(term: Term, language: str) -> str:
    """A term in one language."""
    return term.names[language]
