"""Who may do what: the two groups of the editorial desk.

An editor prepares drafts, and may take away what is part of something else: a task, a relation, a line of a
post. A publisher may also take away what others hang on (a unit, a person, a law), and approves and publishes
what others have prepared (hdir/drafts/rights.py). Accounts are the superuser's.
"""

from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.apps.registry import apps as global_apps
from django.contrib.auth.management import create_permissions
from django.db import models

from hdir.changes.models import ChangeSet
from hdir.records.models import Record

EDITOR, PUBLISHER = "editor", "publisher"


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
    may = {"view", "add", "change"}
    return may | {"delete"} if group == PUBLISHER or is_part(model) else may


def grant_permissions(sender: AppConfig, using: str, apps: Apps = global_apps, **kwargs: Any) -> None:
    """Makes the groups and gives them their permissions on an app's records, after its migrations.

    Permissions that somebody gave a group besides are left alone.
    """
    content = [model for model in sender.get_models() if issubclass(model, Record)]
    publishes = sender.label == ChangeSet._meta.app_label
    if not (content or publishes):
        return
    try:
        group_model = apps.get_model("auth", "Group")
        permission_model = apps.get_model("auth", "Permission")
    except LookupError:  # a migration of one app alone, before the accounts have their tables
        return
    # The accounts' own receiver comes after this one.
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    for name in (EDITOR, PUBLISHER):
        group, _made = group_model._default_manager.using(using).get_or_create(name=name)
        codes = [f"{action}_{m._meta.model_name}" for m in content for action in actions(name, m)]
        if publishes and name == PUBLISHER:
            codes.append("publish_changeset")
        group.permissions.add(
            *permission_model._default_manager.using(using).filter(
                content_type__app_label=sender.label, codename__in=codes
            )
        )
