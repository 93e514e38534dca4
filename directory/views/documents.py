"""The documents, and what each gave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.models import Document
from directory.pages.documents import counts, document_page
from hdir.pages.trail import Crumb


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """All documents that facts are taken from."""
    cited = counts()
    context = {
        "documents": [(d, cited[d.pk]) for d in Document.objects.all()],
        "trail": [Crumb(label=_("Documents and sources"))],
    }
    return render(request, "directory/documents.html", context)


@require_safe
def document(request: HttpRequest, key: str) -> HttpResponse:
    """What a document is, and the records that rest on it, one kind at a time."""
    found = get_object_or_404(Document, pk=key)
    page = document_page(found, request.GET.get("type", ""), request.GET.get("page"))
    trail = [
        Crumb(label=_("Documents and sources"), address=reverse("directory:documents")),
        Crumb(record=found),
    ]
    return render(request, "directory/document.html", {"page": page, "trail": trail, "main": found})
