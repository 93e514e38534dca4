"""Whether the site is well, for whoever starts, watches or balances it. No log-in, no secrets."""

from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hdir.fixtures.content import is_empty

_AWAY = 503


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while this process answers, whatever else is away: a restart brings no database back."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when readers can be sent here, 503 otherwise; as JSON, "ok" or what is wrong with each."""
    found: dict[str, str] = {}
    for name, look in _LOOKS.items():
        found[name] = look()
        if found[name] != _OK:
            break  # without a database nothing else can be told
    ready = all(said == _OK for said in found.values())
    return JsonResponse({"ready": ready, **found}, status=200 if ready else _AWAY)


_OK = "ok"


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return "does not answer"
    return _OK


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(left)} to be run: manage.py migrate" if left else _OK


def _content() -> str:
    return "none: manage.py load_fixtures --apply" if is_empty() else _OK


_LOOKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "content": _content,
}
