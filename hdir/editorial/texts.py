"""Texts in lists: in the editor's language or the nearest one, and which languages are missing."""

from collections.abc import Callable

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from hdir.pages.markup import in_language
from hdir.records.languages import LANGUAGES, shown, translated_fields
from hdir.records.models import Language

# Enough of a text to recognise it by in a list.
_SHORT = 100


def field_label(field) -> str:
    """What a field is called; a translated one with its language: "Name – Nynorsk"."""
    original = getattr(field, "translated_field", None)
    if original is None:
        return capfirst(str(field.verbose_name))
    return f"{capfirst(str(original.verbose_name))} – {Language(field.language).label}"


def text_column(field: str, description, ordering: str | None = None) -> Callable:
    """A column for list_display with a translated field."""

    def column(record) -> SafeString | str:
        text = shown(record, field)
        return in_language("span", text.language, Truncator(text.text).chars(_SHORT))

    column.__name__ = f"{field}_shown"
    return admin.display(column, description=description, ordering=ordering, empty_value="–")


def record_column(path: str, description, ordering: str | None = None) -> Callable:
    """A column with the name of a record that this one points to, such as "post__unit"."""

    def column(record) -> str | None:
        for name in path.split("__"):
            record = record and getattr(record, name)
        return str(record) if record else None

    column.__name__ = f"{path}_shown"
    return admin.display(column, description=description, ordering=ordering, empty_value="–")


def lacks(model: type[models.Model], language: str) -> Q:
    """Records that have a text in another language and not in this one."""
    missing = Q()
    for field in translated_fields(model):
        elsewhere = Q()
        for other in LANGUAGES:
            if other != language:
                elsewhere |= Q(**{f"{field}_{other}__gt": ""})
        here = Q(**{f"{field}_{language}__isnull": True}) | Q(**{f"{field}_{language}": ""})
        missing |= here & elsewhere
    return missing


@admin.display(description=_("missing languages"), empty_value="–")
def missing_column(record) -> str:
    """The languages in which a text of the record is missing."""
    missing = set()
    for field in translated_fields(type(record)):
        texts = {code: bool(getattr(record, f"{field}_{code}")) for code in LANGUAGES}
        if any(texts.values()):
            missing |= {code for code, there in texts.items() if not there}
    return ", ".join(str(Language(code).label) for code in LANGUAGES if code in missing)
