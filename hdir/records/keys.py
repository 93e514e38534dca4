"""Keys: the readable names that records keep for ever, in addresses, fixtures and history."""

import re
import unicodedata

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# \Z, not $, which also matches before a newline at the end. Both databases know it.
KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"
KEY_LENGTH = 100

# The letters as people write them without a Norwegian keyboard. NFKD can't do it: it leaves ø and æ.
_FOLDED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ß": "ss"})


def fold(text: str) -> str:
    """Lower-case ASCII form of a text: "Miljø og helse" becomes "miljo og helse"."""
    if text.isascii():  # most are, and a redaction's tombstones are asked about very many
        return text.lower()
    text = unicodedata.normalize("NFC", text).casefold().translate(_FOLDED)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isascii())


def make_key(*parts: str) -> str:
    """The key of a new record, from its name and, where a name isn't enough, its parent's key.

    Cut at a word so that it is at most KEY_LENGTH characters long. Returns "" for a text without
    a letter or digit.
    """
    words = re.findall(r"[a-z0-9]+", fold(" ".join(parts)))
    key = ""
    for word in words:
        longer = f"{key}-{word}" if key else word
        if len(longer) > KEY_LENGTH:
            break
        key = longer
    return key


class KeyField(models.CharField):
    """Primary key made once from the name and never changed.

    A readable key instead of a number: SQLite gives the number of a rolled-back row to the next one,
    and a draft that remembered the number would then overwrite somebody else's record.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", KEY_LENGTH)
        kwargs.setdefault("primary_key", True)
        kwargs.setdefault("verbose_name", _("key"))
        kwargs.setdefault(
            "validators",
            [RegexValidator(KEY_PATTERN, _("Use lower-case letters a–z, digits and single hyphens."))],
        )
        super().__init__(*args, **kwargs)
