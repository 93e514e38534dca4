"""The package, or the draft, somebody is working in: what they save in the admin is collected there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest

from hdir.changes.models import OPEN, ChangeSet
from hdir.changes.publication import edits_of, onto_live
from hdir.changes.staging import staged

_NAME = "package"


def open_package(request: HttpRequest) -> ChangeSet | None:
    """The open change set that the editor works in; None if none. Asked once a request."""
    known = request.__dict__
    if "open_package" not in known:
        number = request.session.get(_NAME)
        known["open_package"] = (
            ChangeSet.objects.filter(pk=number, state__in=OPEN).first() if number is not None else None
        )
    return known["open_package"]


def work_in(request: HttpRequest, change_set: ChangeSet | None) -> None:
    """Opens a package or draft to work in, or leaves the one that is open."""
    if change_set is None:
        request.session.pop(_NAME, None)
    else:
        request.session[_NAME] = change_set.pk
    request.__dict__["open_package"] = change_set


@contextmanager
def as_in_package(request: HttpRequest) -> Iterator[None]:
    """Inside, the content is as the open package has it; as it is published if none is open."""
    package = open_package(request)
    if package is None:
        yield
        return
    with staged(onto_live(edits_of(package))[0]):
        yield
