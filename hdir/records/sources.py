"""Where a record is known from: document and line, and what was printed where we corrected it."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdir.records.plain_text import validate_text

PARTS = ("document", "line", "heading", "printed")
LINE_PATTERN = r"^[1-9][0-9]{0,5}(-[1-9][0-9]{0,5})?\Z"
# Only corrected words are kept, never sentences of the documents.
PRINTED_LENGTH = 80
HEADING_LENGTH = 120


def validate_sources(value: object) -> None:
    """Raises ValidationError unless the value is a list of citations.

    A citation is an object with `document` (the key of a Document) and optionally `line` ("27" or
    "27-29"), `heading` and `printed` (the words as printed, where the record holds a correction).
    Whether the document exists is a rule across rows (directory/rules.py).
    """
    if not isinstance(value, list):
        raise ValidationError(_("Sources are a list."))
    for number, source in enumerate(value, start=1):
        for error in _errors(source):
            raise ValidationError(_("Source %(number)s: %(error)s") % {"number": number, "error": error})


def _is_fit(part: str) -> bool:
    try:
        validate_text(part)
    except ValidationError:
        return False
    return bool(part)


def _errors(source: object):
    if not isinstance(source, dict):
        yield _("an object with document and line is needed.")
        return
    if unknown := sorted(set(source) - set(PARTS)):
        yield _("unknown part “%(part)s”.") % {"part": unknown[0]}
    if not all(isinstance(part, str) and _is_fit(part) for part in source.values()):
        yield _("every part must be a text that isn't empty, without control characters or HTML.")
        return
    if "document" not in source:
        yield _("the document is missing.")
    line = source.get("line")
    if line is not None:
        if not re.match(LINE_PATTERN, line):
            yield _("write the line as 27 or 27-29.")
        elif "-" in line and int(line.split("-")[0]) >= int(line.split("-")[1]):
            yield _("the last line must come after the first.")
    if len(source.get("heading", "")) > HEADING_LENGTH:
        yield _("the heading is too long.")
    if len(source.get("printed", "")) > PRINTED_LENGTH:
        yield _("give only the words that were corrected, at most %(count)s characters.") % {
            "count": PRINTED_LENGTH
        }


def citation(source: dict[str, str]) -> str:
    """A source as it is cited: "003:27–29", or the document's key alone."""
    line = source.get("line", "").replace("-", "–")
    return f"{source['document']}:{line}" if line else source["document"]


class SourcesField(models.JSONField):
    """The citations of a record, in the order they were given."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", gettext_lazy("sources"))
        kwargs.update(default=list, blank=True)
        kwargs.setdefault("validators", [validate_sources])
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        """The citations with their parts in one order: PostgreSQL's jsonb keeps an order of its own."""
        sources = super().from_db_value(value, expression, connection)
        return [{part: s[part] for part in PARTS if part in s} for s in sources or []]
