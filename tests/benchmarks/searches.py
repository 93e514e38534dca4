"""How long search takes beside an empty SELECT, with many units: `python -m tests.benchmarks.search`.

Takes numbers of units (default 1000 10000 100000). Makes a database of its own (a file, or on the server that
DATABASE_URL names), fills the index with made-up content, asks a named mix of questions, and prints a table
in Markdown: p50 and p95 of the time that passed, also as multiples of an empty SELECT that runs between the
questions, and of the time computed, which says more where others use the machine too. That is the time of
this process and of PostgreSQL's that works for it, where Linux tells (the server runs on this machine).
"""

import argparse
import os
import platform
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

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


def surroundings() -> str:
    """What it was measured with."""
    import django
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            database = f"PostgreSQL {cursor.fetchone()[0]}"
        else:
            cursor.execute("SELECT sqlite_version()")
            database = f"SQLite {cursor.fetchone()[0]}, a file"
    return (
        f"{database}; Django {django.__version__}; Python {platform.python_version()}; {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )


def quantiles(times: list[float]) -> tuple[float, float]:
    """p50 and p95."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def measure(number: int) -> None:
    """Fills the index for so many units and prints what the mix takes."""
    from django.db import connection

    from hdir.search.index import replace_all
    from hdir.search.models import Entry, Word
    from hdir.search.query import search

    passed, worked = timed(lambda: replace_all(content(number)))
    size = f"{Entry.objects.count()} entries, {Word.objects.count()} words"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{surroundings()}\n")
    print(
        f"{number} units, {size}; the index was made in {passed / 1000:.0f} s, "
        f"{worked / 1000:.0f} s of it computed, with {memory:.0f} MB of memory at most.\n"
    )

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
            text = pattern.format(n=source.randrange(min(RARE, number)), name=first)
            beside.append(timed(empty)[0])
            asked.setdefault(name, []).append(timed(lambda text=text: search(text, "nb")[:READ]))
    base = statistics.median(beside)
    print("| question | of 100 | p50 ms | p95 ms | p50 × | p95 × | computed p50 ms | p95 ms |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, _pattern, share in MIX:
        report(name, share, asked[name], base)
    report("**the mix**", 100, [one for name, _p, share in MIX for one in asked[name] * share], base)
    print(f"\n×: times an empty SELECT, p50 {base:.3f} ms. Each question {ROUNDS} times.", flush=True)


def report(name: str, share: int, times: list[tuple[float, float]], base: float) -> None:
    """A row of what was measured."""
    p50, p95 = quantiles([passed for passed, _worked in times])
    own50, own95 = quantiles([worked for _passed, worked in times])
    print(
        f"| {name} | {share} | {p50:.1f} | {p95:.1f} | {p50 / base:.0f} | {p95 / base:.0f} "
        f"| {own50:.1f} | {own95:.1f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How long search takes with many units.")
    parser.add_argument("units", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    numbers = parser.parse_args().units

    import django

    django.setup()
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        own = connection.settings_dict["NAME"]
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/benchmark.sqlite3"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            for number in numbers:
                measure(number)
        finally:
            connection.creation.destroy_test_db(own, verbosity=0)


if __name__ == "__main__":
    main()
