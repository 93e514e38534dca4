"""What changed between two versions of a text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Piece:
    """A run of words that is "same", "removed" or "added"."""

    kind: str
    text: str


def words_changed(before: str, after: str) -> list[Piece]:
    """The text as it was and as it is, in one, with what was removed and what was added."""
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    # Words are compared, not the space behind them, so that a run of new words is one piece.
    bare_old, bare_new = ([word.rstrip() for word in words] for words in (old, new))
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, bare_old, bare_new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(new[c:d])))
            continue
        if b > a:
            # Where the text now ends there, the word before it has lost the space behind it.
            gap = old[a - 1][len(bare_old[a - 1]) :] if a and c == len(new) else ""
            pieces.append(Piece("removed", gap + "".join(old[a:b])))
        if d > c:
            pieces.append(Piece("added", "".join(new[c:d])))
    return pieces
