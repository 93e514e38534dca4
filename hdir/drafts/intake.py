"""What becomes of edits that somebody made in the admin: published, kept as a draft, or put in a package."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from django.http import HttpRequest

from hdir.changes.edits import Clash, Edit
from hdir.changes.models import ChangeSet, Origin, State
from hdir.changes.publication import ClashError, combined, edits_of, publish, turn
from hdir.changes.titles import Titles, title_fields
from hdir.drafts import work
from hdir.drafts.rights import may_publish_alone
from hdir.drafts.session import open_package


class Wish(Enum):
    """What somebody who saves wants; who may not publish alone gets a draft instead."""

    PUBLISH = "publish"
    DRAFT = "draft"
    SUBMIT = "submit"


def wish_of(request: HttpRequest) -> Wish:
    """What the pressed button asks for, as far as the editor may."""
    if "_submit" in request.POST:
        return Wish.SUBMIT
    if "_draft" in request.POST or not may_publish_alone(request.user):
        return Wish.DRAFT
    return Wish.PUBLISH


class Became(Enum):
    """What their edits became."""

    NOTHING = "nothing"  # there was nothing to change
    PUBLISHED = "published"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    PACKED = "packed"
    CLASHED = "clashed"  # a draft, because somebody else published something else meanwhile


@dataclass(frozen=True)
class Taken:
    """The change set that has the edits now, if there is one, what they became, and where they clash."""

    became: Became
    change_set: ChangeSet | None = None
    clashes: Sequence[Clash] = ()


def take_in(
    user, edits: Iterable[Edit], title: str | Titles, wish: Wish, *, origin: Origin = Origin.ADMIN, **fields
) -> Taken:
    """Takes in edits that somebody made. Nothing is lost: what contradicts what somebody else has published
    meanwhile becomes a draft in which both are shown side by side, and is neither published nor sent.

    Raises UnwritableError if they were to be published or sent, and break a rule.
    """
    edits = list(edits)
    if not edits:
        return Taken(Became.NOTHING)
    name = user.get_username()
    fields |= {"origin": origin, **title_fields(title)}
    if wish is Wish.PUBLISH and may_publish_alone(user):
        change_set = ChangeSet(author=name, **fields)
        try:
            if publish(change_set, edits):
                return Taken(Became.PUBLISHED, change_set)
        except ClashError as error:
            draft = work.start(author=name, edits=edits, **fields)
            return Taken(Became.CLASHED, draft, error.clashes)
        return Taken(Became.NOTHING)
    # What can't be sent leaves no draft behind: the form is shown again, with the reasons.
    with turn():
        same = work.draft_of(name, edits, str(fields.get("reason", "")))
        change_set = same or work.start(author=name, edits=edits, **fields)
        if clashes := work.clashes_of(change_set):
            return Taken(Became.CLASHED, change_set, clashes)
        if wish is Wish.SUBMIT and change_set.state == State.DRAFT:
            work.submit(change_set)
        if wish is Wish.SUBMIT:
            return Taken(Became.SUBMITTED, change_set)
    return Taken(Became.DRAFT, change_set)


def save_edits(request: HttpRequest, edits: Iterable[Edit], title: str | Titles, **fields) -> Taken:
    """Takes in edits that a page of the admin made: into the package that the editor works in, or as the
    pressed button says. Raises UnwritableError."""
    package = open_package(request)
    edits = list(edits)
    if package is None:
        return take_in(request.user, edits, title, wish_of(request), **fields)
    if edits:
        with turn():  # what a colleague has just put into it stays
            work.put(package, combined(edits_of(package), edits), request.user.get_username())
    return Taken(Became.PACKED if edits else Became.NOTHING, package)
