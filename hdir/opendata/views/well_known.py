"""What programs look for at fixed addresses: robots.txt and security.txt."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

# RFC 9116 advises less than a year; whoever reads a copy of it later should ask again.
_VALID_FOR = datetime.timedelta(days=180)


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Everything public may be indexed; the desk, and lists of search results without end, may not."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /i18n/",
        *(f"Disallow: /{code}/search?" for code, _name in settings.LANGUAGES),
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return _plain(lines)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116). Its end is computed, so that it can't be forgotten."""
    midnight = datetime.datetime.combine(timezone.now().date(), datetime.time(), datetime.UTC)
    expires = midnight + _VALID_FOR
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return _plain(lines)


def _plain(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
