"""The keys of records that are added in the admin: made from the name once, typed by nobody."""

from collections.abc import Callable, Iterable
from itertools import count

from hdir.records.keys import KEY_LENGTH, make_key
from hdir.records.languages import shown
from hdir.records.models import Record

Parts = Callable[..., Iterable[str]]
_parts: dict[type[Record], Parts] = {}

# Room for "-999" behind a key that somebody else has already.
_ROOM = 4


def key_from(model: type[Record]) -> Callable[[Parts], Parts]:
    """Registers the function that gives the texts a model's keys are made of, from a record."""

    def register(function: Parts) -> Parts:
        _parts[model] = function
        return function

    return register


def name_of(record: Record, field: str = "name") -> str:
    """The text that goes into a key: bokmål, whatever language the editor works in, if there is any."""
    return shown(record, field, "nb").text


def new_key(record: Record) -> str:
    """A key for a record that has none, which no other record of its model has."""
    model = type(record)
    made = make_key(*_parts[model](record)) or model.type_name
    stem = made[: KEY_LENGTH - _ROOM].rstrip("-")
    taken = set(model._default_manager.filter(pk__startswith=stem).values_list("pk", flat=True))
    if made not in taken:
        return made
    return next(key for n in count(2) if (key := f"{stem}-{n}") not in taken)
