"""Numbers for Prometheus, in its text format (version 0.0.4), where METRICS turns them on.

Each process counts for itself, and a scrape reaches one of them: what carries the label `process` is the
count of that process since it began, to be summed over what Prometheus has seen. The rest is the same
whichever process answers.
"""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hdir.changes.models import Baseline
from hdir.corrections.models import Report
from hdir.operations import facts, requests
from hdir.pagecache import generation
from hdir.pagecache.middleware import served

_BEGAN = time.time()
_MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass
class Metric:
    """Numbers with one name. `samples` are by their labels."""

    name: str
    kind: str  # "counter" or "gauge"
    explanation: str
    samples: list[tuple[Mapping[str, str], float]] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"# HELP {self.name} {self.explanation}", f"# TYPE {self.name} {self.kind}"]
        lines += [f"{self.name}{_labels(labels)} {_number(value)}" for labels, value in self.samples]
        return "\n".join(lines) + "\n"


def _labels(labels: Mapping[str, str]) -> str:
    pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{pairs}}}" if pairs else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """404 unless METRICS is on. While the database is away it tells what the process knows by itself."""
    if not settings.METRICS:
        raise Http404
    found = [*_of_this_process()]
    try:
        of_the_content = [*_of_the_content()]
    except (DatabaseError, InterfaceError):
        of_the_content = []
    up = Metric("hdir_database_up", "gauge", "Whether the database answers.")
    up.samples.append(({}, bool(of_the_content)))
    return HttpResponse("".join(map(str, [*found, up, *of_the_content])), content_type=_MEDIA_TYPE)


def _of_this_process() -> Iterator[Metric]:
    own = {"process": str(os.getpid())}
    made = requests.made()
    yield Metric(
        "hdir_requests_made_total",
        "counter",
        "Requests that an answer was made for, by this process. Ready pages are counted as hits instead.",
        [({**own, "kind": kind, "status": status}, made[kind, status]) for kind, status in sorted(made)],
    )
    yield Metric(
        "hdir_page_cache_total",
        "counter",
        "Readers' requests to this process: found ready, made, or shown as it was.",
        [({**own, "result": result}, number) for result, number in served().items()],
    )
    yield Metric(
        "hdir_process_start_time_seconds", "gauge", "When this process began, Unix time.", [(own, _BEGAN)]
    )
    if (number := generation.source.number()) is not None:
        yield Metric(
            "hdir_generation", "gauge", "The publication that this process knows of.", [(own, number)]
        )
    if (answers := facts.shared_cache_answers()) is not None:
        yield Metric("hdir_shared_cache_up", "gauge", "Whether Redis answers.", [({}, answers)])


def _of_the_content() -> Iterator[Metric]:
    yield Metric(
        "hdir_records",
        "gauge",
        "Records of the content by list.",
        [({"list": name}, number) for name, number in sorted(facts.records().items())],
    )
    yield Metric("hdir_database_bytes", "gauge", "Size of the database.", [({}, facts.database_size())])
    yield Metric(
        "hdir_reports_waiting",
        "gauge",
        "Reports from readers that nobody has answered.",
        [({}, Report.objects.waiting().count())],
    )
    yield Metric(
        "hdir_conflicts",
        "gauge",
        "Records in which files and staff differ.",
        [({}, Baseline.objects.disputed().count())],
    )
    yield Metric(
        "hdir_publications_overdue",
        "gauge",
        "Approved change sets whose time was more than five minutes ago: publish_due doesn't run.",
        [({}, facts.overdue(timezone.now()))],
    )
    load, backup = facts.last_load(), facts.last_backup()
    if load and load.applied:
        yield Metric(
            "hdir_last_load_timestamp_seconds",
            "gauge",
            "When files were loaded that changed something, Unix time.",
            [({}, load.applied.timestamp())],
        )
    if backup:
        yield Metric(
            "hdir_last_backup_timestamp_seconds",
            "gauge",
            "When a backup was made and verified, Unix time.",
            [({}, backup.made.timestamp())],
        )
