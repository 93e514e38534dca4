"""Every public address: each pattern of the site's addresses, in each form that it can be asked in.

A new pattern without an entry here makes `asked_in_every_form` raise, so that no page escapes the tests that
walk them all. A new filter is asked for by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlencode

import django_filters
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from directory.filters import (
    LawFilter,
    LawRoleFilter,
    LeaderFilter,
    PartnerFilter,
    PartyFilter,
    PassageFilter,
    RelationFilter,
    ResponsibilityFilter,
    TargetGroupFilter,
    TaskFilter,
    TopicFilter,
    UnitFilter,
)
from directory.models import ChangeEvent, Document, Law, Party, Person, Task, Topic, Unit
from hdir.changes.models import Change, State
from hdir.history.public import TYPES
from hdir.opendata.api.changes import SEPARATOR
from hdir.opendata.api.filters import KeyFilter
from hdir.opendata.files import whole_files
from hdir.records.models import Record
from hdir.records.registry import content_models, model_for_type
from strategy.models import FocusArea, GoalArea, Strategy

DATE = "2017-01-01"
# Behind a log-in or a setting, or not to be read: the language form only takes what is sent.
_NOT_PUBLIC = ("accounts/", "admin/", "i18n/", "metrics")

# The record that a page is of. Of each model these are asked for, which have most, and the first one.
RECORDS: dict[str, type[Record]] = {
    "directory:unit": Unit,
    "directory:person": Person,
    "directory:task": Task,
    "directory:topic": Topic,
    "directory:law": Law,
    "directory:party": Party,
    "directory:event": ChangeEvent,
    "directory:document": Document,
    "strategy:strategy": Strategy,
    "strategy:matrix": Strategy,
    "strategy:booklet": Strategy,
    "strategy:compare": Strategy,
    "strategy:goal-area": GoalArea,
    "strategy:focus-area": FocusArea,
    "unit-changes-feed": Unit,
    "unit-card": Unit,
}
_RICH: dict[type[Record], tuple[str, ...]] = {
    Unit: ("helsedirektoratet", "statens-stralevern", "helfo"),
    Task: ("psykisk-helsevern-og-rus-nasjonal-overdosestrategi",),
    Topic: ("alkohol", "psykisk-helse"),
    Law: ("alkoholloven", "folkehelseloven"),
    Party: ("helse-og-omsorgsdepartementet", "kommuner"),
}

# The filters of a page.
FILTERS: dict[str, tuple[type[django_filters.FilterSet], ...]] = {
    "directory:units": (UnitFilter,),
    "directory:leaders": (LeaderFilter,),
    "directory:tasks": (TaskFilter, PassageFilter),
    "directory:topics": (TopicFilter,),
    "directory:topic": (ResponsibilityFilter,),
    "directory:laws": (LawFilter,),
    "directory:law": (LawRoleFilter,),
    "directory:parties": (PartyFilter,),
    "directory:target-groups": (TargetGroupFilter,),
    "directory:partners": (PartnerFilter,),
    "directory:party": (RelationFilter,),
}

# What else can be asked of a page, besides `date` and `page`.
ASKED: dict[str, tuple[str, ...]] = {
    "opensearch": ("lang=nn",),
    "search": (
        "q=helse",
        f"q=alkohol&date={DATE}",
        "q=hvem+har+ansvar+for+rus",
        "q=avdelnig",
        "q=xyzzyplugh",
        "q=%22psykisk+helse%22&kind=unit",
        "q=helse&division=divisjon-folkehelse&page=2",
        f"q=helse&language=nb&unit=helfo&date={DATE}",
    ),
    "search-suggestions": ("q=hel", "q=psykisk+he", "q=xyzzyplugh"),
    "directory:organisation": tuple(
        f"view={view}{more}"
        for view, more in product(
            ("drawing", "list", "table"), ("", f"&date={DATE}", "&heads=no", "&open=helsedirektoratet")
        )
    ),
    "directory:organisation-svg": ("background=white", "view=table", f"date={DATE}&heads=no"),
    "directory:compare": (
        "from=2015-01-01&to=2017-01-01",
        "from=2011-12-31&to=2024-01-01&show=heads",
        "from=2011-12-31&to=2024-01-01&show=began&page=2",
        "from=2017-01-01&to=2017-01-01",
    ),
    "directory:events": ("kind=merged", "unit=helsedirektoratet"),
    "directory:document": ("type=tasks", "type=law-roles&page=2", "type=contributions"),
    "strategy:matrix": ("by=goal", "by=division"),
    "report": ("page=/nb/units/helfo", "sent=1"),
    "api-page": ("list=units&q=rus&day=2016-01-01", "list=search&q=rus", "list=changes"),
    "api:search": ("q=helse", f"q=rus&lang=nn&date={DATE}", "q=rus&kind=unit&page_size=200"),
}
# Names whose addresses take neither `date` nor `page`, and say so.
_FIXED_DATA = (
    "permanent-address", "robots", "security-txt", "sitemap", "sitemap-part", "checksums", "manifest",
    "dataset", "api:root", "api:openapi",
)  # fmt: skip
# Further arguments of an address.
_ARGUMENTS: dict[str, tuple[dict[str, object], ...]] = {
    "sitemap-part": ({"number": 1},),
    "dataset": tuple({"name": name} for name in ("organisation", "strategy", "content", "catalog", "shapes")),
}


class NotAskedError(Exception):
    """A pattern of addresses that nothing here asks for."""


@dataclass(frozen=True, order=True)
class Address:
    """An address, and the name of the pattern that it is of."""

    name: str
    path: str


def patterns() -> dict[str, URLPattern]:
    """Every public pattern by its name, as `reverse` takes it."""
    return dict(_patterns(get_resolver(), ""))


def _patterns(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if str(one.pattern).startswith(_NOT_PUBLIC):
            continue
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _patterns(one, inner)
        elif one.name is None:
            raise NotAskedError(f"{one.pattern} has no name")
        else:
            yield f"{namespace}{one.name}", one


def asked_in_every_form(language: str = "nb") -> list[Address]:
    """Every address in every form, of the records that the database holds."""
    with override(language):
        return sorted({Address(n, path) for n, pattern in patterns().items() for path in _forms(n, pattern)})


def plain_addresses(language: str = "nb") -> list[Address]:
    """Each of them without anything asked."""
    return [address for address in asked_in_every_form(language) if "?" not in address.path]


def keys(model: type[Record]) -> list[str]:
    """Which records of a model are asked for."""
    records = model._default_manager.order_by("pk")
    rich = [key for key in _RICH.get(model, ()) if records.filter(pk=key).exists()]
    return list(dict.fromkeys([*rich, *records.values_list("pk", flat=True)[:1]]))


def _forms(name: str, pattern: URLPattern) -> Iterator[str]:
    api_list = pattern.default_args.get("api_list") or getattr(pattern.callback, "view_initkwargs", {}).get(
        "api_list"
    )
    for number, arguments in enumerate(_arguments(name, pattern, api_list)):
        path = reverse(name, kwargs=arguments)
        if path == "/":
            continue  # leads on to a language
        if name == "api:search":
            yield from (f"{path}?{query}" for query in ASKED[name])
            continue
        yield path
        if name in _FIXED_DATA:
            continue
        yield from (f"{path}?{query}" for query in _queries(name, api_list, path, first=number == 0))


def _arguments(name: str, pattern: URLPattern, api_list) -> list[dict[str, object]]:
    """The values for what is variable in a pattern."""
    wanted = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
    if not wanted:
        return [{}]
    if name in _ARGUMENTS:
        return list(_ARGUMENTS[name])
    if name == "whole-file":
        return [{"name": file.name} for file in whole_files()]
    if name in ("record-turtle", "record-json-ld"):
        return [
            {"list_name": model.list_name, "key": key}
            for model in content_models()
            for key in keys(model)[:1]
        ]
    if name == "permanent-address":
        return [
            {"type_name": model.type_name, "key": key}
            for model in content_models()
            for key in keys(model)[:1]
        ]
    if name == "earlier-versions":
        models = [(type_name, model_for_type(type_name)) for type_name in TYPES]
        return [{"type_name": t, "key": key} for t, model in models if model for key in keys(model)]
    if wanted == {"key"} and api_list is not None:
        model = getattr(api_list, "model", None)
        return [{"key": key} for key in (keys(model) if model else [_newest_change()])]
    if wanted == {"key"} and name in RECORDS:
        return [{"key": key} for key in keys(RECORDS[name])]
    raise NotAskedError(f"{name}: say in tests/addresses.py which of {pattern.pattern} to ask for")


def _newest_change() -> str:
    change = Change.objects.filter(change_set__state=State.APPLIED).latest("pk")
    type_name = apps.get_model(change.model).type_name
    return SEPARATOR.join([str(change.change_set.number), type_name, change.key])


def _queries(name: str, api_list, path: str, *, first: bool) -> Iterator[str]:
    """What is asked of a pattern; of the first of its records in every form."""
    yield from ASKED.get(name, ()) if first else ()
    if name in ("whole-file",):
        dated = {file.name for file in whole_files() if file.dated}
        if path.rpartition("/")[2] in dated:
            yield f"date={DATE}"
        return
    if api_list and not name.endswith("-record"):
        yield f"date={DATE}&lang=en"
        if not name.endswith(("-csv", "-csv-metadata")):
            yield from _of_a_list(api_list)
        return
    if name in ("changes-feed", "unit-changes-feed"):
        yield "page=1"
        return
    if name == "unit-card":
        yield f"date={DATE}"
        return
    yield f"date={DATE}"
    if not first:
        return
    filters = {n: v for f in FILTERS.get(name, ()) for n, v in _values(f.base_filters)}
    if filters:
        yield f"{urlencode(filters)}&date={DATE}"
        yield from (urlencode({n: v}) for n, v in filters.items())
    if not api_list:
        yield "page=2"


def _of_a_list(api_list) -> Iterator[str]:
    """What a list of the API can be asked; its tables are made of the same rows."""
    yield from ("modified_since=2000-01-01", "page_size=200")
    for filter_set in api_list.filter_sets():
        yield from (urlencode({n: v}) for n, v in _values(filter_set.base_filters))


def _values(filters: dict[str, django_filters.Filter]) -> Iterator[tuple[str, object]]:
    """A value for each filter; the first that there is."""
    for name, one in filters.items():
        choices = one.extra.get("choices")
        choices = getattr(choices, "choices", choices)
        if isinstance(one, KeyFilter):
            found = keys(one.target)
        elif "queryset" in one.extra:
            found = [record.pk for record in one.extra["queryset"].order_by("pk")[:1]]
        elif choices:
            found = [value for value, _label in (choices() if callable(choices) else choices) if value]
        elif isinstance(one, django_filters.NumberFilter):
            found = [1]
        else:
            found = ["e"]
        yield from ((name, value) for value in found[:1])
