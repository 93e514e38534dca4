"""Which of the forms that something has is sent: by the Accept header (RFC 9110, 12.5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest

from hdir.opendata.api.problems import NOT_ACCEPTABLE, ApiProblem

_MOST = 1.0


@dataclass(frozen=True)
class Range:
    """A media range of an Accept header: `text/*;q=0.5`."""

    type: str
    subtype: str
    quality: float

    def matches(self, media_type: str) -> bool:
        """Whether a media type is in the range."""
        type_, _slash, subtype = media_type.partition("/")
        return self.type in ("*", type_) and self.subtype in ("*", subtype)

    @property
    def exactness(self) -> int:
        """2 for a media type, 1 for all of a type, 0 for anything: the most exact range decides."""
        return (self.type != "*") + (self.subtype != "*")


def ranges(header: str) -> list[Range]:
    """The media ranges of a header. What is no media range is passed over; a bad quality counts as 0."""
    found = []
    for part in header.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        type_, slash, subtype = name.lower().partition("/")
        if not (type_ and slash and subtype) or (type_ == "*" and subtype != "*"):
            continue
        quality = _MOST
        for parameter in parameters:
            key, _equals, value = parameter.partition("=")
            if key.strip().lower() == "q":
                quality = _quality(value.strip())
        found.append(Range(type_, subtype, quality))
    return found


def _quality(value: str) -> float:
    try:
        quality = float(value)
    except ValueError:
        return 0.0
    return quality if 0 <= quality <= _MOST else 0.0


def quality_of(media_type: str, accepted: Sequence[Range]) -> float:
    """How much a media type is wanted, from 0 (not acceptable) to 1."""
    matching = [found for found in accepted if found.matches(media_type)]
    if not matching:
        return 0.0
    exactness = max(found.exactness for found in matching)
    return max(found.quality for found in matching if found.exactness == exactness)


def best(header: str, offered: Sequence[str]) -> str | None:
    """The media type of those offered that is wanted most; among equals the one offered first.

    A missing header, or one without any media range, accepts everything. None if nothing is acceptable.
    """
    accepted = ranges(header)
    if not accepted:
        return offered[0]
    wanted = max(offered, key=lambda media_type: quality_of(media_type, accepted))
    return wanted if quality_of(wanted, accepted) > 0 else None


@lru_cache(maxsize=64)  # programs send a handful of different ones
def admits(header: str, media_type: str) -> bool:
    """Whether an Accept header leaves a media type acceptable."""
    return best(header, [media_type]) is not None


def accepted(request: HttpRequest, offered: Sequence[str]) -> str:
    """The media type of those offered that a request wants most. Raises ApiProblem where none is wanted."""
    chosen = best(request.headers.get("Accept", ""), offered)
    if chosen is None:
        raise ApiProblem(NOT_ACCEPTABLE, f"This address answers with {', '.join(offered)}.")
    return chosen
