"""Every address below /admin/, and who may open it: found by walking them, so that none is forgotten."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from directory.models import Unit
from hdir.backups.state import holdings
from hdir.changes.models import ChangeSet, State
from hdir.corrections.models import Report
from tests.desk import chief, editor, publisher

__all__ = ["chief", "editor", "publisher"]

# The admin's addresses that aren't about one model, and who of the desk may open them.
ALL, PUBLISHERS, CHIEF = {"editor", "publisher", "chief"}, {"publisher", "chief"}, {"chief"}
DOORS = {
    "admin/": ALL,
    "admin/translations/": ALL,
    "admin/translations/<str:language>/": ALL,
    "admin/translations/<slug:list_name>/<slug:key>/<str:language>/": ALL,
    "admin/find/": ALL,
    "admin/find/suggestions/": ALL,
    "admin/change-sets/": ALL,
    "admin/change-sets/new/": ALL,
    "admin/change-sets/<int:number>/": ALL,
    "admin/change-sets/^(?P<number>[0-9]+)/preview/(?P<path>.*)\\Z": ALL,
    "admin/conflicts/": PUBLISHERS,
    "admin/guide/": ALL,
    "admin/guide/pictures/<slug:name>.png": ALL,
    "admin/reports/": ALL,
    "admin/reports/<int:number>/": ALL,
    "admin/history/": ALL,
    "admin/history/<slug:type_name>/<slug:key>/": ALL,
    "admin/status/": PUBLISHERS,
    "admin/directory/unit/<slug:key>/from-a-date/": ALL,
    "admin/password_change/done/": ALL,
    "admin/jsi18n/": ALL,
    "admin/autocomplete/": set(),  # none of our forms asks it
    "admin/r/<path:content_type_id>/<path:object_id>/": ALL,
    "admin/^(?P<app_label>{apps})/$": ALL,
}
# What only answers POST.
ACTIONS = {
    "admin/change-sets/leave/",
    "admin/logout/",
    "admin/text-preview/",
    "admin/text-preview/one/",
}
# Which only lead to where people say who they are.
OPEN = {"admin/login/", "admin/password_change/"}
# Leads to the page with a slash, or to 404.
CATCH_ALL = "admin/(?P<url>.*)$"


@dataclass(frozen=True)
class Door:
    """An address of the admin by its pattern."""

    pattern: str
    view: object

    def address(self, values: dict[str, str]) -> str:
        text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<x:\1>", self.pattern)
        text = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], text)
        return "/" + re.sub(r"\\Z|[$^]", "", text)


def doors(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Door]:
    for found in (resolver or get_resolver()).url_patterns:
        pattern = f"{prefix}{found.pattern}"
        if isinstance(found, URLResolver):
            if pattern.startswith("admin") or (not prefix and "admin" in pattern):
                yield from doors(found, pattern)
        elif isinstance(found, URLPattern) and pattern.startswith("admin/"):
            yield Door(pattern, found.callback)


APPS = "|".join(dict.fromkeys(model._meta.app_label for model in admin.site._registry))
EVERY_DOOR = list(doors())
OF_MODELS = {
    f"admin/{model._meta.app_label}/{model._meta.model_name}/": model for model in admin.site._registry
}


def model_of(door: Door):
    return next((model for prefix, model in OF_MODELS.items() if door.pattern.startswith(prefix)), None)


@pytest.fixture
def values(content, settings):
    """Something for every part of an address."""
    # The admin's pages about one account ask for it, and for whoever asks, from the same line of ours.
    settings.ZEAL_ALLOWLIST = [{"model": "auth.User", "field": "get*"}]
    report = Report.objects.create(page="/nb/units/hr", wrong="Feil.", record_type="unit", record_key="hr")
    change_set = ChangeSet.objects.create(
        origin="admin", title="En kladd", author="somebody", state=State.DRAFT, created=timezone.now()
    )
    return {
        "report": str(report.pk),
        "change_set": str(change_set.pk),
        "language": "nn",
        "list_name": "units",
        "type_name": "unit",
        "key": "hr",
        "path": "nb/units/hr",
        "app_label": "directory",
        "name": "none",
        "id": "1",
        "url": "none",
        "content_type_id": str(ContentType.objects.get_for_model(Unit).pk),
    }


def address_of(door: Door, values: dict[str, str]) -> str:
    model = model_of(door)
    record = model._default_manager.order_by("pk").first() if model else None
    key = str(record.pk) if record else "hr"
    number = values["report"] if "reports" in door.pattern else values["change_set"]
    if model is User:
        number = key
    return door.address({**values, "number": number, "object_id": key})


def test_every_door_is_known():
    known = {pattern.replace("{apps}", APPS) for pattern in DOORS} | ACTIONS | OPEN | {CATCH_ALL}
    unknown = [door.pattern for door in EVERY_DOOR if door.pattern not in known and model_of(door) is None]
    assert unknown == []
    assert known - {door.pattern for door in EVERY_DOOR} == set()
    assert len(EVERY_DOOR) > 150


def test_nobody_gets_in_without_an_account_of_the_desk(values):
    reader = Client()
    other = Client()
    other.force_login(User.objects.create_user("reader", password="long-enough-to-be"))
    for door in EVERY_DOOR:
        if door.pattern in OPEN:
            continue
        address = address_of(door, values)
        for client in (reader, other):
            for ask in (client.get, client.post):
                answer = ask(address)
                refused = answer.status_code in {403, 405} or (
                    answer.status_code == 302 and "/login/?next=" in answer.url
                )
                # Logging out is open to whoever is logged in; it answers POST alone.
                assert refused or door.pattern == "admin/logout/", f"{address}: {answer.status_code}"
        assert other.session.get("_auth_user_id") or door.pattern == "admin/logout/"
        if door.pattern == "admin/logout/":
            other.force_login(User.objects.get(username="reader"))


def test_who_of_the_desk_may_open_what(values, editor, publisher, chief):
    clients = {"editor": editor, "publisher": publisher, "chief": chief}
    users = {name: User.objects.get(username=name) for name in clients}
    values["id"] = str(users["editor"].pk)
    wrong = []
    for door in EVERY_DOOR:
        if door.pattern in ACTIONS | OPEN | {CATCH_ALL}:
            continue
        model = model_of(door)
        own = next(
            (who for pattern, who in DOORS.items() if pattern.replace("{apps}", APPS) == door.pattern), None
        )
        address = address_of(door, values)
        for name, client in clients.items():
            may = name in own if own is not None else _may(users[name], model, door.pattern)
            # The address of a record without more only leads to its form.
            opened = client.get(address, follow=model is not None).status_code != 403
            # What the admin itself refuses to all, as entries of a log, nobody needs to be able to open.
            if opened != may and (own is not None or opened):
                wrong.append(f"{name} {address}: {'open' if opened else 'shut'}")
    assert not wrong, "\n".join(wrong)


def _may(user: User, model, pattern: str) -> bool:
    action = re.search(r"/(add|delete|change|history)/$", pattern)
    needed = {"add": ["add"], "delete": ["delete"]}.get(action[1] if action else "", ["view", "change"])
    of = f"{model._meta.app_label}.%s_{model._meta.model_name}"
    return any(user.has_perm(of % one) for one in needed)


def test_looking_changes_nothing(values, chief):
    before = holdings()
    for door in EVERY_DOOR:
        if door.pattern not in OPEN:
            assert chief.get(address_of(door, values)).status_code < 500
    after = holdings()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"sessions.Session"}


def test_no_door_opens_for_a_form_of_another_site(values, chief):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = chief.cookies
    for door in EVERY_DOOR:
        assert not getattr(door.view, "csrf_exempt", False), door.pattern
        assert strict.post(address_of(door, values), {"post": "yes"}).status_code == 403, door.pattern
    assert Unit.objects.filter(pk="hr").exists()


def test_the_groups_of_the_desk_have_no_rights_over_accounts(content):
    for group in Group.objects.filter(name__in=("editor", "publisher")):
        assert not group.permissions.filter(
            content_type__app_label__in=("auth", "sessions", "admin")
        ).exists()
