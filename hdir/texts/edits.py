"""What an edit of a record does to the state of its texts."""

from collections.abc import Mapping

from hdir.records.languages import LANGUAGES, translated_fields
from hdir.records.models import Written
from hdir.texts.models import keep_replaced
from hdir.texts.states import approve


def note_edit(record: Written, before: Mapping[str, object]) -> None:
    """Approves the translations that an edit wrote, and keeps the originals that it replaced.

    Whoever writes a translation has the original beside it, so it is one of the original as it is now.
    `before` has the old values of the form's fields, and nothing for a new record. The record isn't saved.
    """
    keep_replaced(record, before)
    for field in translated_fields(type(record)):
        for language in LANGUAGES:
            column = f"{field}_{language}"
            if before and column not in before:
                continue  # the form didn't show it
            text = getattr(record, column) or ""
            if language != record.origin and text and text != (before.get(column) or ""):
                approve(record, field, language)
