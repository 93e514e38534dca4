"""The public site as it would be: any page, with a draft's changes in place."""

import copy

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, resolve, reverse, set_script_prefix
from django.utils import translation

from hdir.changes.models import ChangeSet
from hdir.changes.publication import edits_of, onto_live
from hdir.changes.staging import staged
from hdir.pages.errors import not_found
from hdir.records.languages import LANGUAGES


def preview(request: HttpRequest, change_set: ChangeSet, path: str) -> HttpResponse:
    """A public page, given by its path without the first slash, rendered with a draft's changes.

    All links lead to previews, since they are made below the preview's own address. Nothing is kept: the
    changes are taken back before the answer is sent. Raises Http404 for what is no public page, and
    UnwritableError for a draft that breaks a rule of a table.
    """
    language = path.split("/", maxsplit=1)[0]
    if language not in LANGUAGES:
        raise Http404
    before = get_script_prefix()
    root = reverse("drafts:preview", args=[change_set.pk, ""])
    edits, _clashes = onto_live(edits_of(change_set))
    with translation.override(language):
        match = resolve(f"/{path}")
        inner = copy.copy(request)
        inner.path, inner.path_info = f"{root}{path}", f"/{path}"
        inner.resolver_match = match
        # base.html says that it is a preview, and leads back.
        inner.preview = change_set  # type: ignore[attr-defined]
        inner.preview_of = reverse("drafts:one", args=[change_set.pk])  # type: ignore[attr-defined]
        set_script_prefix(root)
        try:
            with staged(edits):
                try:
                    response = match.func(inner, *match.args, **match.kwargs)
                except Http404 as error:
                    response = not_found(inner, error)
                if hasattr(response, "render"):
                    response.render()
        finally:
            set_script_prefix(before)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
