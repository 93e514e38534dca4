"""All tasks, and the page of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.filters import PassageFilter, TaskFilter
from directory.models import Task
from directory.pages.tasks import task_list, task_page, tasks_at, texts_at
from directory.views.subjects import start
from hdir.pages.dates import requested_date
from hdir.pages.trail import Crumb


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Tasks and texts of all units, filtered, fifty a page."""
    date = requested_date(request)
    page = task_list(
        TaskFilter(request.GET, tasks_at(date), date),
        PassageFilter(request.GET, texts_at(date), date),
        request.GET.get("page"),
    )
    context = {
        "page": page,
        "filterset": page.filterset,
        "trail": [start(), Crumb(label=_("Tasks"))],
        "texts": page.texts,
        "date": date,
    }
    return render(request, "directory/task_list.html", context)


@require_safe
def task(request: HttpRequest, key: str) -> HttpResponse:
    """One task: whose it is, the list it stands in, and what else the unit has to do with."""
    try:
        page = task_page(key, requested_date(request))
    except Task.DoesNotExist as error:
        raise Http404 from error
    context = {"page": page, "trail": page.trail, "main": page.task, "texts": page.texts}
    return render(request, "directory/task.html", context)
