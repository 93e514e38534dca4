"""How edits are put into a title: what was written, and what changes in it."""

from collections.abc import Iterable

from django.utils.text import Truncator, capfirst

from hdir.changes.edits import Edit
from hdir.changes.models import Action
from hdir.changes.snapshot import specs_by_name
from hdir.records.models import Language

LONGEST_NAME = 100  # a task is called by its text
NAMED = 4  # fields or kinds of records; more than that says nothing


def title_of(name: str, edits: Iterable[Edit]) -> str:
    """What was written and what changes in it, so that two drafts of one record can be told apart:
    "HR: Lead (Bokmål, English), Posts"."""
    languages: dict[str, list[str]] = {}
    for edit in edits:
        for label, language in _parts(edit):
            languages.setdefault(label, [])
            if language and language not in languages[label]:
                languages[label].append(language)
    told = [f"{label} ({', '.join(found)})" if found else label for label, found in languages.items()]
    more = ", …" if len(told) > NAMED else ""
    name = Truncator(name).chars(LONGEST_NAME)
    return f"{name}: {', '.join(told[:NAMED])}{more}" if told else name


def _parts(edit: Edit) -> Iterable[tuple[str, str]]:
    """What an edit changes: the fields, each with its language if it has one; for a record that is added or
    removed, the kind of record and which of the two."""
    if edit.action != Action.CHANGE:
        action = str(Action(edit.action).label)
        yield capfirst(str(edit.model._meta.verbose_name)), action
        return
    for name, spec in specs_by_name(edit.model).items():
        # What was approved follows from the texts.
        if name in edit.after and (name != "approved" or len(edit.after) == 1):
            text = getattr(spec.field, "translated_field", None)
            label = capfirst(str((text or spec.field).verbose_name))
            yield label, Language(getattr(spec.field, "language", "")).in_a_sentence if text else ""
