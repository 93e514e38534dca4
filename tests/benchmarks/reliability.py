"""What readers get while the content is edited under load: `python -m tests.benchmarks.reliability`.

32 clients, each on a connection that it keeps, ask for pages, lists, searches and data for two minutes,
while a process of its own publishes an edit every few seconds, through a change set as the admin does.
Counted are answers that failed; measured is for how long after a publication a request still got the page
before it, how long answers took, and how much memory each worker took. First on SQLite, one gunicorn of two
workers; then on PostgreSQL and Redis, two gunicorns of two workers, where these are there (DATABASE_URL
names a server on which a database may be made, CACHE_URL a Redis; by default those of .ci/run).

Prints the figures, and with `--write` puts them in docs/reliability.md, with machine, versions and date.
"""

import argparse
import datetime
import json
import os
import platform
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

import psycopg
import redis

from tests.benchmarks.server import gunicorn, workers_of
from tests.databases import drop

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- made by tests.benchmarks.reliability: begin -->", "<!-- end -->"
POSTGRESQL = "postgres://hdir_ci:hdir_ci@127.0.0.1/hdir_reliability"
REDIS = "redis://127.0.0.1:6379/8"

WATCHED = "/en/units/helfo"
NAMED = re.compile(rb"Helfo edit (\d+)")
# Pages of every kind, in three languages; every third request is for the page that is edited.
PAGES = [
    "/nb/", "/en/", "/nb/units/helfo", "/nn/units/helfo", "/en/units", "/nb/units?kind=division",
    "/nb/organisation", "/nn/strategies/strategi-2014-2018", "/nb/units/helfo?date=2016-03-01", "/nb/topics",
    "/en/topics", "/en/search?q=tobacco", "/nb/search?q=psykisk+helse", "/api/v1/units?page_size=50",
    "/api/v1/units/helfo", "/nb/changes.atom", "/sitemap.xml",
]  # fmt: skip
_EVERY_THIRD = 3
_TIMEOUT = 60
_SERVER_ERROR = 500
_MEGABYTE = 1024  # in the kilobytes that the system counts memory in
_WARM = 0.25  # of the time, after which memory should be flat


@dataclass
class Answers:
    """What one client got: how long each answer took, how many of each status, what it saw of the edits."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    cut: int = 0  # connections that ended in the middle of an answer, or couldn't be made
    # When a request for the page that is edited began, and the number of the edit that it showed.
    seen: list[tuple[float, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Memory:
    """Megabytes of one worker: when all its pages had been asked for, at most, and in the end."""

    warm: float
    most: float
    end: float


@dataclass(frozen=True)
class Found:
    """What came of a run. Times in milliseconds, staleness in seconds."""

    where: str
    clients: int
    seconds: float
    requests: int
    server_errors: int
    cut: int
    other_statuses: dict[int, int]
    errors_logged: int
    edits: int
    stale_answers: int
    stale_max: float
    stale_p95: float
    p50: float
    p95: float
    p99: float
    slowest: float
    memory: list[Memory]

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.seconds


class Client:
    """One reader, on a connection that is kept for as long as the server keeps it."""

    def __init__(self, port: int, seed: int):
        self.port, self.answers = port, Answers()
        self._random = random.Random(seed)
        self._connection: socket.socket | None = None

    def read(self, until: float) -> None:
        """Asks one page after the other."""
        count = 0
        while time.monotonic() < until:
            path = WATCHED if count % _EVERY_THIRD == 0 else self._random.choice(PAGES)
            self._ask(path)
            count += 1
        self._hang_up()

    def _ask(self, path: str) -> None:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: identity\r\n\r\n".encode()
        began = time.monotonic()
        # A kept connection may have ended while nobody asked: browsers ask again on a new one, once.
        for kept in (True, False):
            if not kept:
                self._hang_up()
            fresh = self._connection is None
            try:
                status, body = self._answer(request)
                break
            except OSError:
                self._hang_up()
                if fresh:
                    self.answers.cut += 1
                    return
        self.answers.seconds.append(time.monotonic() - began)
        self.answers.statuses[status] += 1
        if path == WATCHED and (found := NAMED.search(body)):
            self.answers.seen.append((began, int(found[1])))

    def _answer(self, request: bytes) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = socket.create_connection(("127.0.0.1", self.port), _TIMEOUT)
            self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection.sendall(request)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, body = got.partition(b"\r\n\r\n")
        lower = head.lower()
        length = int(lower.partition(b"content-length: ")[2].partition(b"\r")[0])
        parts, left = [body], length - len(body)
        while left > 0:
            parts.append(self._more())
            left -= len(parts[-1])
        if b"connection: close" in lower:
            self._hang_up()
        return int(head.split(b" ", 2)[1]), b"".join(parts)

    def _more(self) -> bytes:
        assert self._connection is not None
        if not (got := self._connection.recv(1 << 18)):
            raise ConnectionError("the server hung up")
        return got

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Editor:
    """A process that publishes a new name every few seconds."""

    def __init__(self, environment: dict[str, str], log: IO):
        self.published: list[float] = []  # when the edit of this number was, number 0 first
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.publisher"],
            env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip

    def publish(self) -> None:
        """Publishes the next name and waits until that is done."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"Helfo edit {len(self.published)}\n")
        self._process.stdin.flush()
        said = self._process.stdout.readline().split()
        if said[:1] != ["published"]:
            raise SystemExit("an edit couldn't be published")
        self.published.append(float(said[1]))

    def work(self, until: float, every: float) -> None:
        """Goes on until a moment."""
        while time.monotonic() + every < until:
            time.sleep(every)
            self.publish()

    def go(self) -> None:
        """Ends the process."""
        self._process.communicate(timeout=_TIMEOUT)


def staleness(published: list[float], seen: list[tuple[float, int]]) -> tuple[int, list[float]]:
    """How many answers were stale, and for each edit after the first for how many seconds after it was
    published a request that began then still got the page before it."""
    stale, longest = 0, [0.0] * len(published)
    for began, shown in seen:
        missed = [number for number in range(shown + 1, len(published)) if published[number] < began]
        stale += bool(missed)
        for number in missed:
            longest[number] = max(longest[number], began - published[number])
    return stale, longest[1:]


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of all values is; 0 of none."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def resident(pid: int) -> float:
    """Megabytes of memory that a process has."""
    told = Path(f"/proc/{pid}/status").read_text()
    return int(told.partition("VmRSS:")[2].split()[0]) / _MEGABYTE


def measure(
    where: str, servers: list[tuple[int, int]], editor: Editor, log: Path, chosen: argparse.Namespace
) -> Found:
    """Lets clients read and the editor write; `servers` are ports and processes."""
    editor.publish()  # edit 0, which every later page must be newer than
    clients = [Client(servers[n % len(servers)][0], n) for n in range(chosen.clients)]
    workers = [worker for _port, pid in servers for worker in workers_of(pid)]
    sizes: dict[int, list[float]] = {worker: [] for worker in workers}
    began = time.monotonic()
    until = began + chosen.seconds
    threads = [threading.Thread(target=client.read, args=(until,)) for client in clients]
    threads.append(threading.Thread(target=editor.work, args=(until, chosen.every)))
    for thread in threads:
        thread.start()
    while time.monotonic() < until:
        time.sleep(0.5)
        for worker in workers:
            sizes[worker].append(resident(worker))  # fails if one has died
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    answers = [client.answers for client in clients]
    statuses = sum((one.statuses for one in answers), Counter())
    seconds = [value for one in answers for value in one.seconds]
    stale, longest = staleness(editor.published, [shown for one in answers for shown in one.seen])
    return Found(
        where=where,
        clients=chosen.clients,
        seconds=took,
        requests=sum(statuses.values()),
        server_errors=sum(count for status, count in statuses.items() if status >= _SERVER_ERROR),
        cut=sum(one.cut for one in answers),
        other_statuses={s: n for s, n in sorted(statuses.items()) if s != 200 and s < _SERVER_ERROR},
        errors_logged=len(re.findall(r"^.*\bERROR\b.*$|^Traceback", log.read_text("utf-8", "replace"), re.M)),
        edits=len(longest),
        stale_answers=stale,
        stale_max=max(longest, default=0.0),
        stale_p95=percentile(longest, 0.95),
        p50=1000 * percentile(seconds, 0.5),
        p95=1000 * percentile(seconds, 0.95),
        p99=1000 * percentile(seconds, 0.99),
        slowest=1000 * max(seconds, default=0.0),
        memory=[
            Memory(statistics.median(one[int(len(one) * _WARM) :][:5]), max(one), statistics.median(one[-5:]))
            for one in sizes.values()
        ],
    )


# --- Where -------------------------------------------------------------------------------------------


def environment_of(database: str, cache: str = "") -> dict[str, str]:
    """The environment of all processes of one site."""
    own = {"DATABASE_URL": database, "CACHE_URL": cache, "DJANGO_SETTINGS_MODULE": "hdir.settings"}
    return {
        **os.environ,
        "SECRET_KEY": "only-for-benchmarks",
        "DEBUG": "",
        "SITE_URL": "http://localhost:8000",
        **own,
    }


def manage(environment: dict[str, str], *arguments: str) -> None:
    """Runs a command of the site."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def fill(environment: dict[str, str]) -> None:
    """Makes the tables and loads the real content."""
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "load_fixtures", "--apply")


@contextmanager
def on_sqlite(folder: Path) -> Iterator[dict[str, str]]:
    """A database of its own in a file."""
    environment = environment_of(f"sqlite:///{folder}/site.sqlite3")
    fill(environment)
    yield environment


@contextmanager
def on_postgresql() -> Iterator[dict[str, str] | None]:
    """A database of its own on the server, and a part of Redis; None where one of them is absent."""
    url, cache = os.environ.get("DATABASE_URL", POSTGRESQL), os.environ.get("CACHE_URL", REDIS)
    url = url if url.startswith("postgres") else POSTGRESQL
    server, _, name = url.rpartition("/")
    try:
        redis.Redis.from_url(cache).flushdb()
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            drop(connection, name)
            connection.execute(f'CREATE DATABASE "{name}"')
    except (redis.ConnectionError, psycopg.OperationalError) as error:
        print(f"without PostgreSQL and Redis: {error}", file=sys.stderr)
        yield None
        return
    try:
        environment = environment_of(url, cache)
        fill(environment)
        yield environment
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            drop(connection, name)


def run(where: str, environment: dict[str, str], machines: int, chosen: argparse.Namespace) -> Found:
    """Starts so many gunicorns and measures them together."""
    with tempfile.NamedTemporaryFile("w") as log, ExitStack() as stack:
        servers = [
            stack.enter_context(gunicorn("hdir.wsgi", environment, workers=2, log=log))
            for _machine in range(machines)
        ]
        editor = Editor(environment, log)
        stack.callback(editor.go)
        return measure(where, servers, editor, Path(log.name), chosen)


# --- What is printed ---------------------------------------------------------------------------------


def versions() -> str:
    """What was measured on, in a line."""
    import brotli  # noqa: F401 - as the site does, so that the line fails where the site would
    import django
    import gunicorn as server

    cpus = Path("/proc/cpuinfo").read_text()
    model = re.search(r"^model name\s*:\s*(.+)$", cpus, re.M)
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    parts = [
        f"{os.cpu_count()} cores ({model[1].strip() if model else platform.machine()})",
        f"{pages * size / 1024**3:.0f} GB",
        f"Python {platform.python_version()}",
        f"Django {django.__version__}",
        f"gunicorn {server.__version__}",
    ]
    return ", ".join(parts)


def table(found: list[Found], today: datetime.date, busy: float) -> str:
    """The figures as they stand in the document."""
    rows = [
        ("clients, seconds", lambda one: f"{one.clients}, {one.seconds:.0f}"),
        ("requests, in a second", lambda one: f"{one.requests}, {one.per_second:.0f}"),
        ("answers 5xx", lambda one: str(one.server_errors)),
        ("connections cut", lambda one: str(one.cut)),
        ("other answers than 200", lambda one: json.dumps(one.other_statuses) if one.other_statuses else "0"),
        ("errors in the log", lambda one: str(one.errors_logged)),
        ("edits published", lambda one: str(one.edits)),
        ("answers older than the newest publication", lambda one: str(one.stale_answers)),
        ("longest after a publication, 95 % and all",
         lambda one: f"{one.stale_p95:.2f} s, {one.stale_max:.2f} s"),
        ("answer: half, 95 %, 99 %", lambda one: f"{one.p50:.0f}, {one.p95:.0f}, {one.p99:.0f} ms"),
        ("slowest answer", lambda one: f"{one.slowest:.0f} ms"),
        ("memory of each worker: warm, at most, in the end", lambda one: "; ".join(
            f"{worker.warm:.0f}, {worker.most:.0f}, {worker.end:.0f} MB" for worker in one.memory)),
    ]  # fmt: skip
    lines = [
        f"Measured on {today.isoformat()}: {versions()}. Before it began, {busy:.1f} processes were waiting "
        "for a core.",
        "",
        "| | " + " | ".join(one.where for one in found) + " |",
        "|---" * (len(found) + 1) + "|",
        *(f"| {name} | {' | '.join(value(one) for one in found)} |" for name, value in rows),
    ]
    return "\n".join(lines)


def put_into(document: Path, made: str) -> None:
    """Replaces what stands between the marks."""
    text = document.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    document.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=120, help="for each database")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--every", type=float, default=4, help="seconds between two edits")
    parser.add_argument("--on", choices=["sqlite", "postgresql"], help="only there")
    parser.add_argument("--write", action="store_true", help="put the tables in docs/reliability.md")
    parser.add_argument("--json", action="store_true", help="print for machines")
    chosen = parser.parse_args()
    busy, found = os.getloadavg()[0], []
    manage(environment_of("sqlite:///:memory:"), "collectstatic", "--noinput", "--verbosity", "0")
    if chosen.on != "postgresql":
        with tempfile.TemporaryDirectory() as folder, on_sqlite(Path(folder)) as environment:
            found.append(run("SQLite, one gunicorn", environment, 1, chosen))
    if chosen.on != "sqlite":
        with on_postgresql() as environment:
            if environment:
                found.append(run("PostgreSQL and Redis, two gunicorns", environment, 2, chosen))
    if chosen.json:
        print(json.dumps([asdict(one) for one in found]))
        return
    made = table(found, datetime.datetime.now(datetime.UTC).date(), busy)
    print(made)
    if chosen.write:
        put_into(DOCUMENT, made)


if __name__ == "__main__":
    main()
