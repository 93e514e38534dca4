"""What the search page shows: results grouped by the unit that answers for them, and what limits them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from directory.models import Membership, PostKind, Unit, UnitKind
from directory.pages.chart import posts_by_unit
from directory.pages.names import fetch_names
from hdir.lists.filterset import ActiveFilter
from hdir.records.models import Language
from hdir.records.periods import in_words
from hdir.records.registry import model_for_type
from hdir.search.facets import Facets
from hdir.search.kinds import KINDS
from hdir.search.query import search
from hdir.search.ranking import Scored
from hdir.search.results import Found, Result

GROUPS_A_PAGE = 10
RESULTS_A_GROUP = 4
MOST_DIVISIONS = 12


@dataclass
class Group:
    """The results that one unit answers for, or none does. `own` is the unit itself, where it was found."""

    unit: Unit | None
    kind_label: str
    heads: list[Membership]
    own: Result | None
    results: list[Result]
    total: int
    # The query string that shows all of them.
    all_query: str

    @property
    def further(self) -> bool:
        """Whether the unit has more results than are shown."""
        return self.total > len(self.results) + bool(self.own)


@dataclass(frozen=True)
class Choice:
    """One value that results can be limited to, and how many there would be; None where it isn't known."""

    label: str
    query: str
    number: int | None


@dataclass(frozen=True)
class FacetChoices:
    """A heading and the values to choose from."""

    name: str
    label: str
    choices: list[Choice]


@dataclass
class SearchPage:
    """A question's results, ten units a page, in a fixed number of queries."""

    found: Found
    page: Page
    groups: list[Group]
    active: list[ActiveFilter]
    facets: list[FacetChoices] = field(default_factory=list)

    @property
    def unknown(self) -> int:
        """How many of the results on the page may or may not have been so on the date."""
        shown = [one for group in self.groups for one in (group.own, *group.results) if one]
        return sum(one.unknown for one in shown)

    @classmethod
    def of(
        cls, question: str, language: str, date: datetime.date | None, facets: Facets, asked: QueryDict
    ) -> "SearchPage":
        """The page for a question; `asked` is the query string that it came with. Raises NotReadyError."""
        found = search(question, language, date, facets=facets)
        page = Paginator(_by_unit(found), GROUPS_A_PAGE).get_page(asked.get("page"))
        names = _unit_names(found, facets)
        return cls(
            found,
            page,
            _groups(found, list(page.object_list), asked),
            _active(facets, date, names, asked),
            _choices(found, facets, names, asked),
        )


def _without(asked: QueryDict, *names: str, **more: str) -> str:
    """The query string without some of its names, from its first page on, and with others set."""
    query = asked.copy()
    for name in (*names, "page"):
        query.pop(name, None)
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


def _by_unit(found: Found) -> list[list[Scored]]:
    """The ranked entries by the unit that answers for them, the unit with the best one first."""
    groups: dict[str, list[Scored]] = {}
    for one in found.ranked:
        # What no unit answers for stands alone, where it was ranked.
        unit = found.unit_of(one) or f"{one.candidate.type}/{one.candidate.key}"
        groups.setdefault(unit, []).append(one)
    return list(groups.values())


def _groups(found: Found, shown: Sequence[list[Scored]], asked: QueryDict) -> list[Group]:
    """The groups of a page with their results, units and heads."""
    every = bool(found.facets.unit)
    kept = [group if every else _first_of(group) for group in shown]
    results = {
        (one.type, one.key): one for one in found.results([scored for group in kept for scored in group])
    }
    units = [result.unit for result in results.values() if result.unit]
    # One query for the names of all units on the page, also of those that say that they haven't it.
    answers = [answer.responsibility for answer in found.not_here]
    others = [unit for r in answers for unit in (r.unit, r.instead) if unit]
    fetch_names([*units, *others], found.date)
    posts = posts_by_unit(units, found.date) if units else {}
    groups = []
    for whole, part in zip(shown, kept, strict=True):
        own_results = [results[s.candidate.type, s.candidate.key] for s in part]
        unit = own_results[0].unit
        held = [post for post in posts.get(unit.pk, []) if post.kind == PostKind.HEAD] if unit else []
        own = next((r for r in own_results if unit and (r.type, r.key) == ("unit", unit.pk)), None)
        groups.append(
            Group(
                unit,
                str(UnitKind(unit.state_at(found.date).kind).label) if unit else "",
                [membership for post in held for membership in post.holders],
                own,
                [result for result in own_results if result is not own],
                len(whole),
                _without(asked, "unit", unit=unit.pk) if unit else "",
            )
        )
    return groups


def _first_of(group: list[Scored]) -> list[Scored]:
    """The best results of a unit, and the unit itself if it was found at all."""
    own = [one for one in group if one.candidate.type == "unit"][:1]
    best = [one for one in group if one not in own][:RESULTS_A_GROUP]
    return own + best


def _unit_names(found: Found, facets: Facets) -> dict[str, str]:
    """The names of the divisions with results and of the unit chosen, by key. One query."""
    chosen = [key for key in (facets.division, facets.unit) if key]
    units = Unit.objects.filter(Q(kind=UnitKind.DIVISION, pk__in=found.counts("division")) | Q(pk__in=chosen))
    return {unit.pk: str(unit) for unit in units}


def kind_label(type_name: str) -> str:
    """What a type of record is called; the type itself where there is none such."""
    model = model_for_type(type_name)
    return capfirst(str(model._meta.verbose_name_plural)) if model else type_name


def _active(
    facets: Facets, date: datetime.date | None, names: dict[str, str], asked: QueryDict
) -> list[ActiveFilter]:
    """What the results are limited to, each with the query string without it."""
    languages = dict(Language.choices)
    chosen = [
        ("kind", _("Kind"), kind_label(facets.kind) if facets.kind else ""),
        ("division", _("Division"), names.get(facets.division, facets.division)),
        ("language", _("Original language"), str(languages.get(facets.language, facets.language))),
        ("unit", _("Responsible unit"), names.get(facets.unit, facets.unit)),
        ("date", _("Date"), in_words(date.isoformat()) if date else ""),
    ]
    return [ActiveFilter(label, value, _without(asked, name)) for name, label, value in chosen if value]


def _choices(found: Found, facets: Facets, names: dict[str, str], asked: QueryDict) -> list[FacetChoices]:
    """What the results can be limited to further: each value that some of them have."""
    kinds = [kind.model.type_name for kind in KINDS]
    languages = dict(Language.choices)
    offered = []
    for name, label, values in (
        ("kind", _("Kind"), {key: kind_label(key) for key in kinds}),
        ("division", _("Division"), names),
        ("language", _("Original language"), {key: str(label) for key, label in languages.items()}),
    ):
        if getattr(facets, name):
            continue
        counts = found.counts(name)
        choices = [
            Choice(values[key], _without(asked, **{name: key}), None if found.more else counts[key])
            for key in sorted((k for k in counts if k in values), key=lambda k: (-counts[k], values[k]))
        ]
        if len(choices) > 1:
            offered.append(FacetChoices(name, label, choices[:MOST_DIVISIONS]))
    return offered
