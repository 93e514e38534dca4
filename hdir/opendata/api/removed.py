"""What the API says of a record that isn't there."""

from hdir.changes.history import removal_of
from hdir.opendata.api.fields import moment
from hdir.opendata.api.problems import GONE, NOT_FOUND, ApiProblem
from hdir.records.models import Record
from hdir.redactions.models import Tombstone


def missing(model: type[Record], key: str) -> ApiProblem:
    """410 with when and why for a record that was removed, 404 for one that never was. Two queries.

    Of one whose name was taken out for good, neither the name nor the reason is told.
    """
    if stone := Tombstone.objects.recognise(model._meta.label_lower, key):
        when = moment(stone.created)
        return ApiProblem(GONE, f"The {model.type_name} was removed at {when}, and the name with it.")
    removal = removal_of(model, key)
    if removal is None or removal.change_set.applied is None:
        return ApiProblem(NOT_FOUND, f"There is no {model.type_name} with the key “{key}”.")
    when = moment(removal.change_set.applied)
    why = removal.change_set.reason or removal.change_set.title
    return ApiProblem(GONE, f"The {model.type_name} “{key}” was removed at {when}: {why}")
