"""Which state of the content an answer was made from, and whether its reader has it already."""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Max, Value
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from hdir.changes.models import ChangeSet
from hdir.opendata.api.addresses import absolute
from hdir.opendata.edition import LICENCE
from hdir.records.registry import content_models
from hdir.release import release


@dataclass(frozen=True)
class Version:
    """The version of the content. `number` is that of the change set that was published last; 0 where
    none was, and then `state` follows from the rows themselves."""

    number: int
    modified: datetime.datetime | None
    state: str

    def etag(self, *what: str) -> str:
        """The entity tag of an answer made from this version."""
        told = "\n".join([release(), settings.SITE_URL, str(self.number), self.state, *what])
        return quote_etag(f"{self.number}-{hashlib.sha256(told.encode()).hexdigest()[:24]}")


def content_version() -> Version:
    """The version of the content as it stands. One query; two as long as nothing was ever published."""
    latest = ChangeSet.objects.applied().first()
    if latest is not None and latest.number and latest.applied:
        return Version(latest.number, latest.applied, latest.applied.isoformat())
    counted = [
        model._default_manager.order_by()
        .annotate(all=Value(1))
        .values("all")
        .annotate(latest=Max("modified"), number=Count("pk"))
        for model in content_models()
    ]
    first, *others = counted
    rows = list(first.union(*others, all=True))
    modified = max((row["latest"] for row in rows if row["latest"]), default=None)
    return Version(0, modified, f"{modified} {sum(row['number'] for row in rows)}")


def answer(
    request: HttpRequest, make: Callable[[], HttpResponseBase], links: dict[str, str] | None = None
) -> HttpResponseBase:
    """304 where the reader has the answer already, else the answer that `make` makes, marked.

    What the request asks for must be known to be right. `links` are further Link headers: attributes by
    address. The version is read before the content: an edit in between only makes the mark too old.
    """
    version = content_version()
    etag = version.etag(request.get_full_path())
    modified = int(version.modified.timestamp()) if version.modified else None
    response: HttpResponseBase = get_conditional_response(request, etag, modified) or make()
    response.headers["ETag"] = etag
    if modified is not None:
        response.headers["Last-Modified"] = http_date(modified)
    # Kept by whoever likes, but asked for again: an edit is seen at the next request.
    response.headers["Cache-Control"] = "public, no-cache"
    # Where attribution, version and date of truth stand, for which lists and records have no place. A table
    # has them in the description of its columns, and CSVW follows only one of several.
    own = any("describedby" in attributes for attributes in (links or {}).values())
    about = "terms-of-service" if own else "terms-of-service describedby"
    everywhere = {
        LICENCE: 'rel="license"',
        absolute("/api/v1/"): f'rel="{about}"; type="application/json"',
        absolute("/api/v1/openapi.json"): 'rel="service-desc"; type="application/vnd.oai.openapi+json"',
        absolute("/en/api"): 'rel="service-doc"; type="text/html"',
    }
    told = {**(links or {}), **everywhere}
    response.headers["Link"] = ", ".join(f"<{to}>; {attributes}" for to, attributes in told.items())
    return response
