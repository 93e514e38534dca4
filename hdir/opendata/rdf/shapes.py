"""Our own SHACL shapes, for this site's address."""

from pathlib import Path

from django.conf import settings

_FILE = Path(__file__).parent.parent / "shapes.ttl"


def shapes() -> bytes:
    """The shapes that /data/organisation.ttl conforms to, as Turtle with the site's address as its base."""
    return f"@base <{settings.SITE_URL}/> .\n\n".encode() + _FILE.read_bytes()
