"""What operators are told of the site, for the metrics and for the status page: one question each."""

import datetime
import platform
import uuid

import django
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from hdir.backups.models import BackupMade
from hdir.changes.models import ChangeSet, Origin
from hdir.pagecache import middleware as pagecache
from hdir.records.registry import content_models
from hdir.release import release


def versions() -> dict[str, str]:
    """What runs here, by its name. One query."""
    return {
        "hdir": release(),
        "Django": django.get_version(),
        "Python": platform.python_version(),
        **_database_version(),
    }


def _database_version() -> dict[str, str]:
    question = "SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()"
    return {connection.display_name: str(_answer(question))}


def database_size() -> int:
    """Bytes that the database takes. One or two queries."""
    if connection.vendor == "postgresql":
        return int(_answer("SELECT pg_database_size(current_database())"))
    return int(_answer("PRAGMA page_count")) * int(_answer("PRAGMA page_size"))


def _answer(question: str):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def records() -> dict[str, int]:
    """How many records there are, by the name of their list. One query a list."""
    return {model.list_name: model._base_manager.count() for model in content_models()}


def last_load() -> ChangeSet | None:
    """What was loaded from files last; a load that changed nothing left nothing behind."""
    return ChangeSet.objects.applied().filter(origin=Origin.FIXTURE).first()


def last_backup() -> BackupMade | None:
    """The backup that was made of this database last."""
    return BackupMade.objects.first()


def overdue(now: datetime.datetime) -> int:
    """How many change sets should have been published by now: `publish_due` runs once a minute."""
    return ChangeSet.objects.due(now - datetime.timedelta(minutes=5)).count()


def hit_rate() -> float | None:
    """The part of readers' requests that this process had ready; None before the first one."""
    served = pagecache.served()
    asked = served["hits"] + served["misses"]
    return served["hits"] / asked if asked else None


def shared_cache_answers() -> bool | None:
    """Whether what is put into the shared cache is there; None where there is no shared cache."""
    if not settings.CACHE_IS_SHARED:
        return None
    mark = uuid.uuid4().hex
    cache.set("operations:mark", mark, timeout=10)
    return cache.get("operations:mark") == mark
