"""How fast pages are beside an empty Django view of the same bytes: `python -m tests.benchmarks.pages`.

The empty view (tests/benchmarks/empty_site.py) sends the very bytes and headers that our page sends, under
the same gunicorn, in turn with ours in one run. Printed are medians of the rounds: our requests per second as
a share of the empty view's, and the same share of what the server computes for a request, which says the same
on a busy machine. Then the same page made anew each time (PAGE_CACHE_MB=0). Needs content in the database
that DATABASE_URL names.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks.server import Load, ask, gunicorn, load

PAGES = ["/en/units/helfo", "/nb/", "/nb/organisation", "/nn/strategies/strategi-2014-2018"]
# Set by the server itself, whatever the view says.
_SERVERS_OWN = {"server", "date", "connection"}


def report(name: str, ours: list[Load], theirs: list[Load]) -> None:
    """One line: shares of the empty view's throughput, and what a request costs."""
    pairs = list(zip(ours, theirs, strict=True))
    share = statistics.median(one.per_second / other.per_second for one, other in pairs)
    computed = statistics.median(other.cost / one.cost for one, other in pairs)
    rate = statistics.median(one.per_second for one in ours)
    cost = statistics.median(one.cost for one in ours)
    print(
        f"  {name:18} {share:5.2f} of the empty view ({computed:.2f} computed), {rate:6.0f}/s, {cost:.2f} ms"
    )


def compare(page: str, headers: dict[str, str], chosen: argparse.Namespace) -> None:
    """Prints how one page fares."""
    host = {"Host": "localhost:8000", **headers}
    made, kept, empty = [], [], []
    with (
        gunicorn("hdir.wsgi", {"PAGE_CACHE_MB": "64"}) as (port, pid),
        gunicorn("hdir.wsgi", {"PAGE_CACHE_MB": "0"}) as (plain_port, plain_pid),
        tempfile.NamedTemporaryFile() as file,
    ):
        sent, body = ask(port, page, host)
        Path(file.name).write_bytes(body)
        told = {name: value for name, value in sent.items() if name.lower() not in _SERVERS_OWN}
        environment = {"EMPTY_SITE_BODY": file.name, "EMPTY_SITE_HEADERS": json.dumps(told)}
        with gunicorn("tests.benchmarks.empty_site", environment) as (empty_port, empty_pid):
            if ask(empty_port, page, host)[1] != body:
                raise SystemExit("the empty view sends something else")
            for _round in range(chosen.rounds):
                for loads, where, process in (
                    (empty, empty_port, empty_pid), (kept, port, pid), (made, plain_port, plain_pid)
                ):  # fmt: skip
                    loads.append(load(where, process, [page], host, chosen.seconds, chosen.clients))
    print(f"{page}: {len(body)} bytes")
    report("kept ready", kept, empty)
    report("made each time", made, empty)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", default=PAGES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3, help="how long each round asks each server")
    parser.add_argument("--clients", type=int, default=4)
    chosen = parser.parse_args()
    for page in chosen.pages:
        compare(page, {"Accept-Encoding": "br"}, chosen)


if __name__ == "__main__":
    main()
