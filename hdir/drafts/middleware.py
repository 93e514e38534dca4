"""What somebody is told whose open package can't be worked in as it was."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hdir.changes.publication import edits_of
from hdir.changes.write import UnwritableError
from hdir.drafts.session import open_package, work_in
from hdir.drafts.work import StateError
from hdir.editorial.refusals import in_words, tell


class PackageFaults:
    """Leads to the package, with the reason, where a page of the admin can't be shown or saved in it: it no
    longer fits what others have published, or has itself been published or discarded."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django where a view or its template fails."""
        if not isinstance(exception, UnwritableError | StateError):
            return None
        package = open_package(request)
        if package is None:
            return None
        if isinstance(exception, UnwritableError):
            tell(request, in_words(exception.problems, edits_of(package)))
        else:
            messages.error(request, _("What you work in is %(state)s meanwhile.") % {"state": exception})
            work_in(request, None)
        return HttpResponseRedirect(reverse("drafts:one", args=[package.pk]))
