"""From which site's page a form was sent, as browsers say it."""

from django.conf import settings
from django.http import HttpRequest


def is_own(origin: str, request: HttpRequest) -> bool:
    """Whether the header Origin names this site."""
    return origin in {f"{request.scheme}://{request.get_host()}", settings.SITE_URL}
