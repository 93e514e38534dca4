"""How pages that are made anew grow with the content: time, queries, bytes, memory.

Each page is made in a process of its own that has made nothing before, so that its memory is its own. Time is
what the process computes, SQLite included: the median of some requests after the first one, and its multiple
of an empty Django view's, which is asked in the same process. The page cache is off.
"""

import statistics
import time
from collections.abc import Callable, Iterator

from tests.benchmarks.apart import apart

# What is measured of made-up content (tests/benchmarks/content.py), whose first records have these keys.
PAGES = {
    "home": "/nb/",
    "unit, the topmost": "/nb/units/units-000000",
    "unit, one below": "/nb/units/units-000007",
    "organisation, drawn": "/nb/organisation",
    "organisation, a list": "/nb/organisation?view=list",
    "organisation at a date": "/nb/organisation?date=2017-01-01",
    "units": "/nb/units",
    "units, filtered": "/nb/units?kind=section&q=helse",
    "leaders": "/nb/leaders",
    "topics": "/nb/topics",
    "tasks": "/nb/tasks",
    "compare": "/nb/compare?from=2015-01-01&to=2017-01-01",
    "matrix": "/nb/strategies/strategies-000000/matrix",
    "strategy": "/nb/strategies/strategies-000000",
    "languages": "/nb/languages",
    "search": "/nb/search?q=beredskap",
    "API, units": "/api/v1/units",
    "API, search": "/api/v1/search?q=beredskap",
    "sitemap": "/sitemap.xml",
}
REQUESTS = 5
# Nobody has run collectstatic for the benchmark.
_STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def fill(units: int) -> None:
    """Puts made-up content into the database, without the plan, the history and the agreements that an apply
    makes: pages read none of them, and 100,000 units are there in minutes."""
    apart(lambda: _rows(units))


def _rows(units: int) -> None:
    from django.core.management import call_command
    from django.db import transaction

    from hdir.changes.edits import Edit
    from hdir.changes.write import write
    from hdir.records.registry import content_models
    from tests.benchmarks.content import content

    rows = content(units)
    for model in content_models():
        found = rows.pop(model.list_name)
        with transaction.atomic():
            write([Edit(model, key, "add", after=fields) for key, fields in found.items()])
    call_command("rebuild_search", verbosity=0)


def measure(pages: dict[str, str] | None = None) -> dict[str, dict]:
    """What each page takes with the content that the database holds."""
    found = {}
    for name, path in (pages or PAGES).items():
        took = apart(lambda path=path: _page(path))
        found[name] = {**took.found, "memory": took.memory}
    return found


def _page(path: str) -> dict[str, float]:
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    with override_settings(ALLOWED_HOSTS=["*"], PAGE_CACHE_MB=0, STORAGES=_STORAGES):
        client = Client()
        with CaptureQueriesContext(connection) as captured:
            size = _ask(client, path)
        queries = len(captured)  # the next request clears the log of queries
        passed = statistics.median(_times(lambda: _ask(client, path)))
    with override_settings(ALLOWED_HOSTS=["*"], MIDDLEWARE=[], ROOT_URLCONF="tests.benchmarks.empty_view"):
        empty = Client()
        _ask(empty, "/")
        nothing = statistics.median(_times(lambda: _ask(empty, "/")))
    return {
        "ms": 1000 * passed,
        "times": passed / nothing,
        "queries": queries,
        "bytes": size,
    }


def _times(action: Callable[[], object]) -> list[float]:
    found = []
    for _request in range(REQUESTS):
        started = time.process_time()
        action()
        found.append(time.process_time() - started)
    return found


def _ask(client, path: str) -> int:
    """The bytes of an answer."""
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    return len(answer.getvalue())


def lines(sizes: dict[str, dict[str, dict]]) -> Iterator[str]:
    """What was measured as rows of a table: a page a row, the sizes side by side."""
    names = [page for page in PAGES if any(page in one for one in sizes.values())]
    yield f"| page | {' | '.join(f'{size}: ms (× empty view) | queries | kB | MB' for size in sizes)} |"
    yield f"|---|{'--:|--:|--:|--:|' * len(sizes)}"
    for name in names:
        cells = []
        for one in sizes.values():
            told = one.get(name)
            cells.append(
                f"{told['ms']:.0f} (× {told['times']:.0f}) | {told['queries']} | {told['bytes'] / 1000:,.0f} "
                f"| {told['memory']:.0f}"
                if told
                else "| | |"
            )
        yield f"| {name} | {' | '.join(cells)} |"
