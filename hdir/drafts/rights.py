"""Who may do what with a change set.

An editor prepares. A publisher approves and publishes what others have prepared; with FOUR_EYES (the
default) never what is their own. Who has `publish_own_changeset`, as administrators do, may publish alone.
"""

from django.conf import settings

from hdir.changes.models import ChangeSet, State
from hdir.records.registry import content_models


def may_publish_alone(user) -> bool:
    """Whether somebody may publish without a second person."""
    if user.has_perm("changes.publish_own_changeset"):
        return True
    return not settings.FOUR_EYES and user.has_perm("changes.publish_changeset")


def may_publish(user, change_set: ChangeSet) -> bool:
    """Whether somebody may approve and publish a change set: nothing that they wrote, or rewrote last."""
    if may_publish_alone(user):
        return True
    own = user.get_username() in {change_set.author, change_set.edited_by}
    return user.has_perm("changes.publish_changeset") and not own


def may_approve(user, change_set: ChangeSet) -> bool:
    """Whether somebody may approve a change set as far as it has come: what was sent for approval, and
    also a draft that wasn't for who may publish alone."""
    unsent = change_set.state == State.DRAFT
    return may_publish(user, change_set) and (not unsent or may_publish_alone(user))


def may_prepare(user) -> bool:
    """Whether somebody may change any kind of record, and so work on drafts."""
    return (
        user.is_active
        and user.is_staff
        and any(
            user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")
            for model in content_models()
        )
    )
