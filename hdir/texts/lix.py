"""LIX, the readability index that Scandinavian style guides use (Björnsson 1968).

Words per sentence plus the percentage of words longer than six letters. Under 40 is easy, 50 is like
official texts, over 60 is heavy.
"""

import re

LONG = 6  # letters; a word with more counts as long
HEAVY = 60

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# A full stop inside a number or an abbreviation such as "bl.a." ends no sentence; a colon and the end of a
# paragraph do (Björnsson counts them).
_END = re.compile(r"[.!?:](?=\s|$)|\n{2,}")


def lix(text: str) -> int | None:
    """The index of a text, rounded; None for a text without a word."""
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = sum(1 for part in _END.split(text) if _WORD.search(part))
    long = sum(1 for word in words if len(word) > LONG)
    return round(len(words) / sentences + 100 * long / len(words))
