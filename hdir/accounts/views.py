"""Pages of accounts that allauth hasn't, or not as they must be here."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.views import password_change
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from hdir.accounts import factors
from hdir.accounts.forms import ResetForm
from hdir.accounts.passwords import KINDS, send_resets, whose


@require_safe
@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Which second factor? For who has none yet."""
    if factors.kinds_of(request.user):
        return HttpResponseRedirect(reverse("mfa_index"))
    return render(request, "account/set_up.html")


@require_http_methods(["GET", "HEAD", "POST"])
def reset_password(request: HttpRequest) -> HttpResponse:
    """Where somebody who has forgotten their password asks for a mail. The answer is always the same."""
    form = ResetForm(request.POST or None)
    if request.method == "POST" and settings.EMAIL_URL:
        if form.is_valid():
            send_resets(form.cleaned_data["email"])
            return HttpResponseRedirect(reverse("accounts:reset-sent"))
        return render(request, "account/password_reset.html", {"form": form, "by_mail": True}, status=400)
    return render(request, "account/password_reset.html", {"form": form, "by_mail": settings.EMAIL_URL})


@require_safe
def reset_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_reset_done.html")


@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """Another password, for who has one. An account without one gets its first by a link, as any does."""
    if request.user.has_usable_password():  # type: ignore[union-attr]
        return password_change(request)
    messages.info(request, _("Your account has no password yet. Choose one with a link."))
    return HttpResponseRedirect(reverse("accounts:reset"))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, kind: str, token: str) -> HttpResponse:
    """Where a link leads: a password is chosen, and its owner signed in as with any password: who has a
    second factor is asked for it, who hasn't sets one up. Looking changes nothing: mail programs look,
    too."""
    user = whose(KINDS[kind], token)
    if user is None:
        return render(request, "account/no_link.html", status=404)
    form = SetPasswordForm(user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.is_bound else 200
        context = {"form": form, "account": user, "kind": kind}
        return render(request, "account/choose_password.html", context, status=status)
    # It may be an administrator who tries the link in a browser of theirs.
    logout(request)
    form.save()
    return perform_password_login(request, {"username": user.get_username()}, Login(user=user))
