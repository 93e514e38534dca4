"""What no text of the content may hold, whoever writes it: a file, the admin, a translator."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 50_000  # characters; the longest text of the documents has 3,000

_TAG = re.compile(r"<[a-zA-Z/!?]")
# All control characters but tab and line feed, those that turn the direction of letters around (a name could
# read as another one), halves of surrogate pairs, and the two that are no characters. PostgreSQL refuses some
# of them altogether, and no feed could hold the others (hdir/records/xml.py).
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def validate_text(text: str) -> None:
    """Raises ValidationError for a text that is too long, has an HTML tag, control characters or blanks
    at its ends. Then what is saved can be written to a file and read from it again."""
    if len(text) > LONGEST_TEXT:
        raise ValidationError(
            _("The text has more than %(most)s characters. Shorten it.") % {"most": LONGEST_TEXT}
        )
    if _CONTROL.search(text):
        raise ValidationError(_("The text has a control character. Take it out."))
    if _TAG.search(text):
        raise ValidationError(_("The text has an HTML tag. Write Markdown; HTML isn’t shown."))
    if text != text.strip():
        raise ValidationError(_("The text has blanks at its beginning or end. Take them out."))
