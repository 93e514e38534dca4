"""The components that every page may use, each with an example for the gallery.

Those of the organisation's own things (units, leaders, tasks …) are declared in directory/components.py.
"""

from django.core.paginator import Paginator
from django.utils.html import format_html

from directory.models import Unit, UnitKind
from hdir.lists.filterset import Facet, Option
from hdir.pages.components import declare
from hdir.pages.trail import Crumb


def _unit() -> Unit:
    """A unit that isn't in the database, so that the gallery looks the same whatever the content."""
    return Unit(
        key="global-helse",
        kind=UnitKind.DEPARTMENT,
        name_nb="Global helse",
        name_nn="Global helse",
        name_en="Global Health",
        given_in=["nb"],
        valid_from="2014",
        valid_to="2018",
        confirmed="2017-01-01",
        sources=[
            {"document": "003", "line": "6-25"},
            {"document": "003", "line": "628", "printed": "Avdelingsdirketør"},
        ],
    )


declare(
    "breadcrumbs",
    "Where the page stands. The way home is added; the last step is the page itself.",
    "trail",
    example=lambda: {
        "trail": [Crumb(label="Organisation", address="/"), Crumb(record=_unit())],
    },
)
declare(
    "page-header",
    "The page's one h1, with the kind of thing above it and a lead below.",
    "title",
    kicker="",
    lead="",
    example=lambda: {"title": "Global Health", "kicker": "Department", "lead": "What it does."},
)
declare(
    "period",
    "What is known about when a record is true: at a date, or at its latest known state.",
    "record",
    date=None,
    example=lambda: {"record": _unit()},
)
declare(
    "sources",
    "The documents that records rest on, folded, with what was printed where we corrected it. "
    "One query: use it once a page, with all its records.",
    "records",
    example=lambda: {"records": [_unit()]},
)
declare(
    "citations",
    "The sources of one record in a line, for lists. No query.",
    "record",
    example=lambda: {"record": _unit()},
)
declare(
    "chip",
    "A word that classifies. Tones: neutral, accent, ended, quiet.",
    "label",
    tone="neutral",
    example=lambda: {"label": "editorial judgement", "tone": "accent"},
)
declare(
    "card",
    "A way on to another page, with what to expect there. The whole card is the link.",
    "title",
    "address",
    text="",
    kicker="",
    example=lambda: {
        "title": "Global Health",
        "address": "#card",
        "kicker": "Department",
        "text": "Coordinates the international work.",
    },
)
declare(
    "notice",
    "Something to know before reading on. Tones: info, warning.",
    "text",
    tone="info",
    title="",
    example=lambda: {"title": "Ended", "text": "The strategy ran 2014–2018.", "tone": "warning"},
)
declare(
    "empty",
    "Says that there is nothing, and why.",
    "text",
    example=lambda: {"text": "The documents name nobody."},
)
declare(
    "facts",
    "Terms and what they are for this record: pairs of text and HTML.",
    "items",
    example=lambda: {"items": [("Kind", "Department"), ("Part of", "Division of Public Health")]},
)
declare(
    "pagination",
    "Ways to the pages beside this one of a long list.",
    "page",
    example=lambda: {"page": Paginator(range(100), 20).page(2)},
)
declare(
    "translation-mark",
    "Stands after a name that no document gives in the language shown.",
    example=dict,
)
declare(
    "fallback-note",
    "Says in words that a text is shown in another language than the page's.",
    "language",
    example=lambda: {"language": "nn"},
)
declare(
    "filters",
    "The filters of a list (hdir/lists/filterset.py): what can be written, the choices with their numbers, "
    "those in force, what is wrong. `facets` where the list is made of several filter sets. Once a page.",
    "filterset",
    facets=None,
)
declare(
    "facet",
    "A filter's choices, folded: each a link with the number of results it leads to.",
    "facet",
    example=lambda: {
        "facet": Facet("kind", "Kind of unit", [Option("department", 35, "kind=department", chosen=False)])
    },
)
declare(
    "jump-list",
    "Ways to the parts of a long page: pairs of label and fragment. Once a page.",
    "items",
    example=lambda: {"items": [("Tasks", "jump-list"), ("Leaders", "jump-list")]},
)
declare(
    "link-list",
    "Links under each other: pairs of label (text or HTML) and address.",
    "items",
    example=lambda: {"items": [(format_html("<em>{}</em>", "Global Health"), "#link-list")]},
)
declare(
    "search-box",
    "The search form. `labelled` where the page has a visible label for its field already.",
    identifier="q",
    value="",
    labelled=False,
    example=lambda: {"identifier": "gallery-q", "value": "rus"},
)
declare(
    "date-form",
    "Lets the reader ask for a day, on this page where it shows dated content, else of the chart.",
    "identifier",
    error="",  # what is wrong with the day that was asked for
    example=lambda: {"identifier": "gallery-date"},
)
declare(
    "date-picker",
    "Another date: a form, and the dates that the content speaks of (hdir/pages/documented.py).",
    "dates",
)
declare(
    "compare-form",
    "Asks for two days to compare.",
    "identifier",
    before=None,
    after=None,
    wrong="",  # the field, "from" or "to", that `error` is about
    error="",
    example=lambda: {"identifier": "gallery-compare"},
)
