"""Addresses of accounts. Of allauth's pages only those that lead somewhere here: nobody signs up, and
addresses for mail are the administrators' to change."""

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from hdir.accounts import views

_ours = (
    [
        path("second-factor/", views.set_up, name="set-up"),
        path("reset/", views.reset_password, name="reset"),
        path("reset/sent/", views.reset_sent, name="reset-sent"),
        re_path(
            r"^(?P<kind>invitation|reset)/(?P<token>[\w:.-]+)/$",
            views.choose_password,
            name="choose-password",
        ),
    ],
    "accounts",
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index")),
    path("", include(_ours)),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", views.change_password, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
