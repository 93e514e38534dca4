"""Which published changes are about a unit."""

from django.db.models import Q

from directory.models import ChangeEvent, Membership, Task, Unit
from directory.pages.labels import UNITS
from hdir.changes.models import Change, State
from hdir.records.registry import content_models

# Records that hang on a unit by one record between: the field that leads there, and the other's list.
_BETWEEN = {Membership: "post", Task: "passage"}


def changes_about(key: str):
    """The published changes about a unit or what belongs to it: what it is now, and what it was once.

    Where a record belongs is read from the content, and for what was moved or removed since from the log.
    Two queries for the parts of what was once the unit's, and one for the changes.
    """
    published = Change.objects.filter(change_set__state=State.APPLIED)
    unit = Unit._meta.label_lower
    about = Q(model=unit, key=key)
    # A unit that came to stand below this one, or no longer does.
    about |= Q(model=unit) & (Q(before__parent=key) | Q(after__parent=key))
    for model in content_models():
        label = model._meta.label_lower
        path = UNITS.get(model.list_name)
        if model in _BETWEEN:
            between = _BETWEEN[model]
            owner = model._meta.get_field(between).related_model
            now = model._default_manager.filter(**{f"{between}__unit": key})
            once = _once(owner._meta.label_lower, key)  # type: ignore[union-attr]
            logged = Q(**{f"before__{between}__in": once}) | Q(**{f"after__{between}__in": once})
            about |= Q(model=label) & (Q(key__in=now.values("pk")) | logged)
        elif path:
            now = model._default_manager.filter(**{path: key})
            about |= Q(model=label) & (Q(key__in=now.values("pk")) | Q(before__unit=key) | Q(after__unit=key))
    about |= Q(model=ChangeEvent._meta.label_lower) & (
        Q(key__in=ChangeEvent.objects.filter(units=key).values("pk"))
        # SQLite can't look into a list in JSON, but finds the key in its text.
        | Q(before__units__icontains=f'"{key}"')
        | Q(after__units__icontains=f'"{key}"')
    )
    return published.filter(about)


def _once(label: str, key: str) -> list[str]:
    """The keys of the records of a model that the log knows to have belonged to the unit."""
    found = Change.objects.filter(model=label, change_set__state=State.APPLIED).filter(
        Q(before__unit=key) | Q(after__unit=key)
    )
    return list(found.values_list("key", flat=True).distinct())
