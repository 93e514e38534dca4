"""What readers will see of a text while it is written: made as the page is made, kept nowhere."""

from collections.abc import Iterator

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hdir.drafts.rights import may_prepare
from hdir.editorial.texts import field_label
from hdir.records import markdown
from hdir.records.models import Written
from hdir.records.registry import content_models, model_for_label


def _preparing(request: HttpRequest) -> None:
    if not may_prepare(request.user):
        raise PermissionDenied


@require_POST
def one_text(request: HttpRequest) -> HttpResponse:
    """One text as HTML, for the script beside its field."""
    _preparing(request)
    return HttpResponse(markdown.render(request.POST.get("text", "").replace("\r\n", "\n")))


@require_POST
def all_texts(request: HttpRequest) -> HttpResponse:
    """All running texts of a form, in a window of their own; for browsers without scripts."""
    _preparing(request)
    context = {
        **admin.site.each_context(request),
        "title": _("Preview of the texts"),
        "texts": list(_texts(request)),
        "is_popup": True,
    }
    return render(request, "admin/text_preview.html", context)


def _texts(request: HttpRequest) -> Iterator[tuple[str, str, SafeString]]:
    """The label, the language and the HTML of each text that was sent."""
    model = model_for_label(request.GET.get("of", ""))
    asked = [model] if model else content_models()
    columns = {
        column.name: column
        for one in asked
        if issubclass(one, Written)
        for column in one._meta.fields
        if getattr(getattr(column, "translated_field", None), "name", "") in one.running_texts
    }
    for name, text in request.POST.items():
        # Of a row, "passages-0-body_nb", the last part is the column.
        column = columns.get(name.rpartition("-")[2])
        if column is not None and isinstance(text, str) and text.strip():
            html = markdown.render(text.replace("\r\n", "\n"))
            yield field_label(column), str(getattr(column, "language", "")), html


app_name = "text-preview"
urlpatterns = [
    path("", admin.site.admin_view(all_texts), name="all"),
    path("one/", admin.site.admin_view(one_text), name="one"),
]
