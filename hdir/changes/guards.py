"""What may never be written, whoever asks: rooms that know such a thing register a guard."""

from collections.abc import Callable, Iterator, Sequence

from hdir.changes.edits import Edit
from hdir.records.rules import Problem

Guard = Callable[[Sequence[Edit]], Iterator[Problem]]
_guards: list[Guard] = []


def guard(function: Guard) -> Guard:
    """Registers a guard: it yields a problem for each edit that must not be written."""
    _guards.append(function)
    return function


def refusals(edits: Sequence[Edit]) -> list[Problem]:
    """What the guards have against edits."""
    return [problem for one in _guards for problem in one(edits)]
