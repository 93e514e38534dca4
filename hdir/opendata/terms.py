"""On which terms data are given, which version they are of, and for when they are true: as plain data."""

import datetime

from django.conf import settings

from hdir.opendata.edition import (
    ATTRIBUTION,
    INDEPENDENT,
    LICENCE,
    LICENCE_NAME,
    PERSONS,
    SITE_NAME,
    Edition,
    in_all_languages,
)


def terms(date: datetime.date | None) -> dict[str, object]:
    """What files say of themselves that have no words of their own for it; `date` is the day they are of."""
    edition = Edition.current()
    return {
        "title": in_all_languages(SITE_NAME),
        "site": settings.SITE_URL,
        "independent": None if settings.SITE_OFFICIAL else in_all_languages(INDEPENDENT),
        "version": edition.version,
        "true_for": edition.true_for,
        "date": date.isoformat() if date else None,
        "licence": {"name": LICENCE_NAME, "url": LICENCE},
        "attribution": in_all_languages(ATTRIBUTION),
        "personal_data": in_all_languages(PERSONS),
    }
