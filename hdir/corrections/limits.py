"""How many reports are taken in. Whoever asks is known by a keyed fingerprint that counts for an hour.

Counted in the database, which all processes of all machines share: in the cache each process would have a
count of its own where there is no Redis, and nobody would count while it is away.
"""

import datetime

from django.db import transaction
from django.db.models import Exists, F
from django.http import HttpRequest

from hdir.client_address import fingerprint, network_of
from hdir.corrections.models import COUNTED_FOR, ReportCount

PER_READER, IN_ALL = 5, 200  # reports in that time
_ALL = "all"  # the name that they are counted under together; fingerprints are longer


@transaction.atomic
def is_too_many(request: HttpRequest, now: datetime.datetime) -> bool:
    """Counts a report, and says whether it is one too many from this reader or from all. What is refused for
    the reader alone isn't counted for all: else one of them could shut the form for everybody."""
    name = _name(request)
    ReportCount.objects.over(now).delete()
    until = now + COUNTED_FOR
    ReportCount.objects.bulk_create(
        [ReportCount(name=one, until=until) for one in (name, _ALL)], ignore_conflicts=True
    )
    # Each makes others that count the same wait, always the reader's own first: nobody waits in a circle.
    own = ReportCount.objects.filter(name=name)
    own.update(number=F("number") + 1)
    let_through = Exists(own.filter(number__lte=PER_READER))
    ReportCount.objects.filter(let_through, name=_ALL).update(number=F("number") + 1)
    counts = dict(ReportCount.objects.filter(name__in=[name, _ALL]).values_list("name", "number"))
    return counts[name] > PER_READER or counts[_ALL] > IN_ALL


def _name(request: HttpRequest) -> str:
    return fingerprint("reports", network_of(request))[:32]
