"""The editor's guide (docs/redaktor.md), readable inside the admin, with its pictures."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

FOLDER = Path(settings.BASE_DIR) / "docs"
GUIDE = FOLDER / "redaktor.md"
PICTURES = FOLDER / "images" / "redaktor"


def _with_anchors(html: str) -> str:
    """Headings that the table of contents can lead to, named as where the file is read on the web: words
    in small letters with hyphens between."""

    def named(found: re.Match) -> str:
        words = re.sub(r"<[^>]+>|[^\w\s-]", "", found[2]).strip().lower()
        anchor = re.sub(r"\s", "-", words)
        return f'<{found[1]} id="{anchor}">{found[2]}</{found[1]}>'

    return re.sub(r"<(h[2-4])>(.*?)</\1>", named, html, flags=re.S)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The guide; it is written in bokmål."""
    text = GUIDE.read_text("utf-8").replace("images/redaktor/", "pictures/")
    html = _with_anchors(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))
    context = {
        **admin.site.each_context(request),
        "title": _("The editor’s guide"),
        "guide": mark_safe(html),  # noqa: S308 - a file of this repository, without HTML
    }
    return render(request, "admin/guide.html", context)


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of the guide."""
    found = PICTURES / f"{name}.png"
    if not found.is_file():
        raise Http404
    return FileResponse(found.open("rb"), content_type="image/png")


app_name = "guide"
urlpatterns = [
    path("", admin.site.admin_view(guide), name="start"),
    path("pictures/<slug:name>.png", admin.site.admin_view(picture), name="picture"),
]
