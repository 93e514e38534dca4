"""The translation board: how much is translated, and what waits."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from hdir.records.approvals import fingerprint
from hdir.records.languages import LANGUAGES
from hdir.records.models import Record, Written
from hdir.records.registry import content_models
from hdir.texts.states import TO_DO, State, Text, texts


@dataclass
class Cell:
    """The texts of one model in one language: how many are in each state, and the words to do."""

    counts: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    words: int = 0

    def add(self, text: Text) -> None:
        """Counts a text."""
        self.counts[text.state] += 1
        self.words += text.words_to_do

    @property
    def done(self) -> bool:
        """Whether nothing waits."""
        return not any(self.counts[state] for state in TO_DO)

    @property
    def waiting(self) -> list[tuple[State, int]]:
        """The states that wait for somebody, with their numbers."""
        return [(state, self.counts[state]) for state in TO_DO if self.counts[state]]


@dataclass(frozen=True)
class Line:
    """One model on the board, with a cell per language in the order of LANGUAGES."""

    model: type[Written]
    cells: dict[str, Cell]


def written_models() -> list[type[Written]]:
    """The content models that have text."""
    return [model for model in content_models() if issubclass(model, Written)]


def lines() -> list[Line]:
    """The whole board: models by language."""
    board = []
    for model in written_models():
        cells = {language: Cell() for language in LANGUAGES}
        for record in model._default_manager.all():
            for text in texts(record):
                cells[text.language].add(text)
        board.append(Line(model, cells))
    return board


def totals(board: list[Line]) -> dict[str, Cell]:
    """The sum of the board's lines by language."""
    sums: dict[str, Cell] = defaultdict(Cell)
    for line in board:
        for language, cell in line.cells.items():
            sums[language].words += cell.words
            for state, number in cell.counts.items():
                sums[language].counts[state] += number
    return dict(sums)


@dataclass(frozen=True)
class Waiting:
    """A record with the texts that wait in one language."""

    record: Written
    language: str
    texts: list[Text]

    @property
    def seen(self) -> str:
        """The fingerprint of all originals that wait, to tell later whether they are still the same."""
        return fingerprint("\n".join(text.original for text in self.texts))

    @property
    def words(self) -> int:
        """The words of the originals that wait."""
        return sum(text.words_to_do for text in self.texts)


def waiting_of(record: Written, language: str, states: tuple[State, ...] = TO_DO) -> Waiting | None:
    """What waits in one record, or None."""
    found = [t for t in texts(record) if t.language == language and t.state in states]
    return Waiting(record, language, found) if found else None


def waiting(
    language: str, states: tuple[State, ...] = TO_DO, model: type[Record] | None = None
) -> Iterator[Waiting]:
    """The records that have texts in these states in a language, model by model."""
    for one in written_models():
        if model in (None, one):
            for record in one._default_manager.all():
                if found := waiting_of(record, language, states):
                    yield found
