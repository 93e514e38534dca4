"""Accounts in the admin: invitations instead of passwords, roles instead of rights, and the log.

Administrators are no superusers: they neither touch superusers nor make any, give no rights besides
roles, and don't change what they may do themselves.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdir.accounts import factors, passwords
from hdir.accounts.invitation_form import InvitationForm, explain_roles
from hdir.accounts.models import AuditEntry, Event

for _model in (User, EmailAddress, Authenticator):  # rows of secrets, and addresses that nothing here reads
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Who works here."""

    list_display = ["username", "get_full_name", "roles", "has_factor", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    add_form = InvitationForm
    add_form_template = "admin/accounts/invite.html"
    change_form_template = "admin/accounts/account.html"
    add_fieldsets = [(None, {"fields": ["username", "first_name", "last_name", "email", "groups"]})]
    filter_horizontal = []
    actions = None

    # --- What Django would do besides --------------------------------------------------------------

    def log_addition(self, request, obj, message):
        """The log of accounts has it (hdir/accounts/watching.py), and is forgotten in time."""

    def log_change(self, request, obj, message):
        """The log of accounts has it."""

    def log_deletions(self, request, queryset):
        """The log of accounts has it."""

    # --- Who may do what ---------------------------------------------------------------------------

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj) and self._may_touch(request, obj)
        return allowed and obj != request.user

    @staticmethod
    def _may_touch(request: HttpRequest, account: User | None) -> bool:
        return account is None or request.user.is_superuser or not account.is_superuser

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        who = (None, {"fields": ["username", "first_name", "last_name", "email"]})
        what = (gettext_lazy("Roles"), {"fields": ["groups", "is_active"]})
        since = (gettext_lazy("Signing in"), {"fields": ["own_factors", "last_login", "date_joined"]})
        more = (
            gettext_lazy("Rights besides roles"),
            {"fields": ["is_staff", "is_superuser", "user_permissions"], "classes": ["collapse"]},
        )
        return [who, what, since, *([more] if request.user.is_superuser else [])]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["own_factors", "last_login", "date_joined"]
        own = obj is not None and obj == request.user and not request.user.is_superuser
        return [*fixed, "groups", "is_active"] if own else fixed

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "groups":
            explain_roles(field)
        return field

    # --- What lists and forms show -----------------------------------------------------------------

    def get_queryset(self, request) -> QuerySet[User]:
        own = Authenticator.objects.filter(user=OuterRef("pk"))
        return super().get_queryset(request).prefetch_related("groups").annotate(with_factor=Exists(own))

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, account: User) -> str:
        names = [group.name for group in account.groups.all()]
        return ", ".join([*(["superuser"] if account.is_superuser else []), *names]) or "–"

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def has_factor(self, account: User) -> bool:
        return account.with_factor  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("second factors"))
    def own_factors(self, account: User) -> str:
        words = {str(kind): label for kind, label in Authenticator.Type.choices}
        return ", ".join(str(words[kind]) for kind in sorted(factors.kinds_of(account))) or _("none yet")

    # --- Inviting, and helping ---------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return self._invited(request, obj)

    def _invited(self, request: HttpRequest, account: User) -> HttpResponse:
        """Says that the link was sent; shows it, once, where it can't be."""
        address = passwords.invite(account)
        if passwords.goes_by_mail(account):
            words = _("A link for %(name)s is on its way to %(email)s. It works once, for a week.")
            messages.success(request, words % {"name": account.username, "email": account.email})
            return HttpResponseRedirect(reverse("admin:auth_user_changelist"))
        return self._page(request, account, "link", _("The link for %(name)s"), address=address)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:number>/invite/", view(self.invite_view), name="auth_user_invite"),
            path("<int:number>/factors/", view(self.reset_factors_view), name="auth_user_reset_factors"),
            *super().get_urls(),
        ]

    def invite_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """A new link to choose a password, for who has lost it or the first link."""
        account = self._account(request, number)
        if request.method == "POST":
            return self._invited(request, account)
        return self._page(request, account, "invite_again", _("A new link for %(name)s"))

    def reset_factors_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """For who has lost their telephone."""
        account = self._account(request, number)
        if request.method == "POST":
            factors.take_away_all(account)
            words = _("%(name)s has no second factor any more, and sets one up when signing in.")
            messages.success(request, words % {"name": account.username})
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[account.pk]))
        return self._page(request, account, "reset_factors", _("Take away the second factors of %(name)s"))

    def user_change_password(self, request, id, form_url=""):
        """Nobody chooses a password for somebody else."""
        return HttpResponseRedirect(reverse("admin:auth_user_invite", args=[id]))

    def _account(self, request: HttpRequest, number: int) -> User:
        account = get_object_or_404(User, pk=number)
        if not self.has_change_permission(request, account) or account == request.user:
            raise PermissionDenied
        return account

    def _page(self, request: HttpRequest, account: User, name: str, title: str, **more: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title % {"name": account.username},
            "account": account,
            "by_mail": passwords.goes_by_mail(account),
            "days": passwords.INVITATION.valid.days,
            **more,
        }
        response = TemplateResponse(request, f"admin/accounts/{name}.html", context)
        response["Cache-Control"] = "no-store"
        return response


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin):
    """The log is read, and never written by hand."""

    list_display = ["at", "event", "account", "actor", "in_words", "place"]
    list_display_links = None
    list_filter = ["event"]
    search_fields = ["account", "actor", "detail"]
    list_per_page = 100
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("detail"))
    def in_words(self, entry: AuditEntry) -> str:
        if entry.event not in (Event.SIGNED_IN, Event.FACTOR_ADDED, Event.FACTOR_REMOVED):
            return entry.detail
        words = {**dict(Authenticator.Type.choices), "password": _("password")}
        return ", ".join(str(words.get(one, one)) for one in entry.detail.split(", "))
