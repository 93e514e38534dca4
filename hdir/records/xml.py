"""What XML can't hold, whatever it was that wrote it: not even escaped."""

import re

# XML 1.0, production 2. A file with one of the others is read by no program at all.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(text: str) -> str:
    """The text without the characters that XML 1.0 forbids. New texts have none (`plain_text`); this is for
    what was stored before, or came past the forms."""
    return _FORBIDDEN.sub("", text)
