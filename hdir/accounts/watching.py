"""Listens to all that happens to accounts, whoever does it and wherever, and writes it into the log."""

from collections.abc import Iterable

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import user_logged_in
from allauth.mfa import signals as factor_signals
from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver

from hdir.accounts import audit, factors, mails
from hdir.accounts.models import AuditEntry, Event

_WATCHED = ("username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser")
# Which saves of an account say nothing: each log-in writes when it was.
_SILENT = ({"last_login"},)


def _note(event: Event, user: User, detail: str = "", actor: User | None = None) -> AuditEntry:
    entry = audit.record(event, user.get_username(), detail, actor)
    mails.tell(user, entry)
    return entry


# --- Signing in ---------------------------------------------------------------------------------


@receiver(user_logged_in, dispatch_uid="hdir.accounts.signed_in")
def signed_in(request, user, **kwargs) -> None:
    """With what: "password, totp"."""
    records = get_authentication_records(request, user)
    used = [one.get("type") if one["method"] == factors.METHOD else one["method"] for one in records]
    audit.record(Event.SIGNED_IN, user.get_username(), ", ".join(dict.fromkeys(used)), user)


@receiver(user_login_failed, dispatch_uid="hdir.accounts.sign_in_failed")
def sign_in_failed(credentials, **kwargs) -> None:
    audit.record(Event.SIGN_IN_FAILED, audit.known_name(credentials.get("username") or ""))


@receiver(factor_signals.authentication_failed, dispatch_uid="hdir.accounts.code_failed")
def code_failed(user, **kwargs) -> None:
    audit.record(Event.CODE_FAILED, user.get_username())


# --- Second factors -----------------------------------------------------------------------------


@receiver(factor_signals.authenticator_added, dispatch_uid="hdir.accounts.factor_added")
def factor_added(request, user, authenticator, **kwargs) -> None:
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        factors.has_just_proved(request, authenticator)
    _note(Event.FACTOR_ADDED, user, authenticator.type)


@receiver(factor_signals.authenticator_removed, dispatch_uid="hdir.accounts.factor_removed")
def factor_removed(user, authenticator, **kwargs) -> None:
    _note(Event.FACTOR_REMOVED, user, authenticator.type)


@receiver(factor_signals.authenticator_reset, dispatch_uid="hdir.accounts.codes_renewed")
def codes_renewed(user, **kwargs) -> None:
    _note(Event.CODES_RENEWED, user)


# --- Accounts -----------------------------------------------------------------------------------


@receiver(pre_save, sender=User, dispatch_uid="hdir.accounts.before")
def before_save(instance, raw, update_fields, using, **kwargs) -> None:
    """Remembers what the account was, for `after_save`."""
    instance._was = None
    if not raw and instance.pk and set(update_fields or ()) not in _SILENT:
        instance._was = User.objects.using(using).filter(pk=instance.pk).values(*_WATCHED).first()


@receiver(post_save, sender=User, dispatch_uid="hdir.accounts.after")
def after_save(instance, raw, created, **kwargs) -> None:
    if raw:
        return
    if created:
        marks = [f"+{name}" for name in ("is_staff", "is_superuser") if getattr(instance, name)]
        audit.record(Event.ADDED, instance.get_username(), " ".join(marks))
    elif instance._was and (told := " ".join(_differences(instance._was, instance))):
        audit.record(Event.CHANGED, instance.get_username(), told)
    # Set by set_password() until the account is saved; a better hash of the same password leaves it empty.
    if instance._password is not None and not created:
        _note(Event.PASSWORD_CHANGED, instance)


def _differences(was: dict, user: User) -> Iterable[str]:
    for name in _WATCHED:
        before, after = was[name], getattr(user, name)
        if before == after:
            continue
        if isinstance(after, bool):
            yield f"{'+' if after else '-'}{name}"
        else:
            yield f"{name}: {before} → {after}" if name == "username" else name


@receiver(post_delete, sender=User, dispatch_uid="hdir.accounts.removed")
def removed(instance, **kwargs) -> None:
    audit.record(Event.REMOVED, instance.get_username())


# --- Roles and rights ---------------------------------------------------------------------------


def _moved(action: str, model, keys, name: str) -> str:
    """What a relation gained or lost, as "+editor -publisher"; "" if nothing."""
    sign = {"post_add": "+", "post_remove": "-"}.get(action, "")
    if not (sign and keys):
        return ""
    return " ".join(f"{sign}{one}" for one in model.objects.filter(pk__in=keys).values_list(name, flat=True))


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="hdir.accounts.roles")
def roles_changed(instance, action, reverse, model, pk_set, **kwargs) -> None:
    """Also where it is said from the other side, `group.user_set`, and where all are taken away at once."""
    if action == "pre_clear":
        names = instance.user_set if reverse else instance.groups
        told = " ".join(f"-{one}" for one in names.values_list("username" if reverse else "name", flat=True))
    else:
        told = _moved(action, model, pk_set, "username" if reverse else "name")
    if told:
        account = "" if reverse else instance.get_username()
        audit.record(Event.ROLES_CHANGED, account, f"{instance.name}: {told}" if reverse else told)


@receiver(m2m_changed, sender=User.user_permissions.through, dispatch_uid="hdir.accounts.own_rights")
@receiver(m2m_changed, sender=Group.permissions.through, dispatch_uid="hdir.accounts.group_rights")
def rights_changed(instance, action, reverse, model, pk_set, **kwargs) -> None:
    """Of an account, or of a role, which the detail then begins with."""
    if reverse:
        told = f"{instance.codename}: {action}" if action.startswith("post") else ""
    elif action == "pre_clear":
        own = instance.permissions if isinstance(instance, Group) else instance.user_permissions
        told = " ".join(f"-{code}" for code in own.values_list("codename", flat=True))
    else:
        told = _moved(action, model, pk_set, "codename")
    if told:
        role = isinstance(instance, Group)
        account = instance.get_username() if isinstance(instance, User) else ""
        audit.record(Event.RIGHTS_CHANGED, account, f"{instance.name}: {told}" if role else told)


@receiver(post_delete, sender=Group, dispatch_uid="hdir.accounts.role_removed")
def role_removed(instance, **kwargs) -> None:
    audit.record(Event.RIGHTS_CHANGED, "", f"-{instance.name}")
