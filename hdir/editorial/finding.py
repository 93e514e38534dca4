"""The box that leads to a form from every page of the desk: the public search, with forms as its answers."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hdir.changes.publication import edits_of
from hdir.drafts.session import open_package
from hdir.history.names import Names
from hdir.pages.templatetags.results import kind_of
from hdir.records.languages import current_language
from hdir.records.models import Record
from hdir.records.registry import model_for_type
from hdir.search.index import NotReadyError
from hdir.search.query import LONGEST_QUESTION, search

_SUGGESTED = 8
_SHOWN = 40


@dataclass(frozen=True)
class Hit:
    """A record that was found, with its form and what else can be done with it."""

    name: str
    language: str
    kind: str
    unit: str
    address: str
    tools: list[tuple[str, str]]


def find(request: HttpRequest, *, typing: bool = False) -> list[Hit]:
    """The records that the box asks for, best first; those that are only in the open package before them."""
    question = request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST_QUESTION]
    if not question:
        return []
    try:
        found = search(question, current_language(), typing=typing)[: _SUGGESTED if typing else _SHOWN]
    except NotReadyError:
        found = []
    hits = _packed(request, question)
    begins = question.lower()
    ranked: list[tuple[bool, bool, Hit]] = []
    for result in found:
        model = model_for_type(result.type)
        if model is None or not _may_change(request, model):
            continue
        unit = str(result.unit) if result.unit and result.type != "unit" else ""
        tools = [] if typing else _tools(request, model, result.key)
        name, kind = result.name, kind_of(result)
        hit = Hit(name.text, name.language, kind, unit, _form(model, result.key), tools)
        # Who writes how something begins means that very thing, and units more often than others.
        meant = any(one.lower().startswith(begins) for one in result.names.values())
        ranked.append((not meant, result.type != "unit", hit))
    return hits + [hit for *_order, hit in sorted(ranked, key=lambda one: one[:2])]


def _packed(request: HttpRequest, question: str) -> list[Hit]:
    """What the open package adds, by its name: the search knows only what is published."""
    package = open_package(request)
    added = [edit for edit in edits_of(package) if edit.action == "add"] if package else []
    wanted: dict[type[Record], set[str]] = {}
    for edit in added:
        wanted.setdefault(edit.model, set()).add(edit.key)
    names = Names(wanted, added)
    words = question.lower().split()
    hits = []
    for edit in added:
        name = names.of(edit.model, edit.key)
        if all(word in name.lower() for word in words) and _may_change(request, edit.model):
            kind = capfirst(str(edit.model._meta.verbose_name))
            hits.append(Hit(name, "", kind, str(package), _form(edit.model, edit.key), []))
    return hits


def _form(model: type[Record], key: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])


def _may_change(request: HttpRequest, model: type[Record]) -> bool:
    return request.user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


def _tools(request: HttpRequest, model: type[Record], key: str) -> list[tuple[str, str]]:
    return admin.site.get_model_admin(model).tools(request, key)  # type: ignore[attr-defined]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What was found, with what can be done with it."""
    question = request.GET.get("q", "").replace("\x00", " ").strip()
    context = {
        **admin.site.each_context(request),
        "title": _("Find"),
        "question": question,
        "hits": find(request),
    }
    return render(request, "admin/find.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """The same while somebody writes, as static/search.js reads it."""
    hits = find(request, typing=True)[:_SUGGESTED]
    rows = [
        {"name": one.name, "language": one.language, "kind": one.kind, "unit": one.unit, "url": one.address}
        for one in hits
    ]
    number = len(rows)
    message = ngettext("%(number)s suggestion", "%(number)s suggestions", number) % {"number": number}
    return JsonResponse({"suggestions": rows, "message": message})


app_name = "find"
urlpatterns = [
    path("", admin.site.admin_view(page), name="page"),
    path("suggestions/", admin.site.admin_view(suggestions), name="suggestions"),
]
