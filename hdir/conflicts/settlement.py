"""Conflicts between files and staff, and how they are settled.

Until then staff's value is in force, and every plan names the conflict. Settled means that both sides have
agreed that the file's value was seen: the next merge starts from it.
"""

from collections.abc import Iterable, Iterator

from hdir.changes.edits import Clash, Edit, edit_between
from hdir.changes.merge import Conflict, Values
from hdir.changes.models import Baseline, ChangeSet, Origin
from hdir.changes.publication import publish, turn
from hdir.changes.snapshot import snapshots
from hdir.changes.titles import Titles, title_fields
from hdir.conflicts.disputes import EDITED, OURS, THEIRS, Choice
from hdir.drafts.intake import Wish, take_in
from hdir.drafts.rights import may_publish_alone
from hdir.records.registry import model_for_label
from hdir.texts.marks import with_mark_of_side


def waiting() -> list[Clash]:
    """All conflicts between files and staff, by kind of record, record and field."""
    return list(_clashes(Baseline.objects.disputed().order_by("model", "key")))


def _clashes(baselines: Iterable[Baseline]) -> Iterator[Clash]:
    for baseline in baselines:
        model = model_for_label(baseline.model)
        if model is None:
            continue
        ours = snapshots(model, [baseline.key]).get(baseline.key)
        if baseline.offers_removal:
            if ours is not None:
                yield Clash(model, baseline.key, Conflict("", baseline.agreed, ours, None))
        elif ours is None:
            theirs = _overlaid(baseline.agreed, baseline.offered)
            yield Clash(model, baseline.key, Conflict("", baseline.agreed, None, theirs))
        else:
            for name, theirs in sorted(baseline.offered.items()):
                # Staff may have come to the same value since.
                if ours.get(name) != theirs:
                    yield Clash(
                        model, baseline.key, Conflict(name, baseline.agreed.get(name), ours.get(name), theirs)
                    )


def _overlaid(values: Values, changed: Values) -> Values:
    return {name: value for name, value in {**values, **changed}.items() if value is not None}


def settle(choices: Iterable[Choice], user, title: str | Titles) -> list[ChangeSet]:
    """Settles conflicts as chosen. Returns the change sets that this made; none if staff's values stay.

    A file's value is published, for whoever takes it approves the file (decision 24). A text of somebody's
    own is sent for approval, unless they may publish alone. Raises UnwritableError if a chosen value breaks
    a rule; nothing is settled then.
    """
    choices = list(choices)
    own = [] if may_publish_alone(user) else [one for one in choices if one.side == EDITED]
    with turn():
        change_set = ChangeSet(origin=Origin.ADMIN, author=user.get_username(), **title_fields(title))
        made = [change_set] if publish(change_set, _edits(c for c in choices if c not in own)) else []
        if sent := take_in(user, _edits(own), title, Wish.SUBMIT).change_set:
            sent.refresh_from_db()
            made.append(sent)
        for choice in choices:
            _agree(choice)
    return made


def _edits(choices: Iterable[Choice]) -> Iterator[Edit]:
    wanted: dict[tuple, list[Choice]] = {}
    for choice in choices:
        if choice.side != OURS:
            wanted.setdefault((choice.dispute.model, choice.dispute.key), []).append(choice)
    for (model, key), chosen in wanted.items():
        now = snapshots(model, [key]).get(key)
        agreed = Baseline.objects.get(model=model._meta.label_lower, key=key).agreed
        values = now
        for choice in chosen:
            name = choice.dispute.conflict.field
            if name == "":
                values = choice.value if isinstance(choice.value, dict) else None
            else:
                values = _overlaid(values or {}, {name: choice.value})
                source = agreed if choice.side == THEIRS else None
                values = with_mark_of_side(model, values, name, source)
        if edit := edit_between(model, key, now, values):
            yield edit


def _agree(choice: Choice) -> None:
    """The next merge starts from the file's value."""
    dispute = choice.dispute
    baseline = Baseline.objects.get(model=dispute.model._meta.label_lower, key=dispute.key)
    conflict = dispute.conflict
    if conflict.field == "" and conflict.theirs is None:
        baseline.delete()
        return
    if conflict.field == "":
        baseline.agreed = _overlaid(baseline.agreed, baseline.offered)
        baseline.offered = {}
    else:
        baseline.agreed = _overlaid(baseline.agreed, {conflict.field: conflict.theirs})
        baseline.offered = {n: v for n, v in baseline.offered.items() if n != conflict.field}
    baseline.save()
