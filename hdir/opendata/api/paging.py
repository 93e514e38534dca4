"""A list page by page, so that nothing is given twice or left out when the content changes in between.

`next` and `previous` carry a mark: where in the order the page before ended. The next page begins after the
mark, whatever was added or removed before it (docs/decisions/0018). A `page` without a mark is counted.
"""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from hdir.opendata.api.addresses import absolute
from hdir.opendata.api.parameters import Asked
from hdir.opendata.api.problems import NO_SUCH_PAGE, ApiProblem, bad_parameter

_UNFIT = re.compile(r"[\x00-\x1f\ud800-\udfff]")
_LARGEST = 2**31


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the addresses of those beside it."""

    count: int
    next: str | None
    previous: str | None
    rows: Sequence


def page_of(request: HttpRequest, rows: QuerySet, order: tuple[str, ...], asked: Asked) -> Page:
    """The page that was asked for. `order` names columns that are never NULL; "-" turns one round.

    Two queries. Raises ApiProblem for a page beyond the last one, or a mark that is none.
    """
    count, size = rows.order_by().count(), asked.page_size
    if asked.before:
        mark = _read(asked.before, "before", order)
        before = rows.filter(_beyond(_reversed(order), mark)).order_by(*_reversed(order))
        found = list(before[: size + 1])
        more_before, more_after = len(found) > size, True
        found = found[:size][::-1]
    else:
        rows, start = rows.order_by(*order), 0
        if asked.after:
            rows = rows.filter(_beyond(order, _read(asked.after, "after", order)))
        else:
            start = first_row(asked, count)
        found = list(rows[start : start + size + 1])
        more_before, more_after = asked.page > 1, len(found) > size
        found = found[:size]
    following = preceding = None
    if found and more_after:
        following = address(request, asked.page + 1, after=_mark(found[-1], order))
    if more_before:
        to = max(asked.page - 1, 1)
        preceding = address(request, to, before=_mark(found[0], order) if found else "")
    return Page(count, following, preceding, found)


def first_row(asked: Asked, count: int) -> int:
    """Where a counted page begins. Raises ApiProblem for a page beyond the last one."""
    start = (asked.page - 1) * asked.page_size
    if start and start >= count:
        last = max(-(-count // asked.page_size), 1)
        raise ApiProblem(NO_SUCH_PAGE, f"The list has {last} pages of {asked.page_size}.")
    return start


def address(request: HttpRequest, page: int, *, after: str = "", before: str = "") -> str:
    """The address of another page of the same list."""
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    query["page"] = str(page)
    if after or before:
        query["after" if after else "before"] = after or before
    return absolute(f"{request.path}?{query.urlencode()}")


def _reversed(order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _beyond(order: tuple[str, ...], mark: list[str | int]) -> Q:
    """What stands behind a mark in an order: behind it in the first column, or level there and behind it
    in the next one, and so on."""
    alternatives, level = [], Q()
    for name, value in zip(order, mark, strict=True):
        column = name.removeprefix("-")
        side = "lt" if name.startswith("-") else "gt"
        alternatives.append(level & Q(**{f"{column}__{side}": value}))
        level &= Q(**{column: value})
    return reduce(or_, alternatives)


def _mark(row: object, order: tuple[str, ...]) -> str:
    values = []
    for name in order:
        value = row
        for step in name.removeprefix("-").split("__"):
            value = getattr(value, step)
        values.append(value)
    packed = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _read(text: str, name: str, order: tuple[str, ...]) -> list[str | int]:
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        values = None
    if isinstance(values, list) and len(values) == len(order) and all(map(_is_fit, values)):
        return values
    detail = f"“{name}” is part of an address that “next” or “previous” gave. Use that address whole."
    raise bad_parameter(name, detail, NO_SUCH_PAGE)


def _is_fit(value: object) -> bool:
    if isinstance(value, str):
        return not _UNFIT.search(value)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST
