"""How single fields of a record look and read in a form."""

import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

_DAY = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")
_MONTH = re.compile(r"^(\d{1,2})\.\s?(\d{4})$")


class _LineEnds:
    """Browsers end lines with two characters, the content with one."""

    def value_from_datadict(self, data, files, name: str) -> str | None:
        text = super().value_from_datadict(data, files, name)  # type: ignore[misc]
        return text.replace("\r\n", "\n") if text else text


class Lines(_LineEnds, forms.Textarea):
    """A text of several lines."""


class AdminLines(_LineEnds, AdminTextareaWidget):
    """A text of several lines, as wide as the admin's are."""


class PartialDateInput(AdminTextInputWidget):
    """A year, a month or a day; a Norwegian date such as 31.12.2016 is read as well."""

    def __init__(self, attrs=None):
        super().__init__({"class": "partial-date", "size": "12", "autocomplete": "off", **(attrs or {})})

    def value_from_datadict(self, data, files, name: str) -> str | None:
        text = (super().value_from_datadict(data, files, name) or "").strip()
        if day := _DAY.match(text):
            return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
        if month := _MONTH.match(text):
            return f"{month[2]}-{int(month[1]):02}"
        return text


def languages_field(choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    """Some of the languages, as checkboxes."""
    return forms.MultipleChoiceField(
        label=_("Name given in"),
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **kwargs,
    )
