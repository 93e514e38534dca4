"""Which original each translation was made from.

An approval is the fingerprint of the original: {"nn": {"name": "1f2e3d4c"}}. Whether a translation is
stale follows from it and is never stored (hdir/texts/states.py).
"""

import hashlib
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdir.records.languages import LANGUAGES

_FINGERPRINT = re.compile(r"^[0-9a-f]{8}\Z")


def fingerprint(original: str) -> str:
    """Eight hexadecimal digits that change when the text does."""
    normal = unicodedata.normalize("NFC", original)
    return hashlib.sha256(normal.encode()).hexdigest()[:8]


def validate_approvals(value: object) -> None:
    """Raises ValidationError unless the value is an object of languages, each with fingerprints by field."""
    languages = value if isinstance(value, dict) else {"": {}}
    if not set(languages) <= set(LANGUAGES):
        raise ValidationError(_("Approvals stand under nb, nn and en."))
    for by_field in languages.values():
        marks = by_field.values() if isinstance(by_field, dict) else [""]
        if not all(isinstance(mark, str) and _FINGERPRINT.match(mark) for mark in marks):
            raise ValidationError(_("An approval is a fingerprint of eight hexadecimal digits."))


class ApprovalsField(models.JSONField):
    """The approvals of a record's translations."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", gettext_lazy("approved translations"))
        kwargs.update(default=dict, blank=True, editable=False)
        kwargs.setdefault("validators", [validate_approvals])
        super().__init__(*args, **kwargs)
