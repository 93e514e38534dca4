"""Words of the vocabulary that are near to one that isn't in it."""

from django.db.models import Q

from hdir.search.models import BEFORE_A_PIECE, SHORTEST_PIECE, Word
from hdir.search.terms import common_words

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
# A shorter word has too many neighbours that mean something else.
_SHORTEST = 4
_MOST = 5
_BEGINNING = 2  # letters that a suggestion begins with: few people get these wrong


def one_error_away(word: str) -> set[str]:
    """All that a word could be meant for with one letter more, less, other or exchanged with the next.

    They are made and then looked up: some hundred, while a vocabulary has many thousand. None for numbers
    and for short words.
    """
    if len(word) < _SHORTEST or word.isdigit():
        return set()
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    shorter = {a + b[1:] for a, b in cuts if b}
    exchanged = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS}
    longer = {a + letter + b for a, b in cuts for letter in _LETTERS}
    return shorter | exchanged | other | longer


def halves(word: str) -> tuple[str, str] | None:
    """A word cut in two; None where it is too short for its end to be among the index's pieces.

    One error can't be in both halves, unless the letters on either side of the cut are exchanged: whatever is
    one error away begins with the first half or ends with the second.
    """
    middle = len(word) // 2
    shortest = BEFORE_A_PIECE + 1  # a letter may be missing
    if middle < shortest or len(word) - middle < SHORTEST_PIECE:
        return None
    return word[:middle], word[middle:]


def exchanged_between(first: str, second: str) -> str:
    """The word of these halves with the letters on either side of the cut exchanged."""
    return first[:-1] + second[0] + first[-1] + second[1:]


def suggestions(word: str) -> list[str]:
    """Words to try instead of one that nothing has, as people read them. One query.

    The nearest come first, then those that a compound ends and begins with: "vaksine" for "influensavaksine".
    """
    if len(word) < _SHORTEST:
        return []
    endings = [word[place:] for place in range(1, len(word) - _SHORTEST)]
    beginnings = [word[:place] for place in range(len(word) - 1, _SHORTEST, -1)]
    begun = Q(word__startswith=word[:_BEGINNING]) | Q(word__in=[*endings, *beginnings])
    known = list(Word.objects.filter(begun).order_by("word", "term").values_list("word", "shown", "entries"))
    furthest = max(2, len(word) // 3)
    ranked = []
    for other, shown, entries in known:
        if abs(len(other) - len(word)) <= furthest and other[:_BEGINNING] == word[:_BEGINNING]:
            ranked.append((distance(word, other), -entries, shown))
    near = [shown for away, _entries, shown in sorted(ranked) if away <= furthest]
    by_word = {other: shown for other, shown, _entries in known if other not in common_words()}
    parts = [next((by_word[part] for part in cut if part in by_word), "") for cut in (endings, beginnings)]
    return list(dict.fromkeys([*near[:_MOST], *filter(None, parts)]))


def distance(one: str, other: str) -> int:
    """How many letters must be added, left out, changed or exchanged to make one word the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        now = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (letter != wanted))
            if before and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
