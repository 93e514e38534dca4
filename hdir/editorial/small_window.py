"""The small window that adds a record beside a select."""

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hdir.drafts.forms import PackageForm
from hdir.drafts.rights import may_publish_alone
from hdir.drafts.session import open_package


def needs_package(request: HttpRequest) -> bool:
    """Whether what is added in the window would become a draft of its own, which the select behind it doesn't
    offer."""
    in_window = IS_POPUP_VAR in request.GET
    return in_window and open_package(request) is None and not may_publish_alone(request.user)


def package_first(request: HttpRequest) -> HttpResponse:
    """Offers to begin a package, in which the new record and what points to it are kept together."""
    context = {
        **admin.site.each_context(request),
        "title": _("Begin a package first"),
        "is_popup": True,
        "form": PackageForm(),
        "next": request.get_full_path(),
    }
    return render(request, "admin/drafts/popup.html", context)
