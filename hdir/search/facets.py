"""What results can be limited to, and how many there would be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hdir.search.matching import DIVISION, KIND, ORIGIN, token

# Type, original language, divisions (keys, with blanks between) and number of entries.
Group = tuple[str, str, str, int]


@dataclass(frozen=True)
class Facets:
    """What results are to be limited to: a type of record, a division's key, an original language, and the
    key of the unit that answers for them. An empty one limits nothing."""

    kind: str = ""
    division: str = ""
    language: str = ""
    unit: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.division or self.language or self.unit)

    @property
    def tokens(self) -> list[str]:
        """The tokens that an entry must have. Who answers for it has none: that depends on the date."""
        wanted = ((KIND, self.kind), (DIVISION, self.division), (ORIGIN, self.language))
        return [token(place, value) for place, value in wanted if value]

    def allow(self, kind: str, language: str, divisions: str) -> bool:
        """Whether an entry of this type, language and divisions is among the results."""
        return (
            (not self.kind or kind == self.kind)
            and (not self.language or language == self.language)
            and (not self.division or self.division in divisions.split())
        )

    def counts(self, facet: str, groups: Iterable[Group]) -> Counter[str]:
        """How many results each value of "kind", "division" or "language" would have, the others as they
        are."""
        others = replace(self, **{facet: ""})
        counts: Counter[str] = Counter()
        for kind, language, divisions, number in groups:
            if others.allow(kind, language, divisions):
                values = {"kind": [kind], "language": [language], "division": divisions.split()}[facet]
                counts.update({value: number for value in values if value})
        return counts
