"""Who may do what: the three groups of the editorial desk.

An editor prepares drafts, and may take away what is part of something else: a task, a relation, a line of a
post. A publisher may also take away what others hang on (a unit, a person, a law), and approves and publishes
what others have prepared (hdir/drafts/rights.py). An administrator invites people and gives them roles
(hdir/accounts/admin.py), and writes nothing.
"""

from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.apps.registry import apps as global_apps
from django.contrib.auth.management import create_permissions
from django.db import models

from hdir.records.models import Record

EDITOR, PUBLISHER, ADMINISTRATOR = "editor", "publisher", "administrator"
# What isn't content, by group and app.
_BESIDES = {
    (PUBLISHER, "changes"): {"publish_changeset"},
    (ADMINISTRATOR, "auth"): {"view_user", "add_user", "change_user", "delete_user"},
    (ADMINISTRATOR, "accounts"): {"view_auditentry"},
}


def is_part(model: type[models.Model]) -> bool:
    """Whether records of the model go away together with another record that they belong to."""
    return any(
        field.remote_field.on_delete is models.CASCADE
        and field.related_model is not model
        and issubclass(field.related_model, Record)
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
    )


def actions(group: str, model: type[models.Model]) -> set[str]:
    """What a group may do with the records of a model, in Django's words."""
    if group == ADMINISTRATOR:
        return set()
    may = {"view", "add", "change"}
    return may | {"delete"} if group == PUBLISHER or is_part(model) else may


def grant_permissions(sender: AppConfig, using: str, apps: Apps = global_apps, **kwargs: Any) -> None:
    """Makes the groups and gives them their permissions on an app's records, after its migrations.

    Permissions that somebody gave a group besides are left alone.
    """
    content = [model for model in sender.get_models() if issubclass(model, Record)]
    wanted = {
        name: {f"{action}_{m._meta.model_name}" for m in content for action in actions(name, m)}
        | _BESIDES.get((name, sender.label), set())
        for name in (EDITOR, PUBLISHER, ADMINISTRATOR)
    }
    if not any(wanted.values()):
        return
    try:
        group_model = apps.get_model("auth", "Group")
        permission_model = apps.get_model("auth", "Permission")
    except LookupError:  # a migration of one app alone, before the accounts have their tables
        return
    # The accounts' own receiver comes after this one.
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    given = group_model.permissions.through
    for name, codes in wanted.items():
        group, _made = group_model._default_manager.using(using).get_or_create(name=name)
        found = permission_model._default_manager.using(using).filter(
            content_type__app_label=sender.label, codename__in=codes
        )
        # Past the signals: what every migration does is no news to the log of accounts.
        given._default_manager.using(using).bulk_create(
            [given(group_id=group.pk, permission_id=permission.pk) for permission in found],
            ignore_conflicts=True,
        )
