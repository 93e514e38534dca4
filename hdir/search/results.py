"""What a search finds: ranked entries, made into results as they are read."""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

from django.urls import reverse
from django.utils.translation import override

from directory.models import Responsibility, Unit
from hdir.records.languages import FALLBACK, Shown
from hdir.search.answering import Answering
from hdir.search.asked import Question
from hdir.search.facets import Facets, Group
from hdir.search.matching import MOST_COUNTED
from hdir.search.models import Entry
from hdir.search.near import suggestions
from hdir.search.ranking import Candidate, Scored
from hdir.search.snippets import Marker, Snippet, snippet_of
from hdir.search.terms import plain


@dataclass(frozen=True)
class Result:
    """A record that was found, the unit that answers for it, and the sentence that it was found by.

    `type` is the record's type name ("unit", "goal-area" …), `names` its name by language, `url` the path of
    its page in the reader's language. `title` is the name with the words that were asked for. `unit` is None
    where no unit answers for it; `others` is how many further units have a part in it.
    `unknown` is whether the documents neither confirm nor rule out that it was so on the date asked for.
    """

    type: str
    key: str
    name: Shown
    names: Mapping[str, str]
    url: str
    unit: Unit | None
    snippet: Snippet
    title: Snippet
    others: int = 0
    unknown: bool = False


@dataclass(frozen=True)
class NotHere:
    """A unit that says it hasn't the topic that was asked for, and which unit has it instead, if any is
    known (`responsibility.instead`). `has_it` is whether any unit is known to have the topic."""

    responsibility: Responsibility
    has_it: bool


@dataclass
class Found(Sequence[Result]):
    """What a question finds: a sequence of results, best first, made as they are read.

    `question` says what was understood, `not_here` which units say that they haven't what was asked for.
    A slice takes two queries, whatever its length.
    """

    question: Question
    language: str
    answering: Answering
    ranked: Sequence[Scored] = ()
    groups: Sequence[Group] = ()
    facets: Facets = field(default_factory=Facets)
    not_here: Sequence[NotHere] = ()
    known: dict[int, Entry] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ranked)

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results(self.ranked))

    @overload
    def __getitem__(self, place: int) -> Result: ...
    @overload
    def __getitem__(self, place: slice) -> list[Result]: ...
    def __getitem__(self, place: int | slice) -> Result | list[Result]:
        if isinstance(place, slice):
            return self.results(self.ranked[place])
        return self.results([self.ranked[place]])[0]

    @property
    def date(self) -> datetime.date | None:
        """The date that was asked about."""
        return self.answering.date

    @cached_property
    def more(self) -> bool:
        """Whether there are more results than were counted."""
        return sum(number for *_group, number in self.groups) >= MOST_COUNTED

    @cached_property
    def total(self) -> int:
        """How many results there are, as far as they were counted; those that are read may be fewer."""
        if self.facets.unit:
            return len(self)
        counted = sum(n for kind, language, divs, n in self.groups if self.facets.allow(kind, language, divs))
        return max(counted, len(self))

    def counts(self, facet: str) -> Counter[str]:
        """How many results each value of a facet would have."""
        return self.facets.counts(facet, self.groups)

    @cached_property
    def near(self) -> list[str]:
        """Words to try where nothing was found, as people read them."""
        if len(self):
            return []
        return [word for unknown in self.question.unknown[:2] for word in suggestions(plain(unknown))]

    def unit_of(self, scored: Scored) -> str | None:
        """The key of the unit that answers for an entry; None where none does."""
        return self.answering.unit(scored.candidate)

    def results(self, scored: Sequence[Scored]) -> list[Result]:
        """These as results."""
        pks = [one.candidate.pk for one in scored]
        entries = self.known if set(pks) <= self.known.keys() else Entry.objects.shown().in_bulk(pks)
        keys = {key for one in scored if (key := self.unit_of(one))}
        units = Unit.objects.in_bulk(keys) if keys else {}
        with override(self.language):
            home = reverse("home")
        marker = Marker(self.question.words)
        return [self._result(one.candidate, entries[one.candidate.pk], units, home, marker) for one in scored]

    def _result(
        self, candidate: Candidate, entry: Entry, units: dict[str, Unit], home: str, marker: Marker
    ) -> Result:
        held = self.answering.units(candidate)
        name = _shown(entry.name, self.language)
        # A task is called by its text; nothing more is known of it.
        snippet = Snippet() if entry.type == "task" else snippet_of(entry, marker, self.language)
        return Result(
            type=entry.type,
            key=entry.key,
            name=name,
            names=entry.name,
            url=f"{home}{entry.path}",
            unit=units.get(held[0]) if held else None,
            # Nor is a statement that is called by its text to say it twice.
            snippet=Snippet() if snippet.text.startswith(name.text[:40]) else snippet,
            title=marker.marked(name.text, name.language),
            others=max(len(held) - 1, 0),
            unknown=_unknown(entry, self.date),
        )


def _unknown(entry: Entry, date: datetime.date | None) -> bool:
    if date is None or entry.documented is None:
        return False
    return not any(first <= date.isoformat() <= last for first, last in entry.documented)


def _shown(name: dict[str, str], language: str) -> Shown:
    for code in FALLBACK[language]:
        if text := name.get(code):
            return Shown(text, code)
    return Shown("", "")
