"""What a question asks for, understood: its words, each with all that may answer it in the index."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

_MOST_VARIANTS = 24

# How well a word of the index answers one of the question.
EXACT = 1.0
EQUIVALENT = 0.85  # what the agency's terms call it in another language
BEGINS = 0.55  # the word goes on: "legev" in "legevakt"
ENDS = 0.6  # a compound that ends so: "skadeloven" in "tobakksskadeloven"
INSIDE = 0.35  # elsewhere in a compound
# What counts as the word itself, not as something that only holds it.
STRONG = 0.75


@dataclass(frozen=True)
class Variant:
    """Terms that together, in an entry, answer a word of the question; and how well they do."""

    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Asked:
    """A word of the question. `rarity` is large for a word that few entries have; at least `entries` have it,
    at some time."""

    shown: str
    word: str
    variants: tuple[Variant, ...]
    rarity: float = 1.0
    entries: int = 0


@dataclass(frozen=True)
class Question:
    """A question as the index understands it.

    `unknown` are its words that nothing in the content has; `corrected` pairs words as typed with what they
    were taken for, `divided` with the parts of them that were looked for instead. `phrases` must stand word
    by word as they are.
    """

    words: tuple[Asked, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    divided: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


def best_of(variants: Mapping[tuple[str, ...], float]) -> tuple[Variant, ...]:
    """The best of the variants, in an order that doesn't depend on the database."""
    ranked = sorted(variants.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Variant(terms, weight) for terms, weight in ranked[:_MOST_VARIANTS])


def rarity_of(entries: int, total: int) -> float:
    """The logarithm of how many entries there are for each that has a word."""
    return math.log(1 + (total + 1) / (max(entries, 1) + 0.5))
