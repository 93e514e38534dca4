"""The page that explains the API, with commands that work, and a form to try it without any script."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from hdir.opendata.api import problems
from hdir.opendata.api.addresses import absolute
from hdir.opendata.api.asking import ask
from hdir.opendata.api.views import all_lists
from hdir.pages.documented import documented_dates
from hdir.pages.trail import Crumb
from hdir.records.languages import current_language

TRIED = 3  # records that the form asks for
LONGEST_ANSWER = 6000  # characters of an answer that the page shows
SEARCH = "search"

# What a command does, and the command; {site} and {language} are filled in. A test runs them all.
_COMMANDS: tuple[tuple[str | Promise, str], ...] = (
    (gettext_lazy("All lists and the terms of use"), "curl '{site}/api/v1/'"),
    (gettext_lazy("One unit, with everything known about it"), "curl '{site}/api/v1/units/helfo'"),
    (
        gettext_lazy("The names of all departments in a division"),
        "curl '{site}/api/v1/units?kind=department&division=divisjon-folkehelse&fields=name&lang={language}'",
    ),
    (
        gettext_lazy("Who led what on a given day"),
        "curl '{site}/api/v1/memberships?date=2017-01-01&page_size=200'",
    ),
    (
        gettext_lazy("Search, best match first"),
        "curl '{site}/api/v1/search?q=rus&lang={language}'",
    ),
    (
        gettext_lazy("Only what has changed since you last asked"),
        "curl '{site}/api/v1/units?modified_since=2026-01-01T00:00:00Z'",
    ),
    (gettext_lazy("What was published, latest first"), "curl '{site}/api/v1/changes?page_size=10'"),
    (
        gettext_lazy("A whole list for Excel: semicolon and byte order mark"),
        "curl -o units.csv '{site}/api/v1/units.csv?bom=1&delimiter=%3B&lang={language}'",
    ),
    (
        gettext_lazy("Fetch and keep the version mark (ETag) …"),
        "curl --etag-save units.etag -o units.json '{site}/api/v1/units'",
    ),
    (
        gettext_lazy("… and ask again: nothing is sent if nothing has changed"),
        "curl --etag-compare units.etag -o units.json '{site}/api/v1/units'",
    ),
    (gettext_lazy("A typing error is told, with a suggestion"), "curl '{site}/api/v1/units?knid=section'"),
)
_PARAMETERS: tuple[tuple[str, str | Promise], ...] = (
    (
        "date",
        gettext_lazy(
            "A day, 2017-01-31. Leaves out what was certainly not so then, and says in at_date what is known."
        ),
    ),
    (
        "lang",
        gettext_lazy(
            "nb, nn or en: the language to search and sort in, and the only one in a CSV file. "
            "JSON always has all three."
        ),
    ),
    ("q", gettext_lazy("Words to look for.")),
    (
        "page, page_size",
        gettext_lazy(
            "Which page, and 1 to 200 records on it. Follow next rather than counting: then you get nothing "
            "twice and miss nothing, even if the content changes along the way."
        ),
    ),
    (
        "modified_since",
        gettext_lazy("Only what has changed since a time, 2026-01-31T12:00:00Z, or a day."),
    ),
    ("fields", gettext_lazy("Only these fields, with commas between them.")),
    ("bom, delimiter", gettext_lazy("For CSV: 1 gives a byte order mark, and ; or , is what parts cells.")),
)
_PROBLEMS: dict[str, str | Promise] = {
    "bad-parameter": gettext_lazy(
        "A parameter is unknown, given twice or wrong. The answer says which, and why."
    ),
    "not-found": gettext_lazy(
        "There is no such address or record, or a filter names a record that isn’t there."
    ),
    "no-such-page": gettext_lazy("The list has fewer pages, or the mark in the address isn’t one we gave."),
    "method-not-allowed": gettext_lazy("Data can only be read: use GET, HEAD or OPTIONS."),
    "not-acceptable": gettext_lazy("The address doesn’t have the format that you ask for."),
    "gone": gettext_lazy("The record has been removed. The answer says when and why."),
    "address-too-long": gettext_lazy("The address has more than 8,000 characters. Ask for less at a time."),
    "failed": gettext_lazy("Something went wrong here. Try again later."),
    "not-ready": gettext_lazy(
        "The search is being made ready. Try again in a minute; the lists answer meanwhile."
    ),
}


@dataclass(frozen=True)
class Trial:
    """What the form asked for, and what the API answered."""

    address: str
    status: int
    answer: str
    cut: bool

    @property
    def command(self) -> str:
        """The same request as a command. Quotes can't end it: addresses have them encoded."""
        return f"curl '{self.address}'"


def trial(request: HttpRequest) -> Trial | None:
    """Asks the API what the form says; None where it says nothing."""
    name = request.GET.get("list", "")
    if name not in (SEARCH, *dict(_labels())):
        return None
    asked = {"q": request.GET.get("q", ""), "date": request.GET.get("day", "")}
    query = urlencode(
        {n: v for n, v in asked.items() if v or (name, n) == (SEARCH, "q")} | {"page_size": TRIED}
    )
    address = f"/api/v1/{name}?{query}"
    response = ask(address)
    with override("en"):
        text = json.dumps(json.loads(response.getvalue()), ensure_ascii=False, indent=2)
    cut = len(text) > LONGEST_ANSWER
    return Trial(absolute(address), response.status_code, text[:LONGEST_ANSWER], cut)


def _labels() -> list[tuple[str, str | Promise]]:
    """The lists with what they hold, in the reader's language."""
    return [(one.name, one.label) for one in all_lists()]


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """The API explained."""
    filled = {"site": absolute(""), "language": current_language()}
    context = {
        "trail": [Crumb(label=_("Open data: the API"))],
        "commands": [(about, command.format(**filled)) for about, command in _COMMANDS],
        "parameters": _PARAMETERS,
        "problems": [(kind, _PROBLEMS[kind.slug]) for kind in problems.KINDS],
        "lists": [(name, label, reverse(f"api:{name}")) for name, label in _labels()],
        "names": [SEARCH, *(name for name, _label in _labels())],
        "trial": trial(request),
        "true_for": documented_dates().chart,
    }
    return render(request, "opendata/api.html", context)
