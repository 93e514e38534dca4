"""Rules of the organisation that no single row can show (hdir/records/rules.py says when they run)."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from django.db.models import F
from django.utils.translation import gettext as _

from directory.models import Document, EarlierState, Law, Manner, Membership, Passage, PostKind, Task, Unit
from hdir.records.languages import field_of, translated_fields
from hdir.records.models import Record
from hdir.records.periods import last_day, overlap
from hdir.records.registry import content_models
from hdir.records.rules import Problem, rule


def _label(model: type[Record]) -> str:
    return model._meta.label_lower


def _in_cycle(parents: dict[str, str | None]) -> set[str]:
    """The keys that are their own ancestors."""
    fine: set[str] = set()
    cycles: set[str] = set()
    for start in parents:
        path: list[str] = []
        key: str | None = start
        while key is not None and key not in fine and key not in path:
            path.append(key)
            key = parents.get(key)
        if key in path:
            cycles.update(path[path.index(key) :])
        fine.update(path)
    return cycles


@rule
def trees_have_no_cycle() -> Iterator[Problem]:
    """A unit, a heading or a list entry is never part of itself, not even through others."""
    for model in (Unit, Passage, Task):
        for key in _in_cycle(dict(model.objects.values_list("pk", "parent_id"))):
            yield Problem(
                _label(model),
                key,
                "parent",
                _("It is part of itself through the records above it. Choose another parent."),
            )


@rule
def the_chart_of_no_date_has_a_cycle() -> Iterator[Problem]:
    """Earlier states, alone or mixed with what came later, never put a unit below itself.

    What is a cycle today is told by `trees_have_no_cycle`, and each state once, of the first date.
    """
    today = _in_cycle(dict(Unit.objects.values_list("pk", "parent_id")))
    told: set[Record] = set()
    dates = {last_day(until) for until in EarlierState.objects.values_list("until", flat=True)}
    units = list(Unit.objects.prefetch_related("earlier_states")) if dates else []
    for date in sorted(dates):
        states = {unit.pk: unit.state_at(date) for unit in units}
        for key in sorted(_in_cycle({key: state.parent_id for key, state in states.items()})):
            named = states[key].named
            if named in told or (isinstance(named, Unit) and key in today):
                continue
            told.add(named)
            yield Problem(
                named._meta.label_lower,
                named.pk,
                "parent",
                _("On %(date)s it was part of itself through the records above it. Choose another parent.")
                % {"date": date.isoformat()},
            )


@rule
def nothing_succeeds_itself() -> Iterator[Problem]:
    """Following the successors of a unit, or what a law was replaced by, never leads back to it."""
    for model, field in ((Unit, "successors"), (Law, "replaced_by")):
        links: dict[str, set[str]] = defaultdict(set)
        for key, after in model._default_manager.exclude(**{field: None}).values_list("pk", field):
            links[key].add(after)
        for key in sorted(links):
            if key in _reached(links, key):
                yield Problem(
                    _label(model), key, field, _("It follows itself. Take out what leads back to it.")
                )


def _reached(links: dict[str, set[str]], start: str) -> set[str]:
    """Everything that can be reached from a key in one step or more."""
    found: set[str] = set()
    waiting = set(links.get(start, ()))
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting |= links.get(key, set())
    return found


@rule
def headings_nest_within_one_unit() -> Iterator[Problem]:
    """A heading stands under a heading of the same unit, an entry under one of the same list."""
    for passage in Passage.objects.exclude(parent=None).exclude(parent__unit=F("unit")):
        yield Problem(
            _label(Passage),
            passage.pk,
            "parent",
            _("The heading above belongs to another unit. Choose one of the same unit."),
        )
    for task in Task.objects.exclude(parent=None).exclude(parent__passage=F("passage")):
        yield Problem(
            _label(Task),
            task.pk,
            "parent",
            _("The entry above belongs to another list. Choose one of the same list."),
        )


@rule
def one_ordinary_head_at_a_time() -> Iterator[Problem]:
    """Two people can't both be the ordinary holder of a head's post on one day.

    Acting and constituted holders may overlap with anybody, and a post may be empty: that happens.
    """
    by_post: dict[str, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.filter(manner=Manner.ORDINARY, post__kind=PostKind.HEAD).order_by(
        "post", "pk"
    ):
        by_post[membership.post_id].append(membership)
    for held in by_post.values():
        for one, other in combinations(held, 2):
            if overlap(one, other):
                yield Problem(
                    _label(Membership),
                    other.pk,
                    "valid_from",
                    _(
                        "%(other)s is the ordinary head at the same time. End one period before the "
                        "other begins, or choose another manner."
                    )
                    % {"other": one.person},
                )


@rule
def sources_cite_documents_that_exist() -> Iterator[Problem]:
    """Every citation names a document that is in the list of documents."""
    documents = set(Document.objects.values_list("pk", flat=True))
    for model in content_models():
        for key, sources in model._default_manager.values_list("pk", "sources"):
            for source in sources:
                if source["document"] not in documents:
                    yield Problem(
                        _label(model),
                        key,
                        "sources",
                        _("There is no document “%(key)s”. Add it, or cite another.")
                        % {"key": source["document"]},
                    )


@rule
def required_texts_are_written_in_the_original_language() -> Iterator[Problem]:
    """A text that must be there is there at least in the record's original language."""
    for model in content_models():
        needed = [f for f in translated_fields(model) if not field_of(model, f).blank]
        if not needed:
            continue
        columns = [f"{f}_{code}" for f in needed for code in ("nb", "nn", "en")]
        for row in model._default_manager.values("pk", "origin", *columns):
            for field in needed:
                if not row[f"{field}_{row['origin']}"]:
                    yield Problem(
                        _label(model),
                        row["pk"],
                        f"{field}_{row['origin']}",
                        _("The text is missing in its original language. Write it."),
                    )
