"""Mails about drafts: to those who may approve, and back to the author. None unless EMAIL_URL is set."""

from enum import Enum

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mass_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation

from hdir.changes.models import ChangeSet


class Event(Enum):
    """What happened to a draft; the name of the mail's template."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    DISCARDED = "discarded"
    PUBLISHED = "published"
    FAILED = "failed"


def tell_approvers(change_set: ChangeSet) -> None:
    """Asks everybody who may approve the change set, once it is committed that it waits."""
    users = get_user_model().objects.filter(is_active=True, is_staff=True)
    may = Q(is_superuser=True)
    for place in ("user_permissions", "groups__permissions"):
        codename = {f"{place}__codename": "publish_changeset", f"{place}__content_type__app_label": "changes"}
        may |= Q(**codename)
    people = users.filter(may).exclude(username=change_set.author).exclude(email="").distinct()
    _send(change_set, Event.SUBMITTED, list(people.values_list("email", flat=True)))


def tell_author(change_set: ChangeSet, event: Event, detail: str = "") -> None:
    """Tells the author what became of the change set."""
    people = get_user_model().objects.filter(username=change_set.author, is_active=True).exclude(email="")
    _send(change_set, event, list(people.values_list("email", flat=True)), detail)


def _send(change_set: ChangeSet, event: Event, addresses: list[str], detail: str = "") -> None:
    if not (settings.EMAIL_URL and addresses):
        return
    # Not in the language of whoever pressed the button: it is the receiver who reads it.
    with translation.override(settings.MAIL_LANGUAGE):
        context = {
            "change_set": change_set,
            "detail": detail,
            "address": f"{settings.SITE_URL}/admin/change-sets/{change_set.pk}/",
        }
        text = render_to_string(f"mails/{event.value}.txt", context)
    subject, _, body = text.strip().partition("\n")
    # One mail each: nobody sees the others' addresses. A mail server that is away takes nothing back.
    mails = [(subject, body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [to]) for to in addresses]
    transaction.on_commit(lambda: send_mass_mail(mails, fail_silently=False), robust=True)
