"""EMAIL_URL: where mail goes out, as one line of the environment."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_BACKENDS = "django.core.mail.backends"
_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_settings(url: str) -> dict[str, object]:
    """Django's settings for smtp://user:password@host:port (smtp+tls:// for STARTTLS, smtps:// for TLS from
    the start), console: or an empty URL, which sends nothing. `?from=address` is the sender.

    Raises ImproperlyConfigured for anything else.
    """
    if not url:
        return {"EMAIL_BACKEND": f"{_BACKENDS}.dummy.EmailBackend"}
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [])
    found: dict[str, object] = {"DEFAULT_FROM_EMAIL": sender[0]} if sender else {}
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{_BACKENDS}.console.EmailBackend", **found}
    try:
        port = parts.port or _PORTS[parts.scheme]
    except (KeyError, ValueError) as error:
        raise ImproperlyConfigured(
            "EMAIL_URL: write smtp://, smtp+tls:// or smtps:// with user:password@host:port, or console:"
        ) from error
    if not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL: the host is missing.")
    return {
        "EMAIL_BACKEND": f"{_BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
        **found,
    }
