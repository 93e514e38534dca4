"""What an address asks for. A parameter that isn't known is an error: a typo would pass for an answer."""

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from hdir.opendata.api.problems import NO_SUCH_PAGE, WrongParameter, bad_parameter, bad_parameters, nearest
from hdir.records.languages import LANGUAGES

PAGE_SIZE, LARGEST_PAGE = 50, 200
# Characters of an address behind the host. Servers on the way often take no more than 8,190 of a whole
# request line; what the description of the API allows stays below (tests/opendata/api/test_openapi.py).
LONGEST_ADDRESS = 8_000
LONGEST_MARK = 1_500  # characters of `after` and `before`
DELIMITERS = (",", ";")
_DIGITS = re.compile(r"^[0-9]{1,9}\Z")
_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_SHORT = 40  # characters of a wrong value that an answer repeats
DATE_HINT = "Write the date as 2017-01-31."


@dataclass(frozen=True)
class Asked:
    """The parameters that lists share, read and checked."""

    date: datetime.date | None = None
    language: str | None = None
    page: int = 1
    page_size: int = PAGE_SIZE
    modified_since: datetime.datetime | None = None
    fields: frozenset[str] | None = None
    after: str = ""
    before: str = ""
    bom: bool = False
    delimiter: str = ","

    @property
    def reader(self) -> str:
        """The language to search and sort for."""
        return self.language or "nb"


def read(
    request: HttpRequest,
    known: Collection[str],
    others: Collection[str] = (),
    fields: Collection[str] = (),
    several: Collection[str] = (),
) -> Asked:
    """What a request asks for.

    `known` are the names of Asked that the address takes, `others` those that somebody else reads,
    `several` those of them that may be given more than once, `fields` what may be named in `fields`.
    An empty value is one that isn't given, as forms send it. Raises ApiProblem with all that is wrong.
    """
    query = request.GET
    errors: list[WrongParameter] = []
    values: dict[str, Any] = {}
    names = [*known, *others]
    for name, given in query.lists():
        if name not in names:
            errors.append(WrongParameter(name, _unknown(name, names)))
        elif len(given) > 1 and name not in several:
            errors.append(WrongParameter(name, f"“{name}” is given more than once."))
        elif name in known and given[0]:
            try:
                values[_ATTRIBUTES.get(name, name)] = _READERS[name](given[0], fields)
            except ValueError as error:
                errors.append(WrongParameter(name, str(error)))
    asked = Asked(**values)
    if errors:
        raise bad_parameters(errors)
    if asked.after and asked.before:
        raise bad_parameter("before", "Give only one of “after” and “before”.", NO_SUCH_PAGE)
    return asked


def _unknown(name: str, names: Collection[str]) -> str:
    hint = nearest(name, names) or f" This address takes {', '.join(sorted(names)) or 'none'}."
    return f"There is no parameter “{_short(name)}” here.{hint}"


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def _date(text: str, _: Collection[str]) -> datetime.date:
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        date = None
    if date is None or date.isoformat() != text:
        raise ValueError(f"There is no such day. {DATE_HINT}" if _DAY.match(text) else DATE_HINT)
    return date


def _language(text: str, _: Collection[str]) -> str:
    if text not in LANGUAGES:
        raise ValueError(f"“{_short(text)}” isn't one of the languages nb, nn and en.")
    return text


def _number(text: str, name: str, most: int | None) -> int:
    number = int(text) if _DIGITS.match(text) else 0
    if number < 1 or (most and number > most):
        raise ValueError(f"“{name}” is a whole number from 1{f' to {most}' if most else ''}.")
    return number


def _moment(text: str, _: Collection[str]) -> datetime.datetime:
    # A + in an address is a blank; whoever wrote +01:00 meant it.
    text = re.sub(r" (\d\d:?\d\d)\Z", r"+\1", text)
    try:
        moment = datetime.datetime.fromisoformat(text)
        if len(text) == len("2017-01-31"):
            moment = moment.replace(tzinfo=datetime.UTC)
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(datetime.UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            "Write the time as 2017-01-31T12:00:00Z, with its offset from UTC, or a day as 2017-01-31."
        ) from error


def _fields(text: str, fields: Collection[str]) -> frozenset[str]:
    wanted = [name for name in text.split(",") if name]
    for name in wanted:
        if name not in fields:
            hint = nearest(name, fields) or f" There are {', '.join(fields)}."
            raise ValueError(f"There is no field “{_short(name)}”.{hint}")
        if wanted.count(name) > 1:
            raise ValueError(f"The field “{name}” is named more than once.")
    return frozenset(wanted)


def _bom(text: str, _: Collection[str]) -> bool:
    if text not in ("0", "1"):
        raise ValueError("“bom” is 1 for a byte order mark, or 0.")
    return text == "1"


def _delimiter(text: str, _: Collection[str]) -> str:
    if text not in DELIMITERS:
        raise ValueError("“delimiter” is , or ;.")
    return text


def _mark(text: str, _: Collection[str]) -> str:
    if len(text) > LONGEST_MARK:
        raise ValueError(f"A mark has at most {LONGEST_MARK} characters.")
    return text


_ATTRIBUTES = {"lang": "language"}
_READERS = {
    "date": _date,
    "lang": _language,
    "page": lambda text, _: _number(text, "page", None),
    "page_size": lambda text, _: _number(text, "page_size", LARGEST_PAGE),
    "modified_since": _moment,
    "fields": _fields,
    "after": _mark,
    "before": _mark,
    "bom": _bom,
    "delimiter": _delimiter,
}


def without_empty(query: QueryDict, names: Collection[str]) -> QueryDict:
    """The parameters of these names that have a value."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if name in names and (filled := [value for value in values if value]):
            kept.setlist(name, filled)
    return kept
