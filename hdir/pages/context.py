"""What every template may use."""

from django.conf import settings


def site(request):
    """Whether the agency itself publishes this site, and its public address."""
    return {"site_official": settings.SITE_OFFICIAL, "site_url": settings.SITE_URL}
