"""Makes rows of edits. The only place in the project that writes content; publication and staging call it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone, translation

from hdir.changes.edits import Edit, Keys, keys_of
from hdir.changes.guards import refusals
from hdir.changes.snapshot import Values, field_specs, specs_by_name
from hdir.records.models import Record, Written
from hdir.records.registry import content_models
from hdir.records.rules import Problem, broken_rules
from hdir.texts.models import keep_replaced

Progress = Callable[[str], None]
_AT_ONCE = 500


class UnwritableError(Exception):
    """The content would break its rules; nothing of it was kept."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("; ".join(map(str, self.problems)))


class _RefusedRowsError(Exception):
    """Rows that a constraint of their table refuses, with what the database said."""

    def __init__(self, rows: list[tuple[Record, IntegrityError]]):
        self.rows = rows
        super().__init__()


def silent(line: str) -> None:
    """Progress that nobody watches."""


def write(edits: Sequence[Edit], progress: Progress = silent) -> None:
    """Writes edits that fit the content as it is. Call inside a transaction, which an error must end.

    Raises UnwritableError for every row that a constraint of its table refuses, after having tried all. What
    holds across rows is checked by `check`.
    """
    refused: list[tuple[Record, IntegrityError]] = []
    # The bare columns of translated fields follow the active language; keep them the same everywhere.
    with translation.override("nb"):
        for model, action, group in _steps(edits):
            progress(f"{model.list_name}: {action} {len(group)}")
            try:
                _WRITERS[action](model, group)
            except _RefusedRowsError as error:
                refused.extend(error.rows)
    if refused:
        raise UnwritableError(problem for one in refused for problem in _explained(*one))


def check(edits: Sequence[Edit]) -> None:
    """Raises UnwritableError if edits that were written leave a relation without its record or break a rule
    across rows. Messages are in the active language."""
    removed = keys_of(edit for edit in edits if edit.action == "remove")
    problems = [*refusals(edits), *_lost_targets(edits), *_orphans(removed)]
    if problems := problems or broken_rules():
        raise UnwritableError(problems)


# --- Relations ------------------------------------------------------------------------------------


def _lost_targets(edits: Iterable[Edit]) -> Iterator[Problem]:
    """Relations of what was written to records that aren't there."""
    wanted: dict[type[Record], dict[str, list[tuple[Edit, str]]]] = defaultdict(lambda: defaultdict(list))
    for edit in edits:
        for name, value in edit.after.items():
            spec = specs_by_name(edit.model)[name]
            if value and (spec.is_relation or spec.is_relation_set):
                for key in value if isinstance(value, list) else [value]:
                    wanted[spec.target][str(key)].append((edit, name))
    for model, by_key in wanted.items():
        there = _existing(model, by_key)
        for key, users in by_key.items():
            if key not in there:
                for edit, name in users:
                    yield Problem(
                        edit.model._meta.label_lower,
                        edit.key,
                        name,
                        _no_such(model, key),
                    )


def _no_such(model: type[Record], key: str) -> str:
    return translation.gettext("There is no %(type)s “%(key)s”.") % {
        "type": model._meta.verbose_name,
        "key": key,
    }


def _existing(model: type[Record], keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in _parts(sorted(keys)):
        found.update(model._base_manager.filter(pk__in=part).order_by().values_list("pk", flat=True))
    return found


def _orphans(removed: Keys) -> Iterator[Problem]:
    """What still points to records that were removed."""
    for model in content_models():
        for spec in field_specs(model):
            if not (spec.is_relation or spec.is_relation_set):
                continue
            for part in _parts(sorted(removed.get(spec.target, ()))):
                left = model._base_manager.filter(**{f"{spec.name}__in": part}).order_by("pk")
                for key, target in left.values_list("pk", spec.name):
                    message = translation.gettext("It still points to the %(type)s “%(key)s”, which goes.")
                    yield Problem(
                        model._meta.label_lower,
                        key,
                        spec.name,
                        message % {"type": spec.target._meta.verbose_name, "key": target},
                    )


def _parts(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


# --- Rows -----------------------------------------------------------------------------------------


def _steps(edits: Iterable[Edit]) -> Iterator[tuple[type[Record], str, list[Edit]]]:
    """The edits in the order in which they are written: removals, then model by model changes before
    additions, so that a value that must be unique is free before it is given again."""
    grouped: dict[tuple[type[Record], str], list[Edit]] = defaultdict(list)
    for edit in edits:
        grouped[edit.model, edit.action].append(edit)
    order = [(model, "remove") for model in reversed(content_models())]
    order += [(model, action) for model in content_models() for action in ("change", "add")]
    for model, action in order:
        if group := grouped[model, action]:
            yield model, action, group


def _fill(record: Record, values: Values) -> dict[str, list[str]]:
    """Sets a record's values and returns its relation sets, which can be written only after it."""
    sets: dict[str, list[str]] = {}
    for name, value in values.items():
        spec = specs_by_name(type(record))[name]
        if spec.is_relation_set:
            sets[name] = list(value) if isinstance(value, list) else []
        elif value is None:
            setattr(record, spec.attribute, spec.field.get_default())
        else:
            setattr(record, spec.attribute, value if spec.is_relation else spec.field.to_python(value))
    return sets


def _add(model: type[Record], edits: list[Edit]) -> None:
    records, sets = [], []
    for edit in edits:
        record = model(key=edit.key)
        sets.append((record, _fill(record, edit.after)))
        records.append(record)
    try:
        with transaction.atomic():
            model._base_manager.bulk_create(records, batch_size=_AT_ONCE)
    except IntegrityError:
        _write_one_by_one(records, force_insert=True)
    _write_sets(sets)


def _change(model: type[Record], edits: list[Edit]) -> None:
    by_key = {edit.key: edit for edit in edits}
    records, sets = [], []
    for part in _parts(sorted(by_key)):
        for record in model._base_manager.filter(pk__in=part).order_by("pk"):
            sets.append((record, _fill(record, by_key[record.pk].after)))
            if isinstance(record, Written):
                keep_replaced(record, by_key[record.pk].before)
            record.modified = timezone.now()
            records.append(record)
    moving = [r for r in records if _unique_fields(model) & set(by_key[r.pk].after)]
    if moving:
        # Two records that exchange a unique value would clash if one were written before the other.
        _delete_rows(model, [r.pk for r in moving])
        _write_one_by_one(moving, force_insert=True)
    _write_one_by_one([r for r in records if r not in moving], force_update=True)
    _write_sets(sets)


def _unique_fields(model: type[Record]) -> set[str]:
    """The fields whose values together must be unique among the records of a model."""
    unique = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    return {name for constraint in unique for name in constraint.fields}


def _remove(model: type[Record], edits: list[Edit]) -> None:
    """Deletes rows without Django's cascade, which would refuse to delete a parent and its children
    together; `check` finds what still points to them."""
    keys = [edit.key for edit in edits]
    for link in _set_columns(model):
        for part in _parts(keys):
            link.model._base_manager.filter(**{f"{link.name}__in": part}).delete()
    _delete_rows(model, keys)


def _delete_rows(model: type[Record], keys: list[str]) -> None:
    for part in _parts(keys):
        rows = model._base_manager.filter(pk__in=part)
        rows._raw_delete(rows.db)


def _set_columns(model: type[Record]) -> list[models.ForeignKey]:
    """The columns that lead from the tables of a model's relation sets to it; their rows go with it."""
    return [
        column
        for relation_set in model._meta.many_to_many
        if (table := relation_set.remote_field.through) is not None
        for column in table._meta.fields
        if isinstance(column, models.ForeignKey) and column.name == relation_set.m2m_field_name()
    ]


_WRITERS = {"remove": _remove, "change": _change, "add": _add}


def _write_sets(sets: list[tuple[Record, dict[str, list[str]]]]) -> None:
    for record, by_name in sets:
        for name, keys in by_name.items():
            members = getattr(record, name)
            # Django's set() looks the members up first, and so would leave those whose records just went.
            links = members.through._base_manager.filter(**{members.source_field_name: record.pk})
            links.exclude(**{f"{members.target_field_name}__in": keys}).delete()
            if keys:
                members.add(*keys)


def _write_one_by_one(
    records: list[Record], *, force_insert: bool = False, force_update: bool = False
) -> None:
    """Saves records singly, so that each that breaks a constraint of its table can be named."""
    refused: list[tuple[Record, IntegrityError]] = []
    for record in records:
        try:
            with transaction.atomic():
                record.save(force_insert=force_insert, force_update=force_update)
        except IntegrityError as error:
            refused.append((record, error))
    if refused:
        raise _RefusedRowsError(refused)


def _explained(record: Record, error: IntegrityError) -> Iterator[Problem]:
    """Which constraints of its table a row breaks, each said of the last field that it speaks of."""
    label, broken = record._meta.label_lower, False
    for constraint in record._meta.constraints:
        try:
            constraint.validate(type(record), record)
        except ValidationError as found:
            broken = True
            for message in found.messages:
                yield Problem(label, record.pk, _field_of(type(record), constraint), message)
    if not broken:
        message = translation.gettext("The database refuses it: %(error)s.") % {"error": error}
        yield Problem(label, record.pk, "", message)


def _field_of(model: type[Record], constraint: models.BaseConstraint) -> str:
    match constraint:
        case models.UniqueConstraint():
            about = set(constraint.fields)
        case models.CheckConstraint(condition=models.Q() as condition):
            about = set(condition.referenced_base_fields)
        case _:
            about = set()
    return next((spec.name for spec in reversed(field_specs(model)) if spec.name in about), "")
