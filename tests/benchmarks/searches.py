"""How long search takes beside an empty SELECT, with many units.

Fills the index with made-up content and asks a named mix of questions: p50 and p95 of the time that passed,
also as multiples of an empty SELECT that runs between the questions, and of the time computed, which says
more where others use the machine too. That is the time of this process and of PostgreSQL's that works for it,
where Linux tells (the server runs on this machine).
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.apart import apart

ROUNDS = 30  # times that each question of the mix is asked
READ = 20  # results that a page or a call reads
VOCABULARY = 20_000  # words that all content is made of, the first ones far more often than the last
RARE = 500  # units that have a word of their own

_FIRST = [
    "barne",
    "helse",
    "miljø",
    "folke",
    "syke",
    "trafikk",
    "skole",
    "arbeids",
    "strå",
    "luft",
    "pasient",
]
_MIDDLE = [
    "vern",
    "verk",
    "tjeneste",
    "register",
    "senter",
    "kontroll",
    "plan",
    "lov",
    "tilsyn",
    "råd",
    "fag",
]
_LAST = ["avdeling", "kontor", "utvalg", "ordning", "gruppe", "sentral", "team", "nemnd", "drift", "rett"]
_ENDINGS = ["", "en", "er", "ene", "s"]
_SENTENCE = "Enheten har ansvar for {} og gir råd om {}. Den følger opp {} i hele landet, særlig {}."
COMMON = "fellesord"  # stands in every unit
FIFTH = "femtedelsord"  # stands in a fifth of the entries

# The mix: what is asked, by name, and how often of a hundred.
MIX: tuple[tuple[str, str, int], ...] = (
    ("a rare word", "sjeldenord{n}", 25),
    ("a unit's whole name", "{name}", 15),
    ("two words", "helsevernavdeling miljøtilsynskontor", 15),
    ("a part of compounds", "verngruppe", 10),
    ("a word in a fifth of the rows", FIFTH, 10),
    ("a word in all units", COMMON, 5),
    ("a rare and a common word", "sjeldenord{n} " + COMMON, 5),
    ("a typing error", "helsevernavdelnig", 5),
    ("a beginning", "helsereg", 5),
    ("a phrase", '"gir råd om"', 2),
    ("nothing", "xyzzyplugh", 3),
)


class Writer:
    """Makes up names and sentences, the same ones every time."""

    def __init__(self) -> None:
        self.source = random.Random(7)
        made = (f"{a}{b}{c}{d}" for d in _ENDINGS for c in _LAST for b in _MIDDLE for a in _FIRST)
        more = (f"{a}{b}{c}{d}" for d in _LAST for c in _MIDDLE for b in _MIDDLE for a in _FIRST)
        self.words = [word for word, _ in zip((*made, *more), range(VOCABULARY), strict=False)]

    def word(self) -> str:
        """A word; the frequent ones as much more often as in real text (Zipf)."""
        return self.words[int(len(self.words) ** self.source.random()) - 1]

    def name(self) -> str:
        return f"{self.word()} og {self.word()}".capitalize()


def content(number: int) -> Iterator:
    """Made-up units, each with a text in two languages and a task."""
    from directory.models import Passage, Task, Unit
    from hdir.search.kinds import Draft

    write = Writer()
    every = max(number // RARE, 1)
    for n in range(number):
        key = f"unit-{n}"
        unit = Unit(key=key, kind="department", name_nb=write.name())
        holders = [(key, None, None)]
        text = _SENTENCE.format(*(write.name().lower() for _ in range(4))) + f" Her står {COMMON}."
        text += f" Og sjeldenord{n // every}." if n % every == 0 else ""
        text += f" Og {FIFTH}." if n % 5 < 2 else ""  # of the units; there are as many tasks without it
        texts = {"nb": [text], "en": [f"Gives advice on {write.word()}."]}
        yield Draft(unit, {"nb": unit.name_nb}, texts=texts, holders=holders)
        passage = Passage(key=f"passage-{n}", unit=unit, kind="tasks")
        task = Task(key=f"task-{n}", passage=passage, text_nb=write.name())
        yield Draft(task, {"nb": task.text_nb}, context={"nb": [unit.name_nb]}, holders=holders)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that passed, and that were computed."""
    start, before = time.perf_counter(), computed()
    work()
    return (time.perf_counter() - start) * 1000, (computed() - before) * 1000


def computed() -> float:
    """Seconds that this process has computed, with PostgreSQL's beside it if it can be seen."""
    from django.db import connection

    own = time.process_time()
    if connection.vendor == "postgresql" and connection.connection:
        statistics_of_it = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        if statistics_of_it.exists():
            return own + int(statistics_of_it.read_text().split()[0]) / 1e9
    return own


def quantiles(times: list[float]) -> tuple[float, float]:
    """p50 and p95."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def measure(units: int) -> dict:
    """Fills the index for so many units, and what the mix takes then."""
    made = apart(lambda: _fill(units))
    asked = apart(lambda: _ask(units)).found
    return {**made.found, "seconds": made.wall, "computed": made.cpu, "memory": made.memory, **asked}


def _fill(units: int) -> dict[str, int]:
    from hdir.search.index import replace_all
    from hdir.search.models import Entry, Word

    replace_all(content(units))
    return {"entries": Entry.objects.count(), "words": Word.objects.count()}


def _ask(units: int) -> dict:
    from django.db import connection

    from hdir.search.query import search

    def empty() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchall()

    source = random.Random(11)
    first = Writer().name()
    asked: dict[str, list[tuple[float, float]]] = {}
    beside: list[float] = []
    search(first, "nb")[:READ]
    for _round in range(ROUNDS):
        for name, pattern, _share in MIX:
            text = pattern.format(n=source.randrange(min(RARE, units)), name=first)
            beside.append(timed(empty)[0])
            asked.setdefault(name, []).append(timed(lambda text=text: search(text, "nb")[:READ]))
    mix = [one for name, _pattern, share in MIX for one in asked[name] * share]
    return {
        "empty": statistics.median(beside),
        "questions": {name: _told(times) for name, times in asked.items()},
        "mix": _told(mix),
    }


def _told(times: list[tuple[float, float]]) -> dict[str, float]:
    p50, p95 = quantiles([passed for passed, _worked in times])
    own50, own95 = quantiles([worked for _passed, worked in times])
    return {"p50": p50, "p95": p95, "computed p50": own50, "computed p95": own95}


def lines(sizes: dict[str, dict]) -> Iterator[str]:
    """What was measured as rows of a table: a question a row, p50 / p95 of each size side by side."""
    yield f"| question | of 100 | {' | '.join(f'{size}: p50 / p95 ms | computed' for size in sizes)} |"
    yield f"|---|--:|{'--:|--:|' * len(sizes)}"
    for name, _pattern, share in (*MIX, ("the mix", "", 100)):
        cells = []
        for one in sizes.values():
            told = one["mix"] if name == "the mix" else one["questions"][name]
            cells.append(
                f"{told['p50']:.1f} / {told['p95']:.1f} "
                f"| {told['computed p50']:.1f} / {told['computed p95']:.1f}"
            )
        yield f"| {name} | {share} | {' | '.join(cells)} |"
    empty = ", ".join(f"{one['empty']:.3f} ms" for one in sizes.values())
    yield ""
    yield f"An empty SELECT took {empty}. " + " ".join(
        f"{size}: {one['entries']:,} entries and {one['words']:,} words, made in {one['seconds']:.0f} s "
        f"({one['computed']:.0f} s computed) with {one['memory']:.0f} MB."
        for size, one in sizes.items()
    )
