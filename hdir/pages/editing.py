"""The way from a public page to the editorial desk."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from hdir.records.registry import model_for_type


def address_to_edit(request: HttpRequest) -> str:
    """The form of the record that a page is about, for who is logged in and may change it; "" for all others,
    and in previews.

    Who sent no session cookie isn't asked who they are: their answer doesn't vary by cookie, is the same for
    all of them, and may be kept by caches.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or hasattr(request, "preview"):
        return ""
    # Pages about a record are named after its type, and their addresses end in its key.
    match = request.resolver_match
    model = model_for_type(str(match.url_name)) if match and "key" in match.kwargs else None
    if match is None or model is None:
        return ""
    app, name = model._meta.app_label, model._meta.model_name
    if not (request.user.is_staff and request.user.has_perm(f"{app}.change_{name}")):
        return ""
    return reverse(f"admin:{app}_{name}_change", args=[match.kwargs["key"]])
