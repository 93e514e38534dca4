"""Rules across rows. They run at the end of every write, inside its transaction, and in check_content.

Rules about one row are constraints of its table. An app registers its rules in its rules.py; each rule
is a function without arguments that yields the problems it finds in the database as it stands.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, where, and what to do about it."""

    model: str
    key: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.model} {self.key}, {self.field}: {self.message}"


class RulesBrokenError(Exception):
    """A write would leave content that breaks a rule across rows. Nothing of it was kept."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(problems)
        super().__init__("; ".join(map(str, self.problems)))


Rule = Callable[[], Iterator[Problem]]
_rules: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Registers a rule across rows."""
    _rules.append(function)
    return function


def broken_rules() -> list[Problem]:
    """All problems in the content as it stands, in a fixed order."""
    return sorted(problem for one in _rules for problem in one())


def enforce_rules() -> None:
    """Raises RulesBrokenError if the content as it stands breaks a rule. Call inside the transaction."""
    if problems := broken_rules():
        raise RulesBrokenError(problems)
