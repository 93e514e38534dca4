"""Which pages are looked at: each kind of page by its address, the states that look different beside each
other. `{draft}` and its like are what `waiting.py` has put into the database."""

import os
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

# By the name of the page in the URL configuration, below the language.
PUBLIC = {
    "home": ("", "?date=2017-01-01"),
    "accessibility": ("accessibility",),
    "glossary": ("glossary",),
    "privacy": ("privacy",),
    "gallery": ("gallery",),
    "data": ("data",),
    "api-page": ("api?list=units&q=helse",),
    "search": (
        "search",
        "search?q=tobakk",
        "search?q=helse&kind=topic&date=2017-01-01",
        "search?q=fengselshelse",
        "search?q=tobbbakk",
        "search?q=legevatk",
        "search?q=qwrtzp",
    ),
    "directory:organisation": (
        "organisation",
        "organisation?open=",
        "organisation?view=list&open=divisjon-folkehelse",
        "organisation?view=table",
        "organisation?date=2015-06-01&heads=no",
    ),
    "directory:units": (
        "units",
        "units?kind=department&q=helse",
        "units?date=2017-02-30",
        "units?topic=nothing",
    ),
    "directory:unit": (
        "units/psykisk-helsevern-og-rus",
        "units/helsedirektoratet",
        "units/allmennhelsetjenester?date=2017-01-01",
        "units/okonomi-og-styring",
        "units/statens-stralevern?date=2015-06-01",
        "units/pasientsikkerhetsprogrammet?date=2020-01-01",
    ),
    "directory:leaders": ("leaders",),
    "directory:person": ("people/jakob-linhave",),
    "directory:about": ("about",),
    "directory:responsible": ("responsible",),
    "directory:tasks": ("tasks", "tasks?kind=text&law=no-such-law"),
    "directory:task": ("tasks/psykisk-helsevern-og-rus-nasjonal-overdosestrategi",),
    "directory:topics": ("topics", "topics?extent=shared&date=2017-01-01"),
    "directory:topic": ("topics/tobakk",),
    "directory:laws": ("laws",),
    "directory:law": ("laws/folketrygdloven",),
    "directory:parties": ("parties",),
    "directory:target-groups": ("target-groups",),
    "directory:partners": ("partners",),
    "directory:party": ("parties/fylkesmannen", "parties/direktoratet-for-e-helse"),
    "directory:events": ("events", "events?unit=helsedirektoratet&kind=merged&date=2025-01-01"),
    "directory:event": ("events/stralevernet-under-helsedirektoratet?date=2016-06-01",),
    "directory:compare": (
        "compare",
        "compare?from=2017-01-01&to=2015-12-31&show=undocumented-before",
        "compare?from=2017-01-01&to=2017-01-01",
        "compare?from=17.1.2017",
    ),
    "directory:documents": ("documents",),
    "directory:document": ("documents/003",),
    "strategy:strategy": ("strategies/strategi-2014-2018",),
    "strategy:matrix": (
        "strategies/strategi-2014-2018/matrix",
        "strategies/strategi-2014-2018/matrix?by=goal&why=helfo-rettighetsforvaltning",
        "strategies/strategi-2014-2018/matrix?by=division&why=helfo-rettighetsforvaltning",
    ),
    "strategy:booklet": ("strategies/strategi-2014-2018/booklet",),
    "strategy:compare": ("strategies/strategi-2014-2018/compare",),
    "strategy:goal-area": ("goal-areas/dialog-og-medvirkning",),
    "strategy:focus-area": ("focus-areas/ncd",),
    "report": ("report?page=/nb/units/hr", "report?sent=1"),
    "languages": ("languages",),
    "earlier-versions": ("history/unit/hr", "history/unit/juss"),
    # What no address of its own leads to.
    "not found": ("no-such-page",),
    "gone": ("topics/alternativ-medisin",),
}
ADDRESSES = [path for paths in PUBLIC.values() for path in paths]
# They answer with a file or with another address, so there is no page to look at.
NO_PAGES = {
    "directory:organisation-svg",
    "changes-feed",
    "unit-changes-feed",
    "unit-card",
    "search-suggestions",
    "strategy:strategies",
}
# The pages above that say with their status that something is missing or wrong.
STATUS = {
    "no-such-page": 404,
    "topics/alternativ-medisin": 410,
    "compare?from=17.1.2017": 400,
    "units?date=2017-02-30": 400,
}

SIGNING_IN = {
    "log-in": "/accounts/login/",
    "forgotten password": "/accounts/reset/",
}
ADMIN = {
    "dashboard": "/admin/",
    "list": "/admin/directory/unit/",
    "filtered list": "/admin/directory/responsibility/?extent__exact=not",
    "unit": "/admin/directory/unit/hr/change/",
    "new unit": "/admin/directory/unit/add/",
    "post": "/admin/directory/post/miljo-og-helse-avdelingsdirektor/change/",
    "event": "/admin/directory/changeevent/add/",
    "goal area": "/admin/strategy/goalarea/dialog-og-medvirkning/change/",
    "deletion": "/admin/directory/topic/tobakk/delete/",
    "history": "/admin/history/unit/hr/",
    "whole history": "/admin/history/",
    "drafts": "/admin/change-sets/",
    "draft": "/admin/change-sets/{draft}/",
    "published": "/admin/change-sets/{published}/",
    "preview": "/admin/change-sets/{draft}/preview/nn/units/hr",
    "new package": "/admin/change-sets/new/",
    "change from a date": "/admin/directory/unit/hr/from-a-date/",
    "order": "/admin/directory/unit/helsedirektoratet/order/",
    "new head": "/admin/directory/post/hr-avdelingsdirektor/new-head/",
    "what was found": "/admin/find/?q=helse",
    "conflicts": "/admin/conflicts/",
    "reports": "/admin/reports/",
    "report": "/admin/reports/{report}/",
    "status": "/admin/status/",
    "guide": "/admin/guide/",
    "translation board": "/admin/translations/",
    "waiting translations": "/admin/translations/nn/",
    "side by side": "/admin/translations/units/hr/nn/",
    "password": "/accounts/password/",
    "second factors": "/accounts/2fa/",
}


LANGUAGES = ("nb", "nn", "en")
WIDTHS = (320, 1280)
SCREENS = ((320, "light"), (1280, "dark"), (320, "dark"), (1280, "light"))


def screens(number: int) -> list[tuple[str, int, str]]:
    """In which languages and on which screens the nth page is looked at: each language, each width and each
    colour scheme at least once, and over all pages every combination of them."""
    if os.environ.get("EVERY_COMBINATION"):
        return [(language, *screen) for language in LANGUAGES for screen in SCREENS]
    return [(language, *SCREENS[(number + at) % 4]) for at, language in enumerate(LANGUAGES)]


def public_names() -> set[str]:
    """The names of all addresses that stand below a language."""
    found = set()
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and isinstance(resolver.pattern, LocalePrefixPattern):
            found |= set(_names(resolver))
    return found


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        else:
            yield from _names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
