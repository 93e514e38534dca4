"""How many reports are taken in. Whoever asks is known by a keyed fingerprint that counts for an hour.

Counted in the database, which all processes of all machines share: in the cache each process would have a
count of its own where there is no Redis, and nobody would count while it is away.
"""

import datetime

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from hdir.client_address import fingerprint, network_of
from hdir.corrections.models import COUNTED_FOR, ReportCount

PER_READER, IN_ALL = 5, 200  # reports in that time


def is_too_many(request: HttpRequest, now: datetime.datetime) -> bool:
    """Counts a report, and says whether it is one too many from this reader or from all."""
    limits = {_name(request): PER_READER, "all": IN_ALL}
    counts = _counted(list(limits), now)
    return any(counts[name] > limit for name, limit in limits.items())


@transaction.atomic
def _counted(names: list[str], now: datetime.datetime) -> dict[str, int]:
    ReportCount.objects.over(now).delete()
    until = now + COUNTED_FOR
    ReportCount.objects.bulk_create(
        [ReportCount(name=name, until=until) for name in names], ignore_conflicts=True
    )
    counted = ReportCount.objects.filter(name__in=names)
    counted.update(number=F("number") + 1)  # which makes others that count the same wait
    return dict(counted.values_list("name", "number"))


def _name(request: HttpRequest) -> str:
    return fingerprint("reports", network_of(request))[:32]
