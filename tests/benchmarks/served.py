"""How fast pages are beside an empty Django view of the same bytes.

The empty view (tests/benchmarks/empty_site.py) sends the very bytes and headers that our page sends, under
the same gunicorn, in turn with ours in one run. Told are medians of the rounds: our requests per second as
a share of the empty view's, and the same share of what the server computes for a request, which says the same
on a busy machine. Then the same page made anew each time (PAGE_CACHE_MB=0).
"""

import json
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.server import Load, ask, gunicorn, load

PAGES = ["/en/units/helfo", "/nb/", "/nb/organisation", "/nn/strategies/strategi-2014-2018"]
CLIENTS = 4
# Set by the server itself, whatever the view says.
_SERVERS_OWN = {"server", "date", "connection"}
_ASKED = {"Host": "localhost:8000", "Accept-Encoding": "br"}


def measure(database: str, rounds: int, seconds: float) -> dict[str, dict]:
    """How each page fares, with the real content in the database with this address."""
    return {page: _compare(page, database, rounds, seconds) for page in PAGES}


def _compare(page: str, database: str, rounds: int, seconds: float) -> dict:
    kept: list[Load] = []
    made: list[Load] = []
    empty: list[Load] = []
    with (
        gunicorn("hdir.wsgi", {"PAGE_CACHE_MB": "64", "DATABASE_URL": database}) as (port, pid),
        gunicorn("hdir.wsgi", {"PAGE_CACHE_MB": "0", "DATABASE_URL": database}) as (plain_port, plain_pid),
        tempfile.NamedTemporaryFile() as file,
    ):
        sent, body = ask(port, page, _ASKED)
        Path(file.name).write_bytes(body)
        told = {name: value for name, value in sent.items() if name.lower() not in _SERVERS_OWN}
        environment = {"EMPTY_SITE_BODY": file.name, "EMPTY_SITE_HEADERS": json.dumps(told)}
        with gunicorn("tests.benchmarks.empty_site", environment) as (empty_port, empty_pid):
            if ask(empty_port, page, _ASKED)[1] != body:
                raise SystemExit("the empty view sends something else")
            for _round in range(rounds):
                for loads, where, process in (
                    (empty, empty_port, empty_pid), (kept, port, pid), (made, plain_port, plain_pid)
                ):  # fmt: skip
                    loads.append(load(where, process, [page], _ASKED, seconds, CLIENTS))
    return {"bytes": len(body), "kept ready": _told(kept, empty), "made each time": _told(made, empty)}


def _told(ours: list[Load], theirs: list[Load]) -> dict[str, float]:
    """Shares of the empty view's throughput, and what a request costs in milliseconds."""
    pairs = list(zip(ours, theirs, strict=True))
    return {
        "share": statistics.median(one.per_second / other.per_second for one, other in pairs),
        "computed share": statistics.median(other.cost / one.cost for one, other in pairs),
        "per second": statistics.median(one.per_second for one in ours),
        "cost": statistics.median(one.cost for one in ours),
    }


def lines(measured: dict[str, dict]) -> Iterator[str]:
    """What was measured as rows of a table."""
    yield "| page | bytes | | requests a second | of the empty view | of what it computes | ms computed |"
    yield "|---|--:|---|--:|--:|--:|--:|"
    for page, one in measured.items():
        for how in ("kept ready", "made each time"):
            told = one[how]
            yield (
                f"| `{page}` | {one['bytes']:,} | {how} | {told['per second']:.0f} | {told['share']:.2f} "
                f"| {told['computed share']:.2f} | {told['cost']:.2f} |"
            )
