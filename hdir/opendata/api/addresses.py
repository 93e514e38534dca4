"""Absolute addresses, all on SITE_URL: an answer says the same whatever host it was asked through."""

from django.conf import settings
from django.urls import reverse

from hdir.records.models import Record


def absolute(path: str) -> str:
    """An address of this site with its scheme and host."""
    return f"{settings.SITE_URL}{path}"


def permanent_url(record: Record | type[Record], key: str | None = None) -> str:
    """The permanent URI of what a record is about; it leads to the page in the reader's language."""
    key = key or getattr(record, "pk", "")
    return absolute(f"/id/{record.type_name}/{key}")


def list_url(name: str) -> str:
    """The address of a list."""
    return absolute(reverse(f"api:{name}"))


def record_url(name: str, key: str) -> str:
    """The address of one record of a list."""
    # Not reverse(), which would be the dearest part of a long list.
    return f"{list_url(name)}/{key}"
