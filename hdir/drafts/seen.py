"""What somebody who saves had before their eyes.

A form carries the number of the change set that was published last when it was shown. What it changes is
found on the content as it was then, and merged with what others have published since: a field that was only
shown, and not touched, takes nobody's edit back.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest

from hdir.changes.history import back_to
from hdir.changes.models import ChangeSet
from hdir.changes.publication import turn
from hdir.changes.staging import staged

# The name of the hidden field.
FIELD = "_seen"
_BIGGEST = 2**62


def seen_by(request: HttpRequest) -> int:
    """The number of the change set that was the latest when the page was shown; the latest of all for a page
    that is shown now."""
    sent = request.POST.get(FIELD, "")
    latest = ChangeSet.objects.latest_number()
    if sent.isascii() and sent.isdigit() and int(sent) < _BIGGEST:
        return min(int(sent), latest)
    return latest


@contextmanager
def as_seen(request: HttpRequest) -> Iterator[None]:
    """Inside, the content is as it was when the page was shown, with what was added since: the form may point
    to a record that its own small window has just added.

    For what is sent, nobody publishes meanwhile: what is found in here is on the content that was asked for.
    """
    if request.method != "POST":
        yield
        return
    with turn(), staged([edit for edit in back_to(seen_by(request)) if edit.action != "remove"]):
        yield
