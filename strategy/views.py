"""The strategy, its goal areas and its focus areas."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hdir.pages.dates import requested_date
from hdir.pages.templatetags.links import with_date
from strategy.booklet import BookletPage
from strategy.comparison import ComparisonPage
from strategy.matrix import Choices, MatrixPage
from strategy.models import Strategy
from strategy.pages import FocusAreaPage, GoalAreaPage, StrategyPage


@require_safe
def strategies(request: HttpRequest) -> HttpResponse:
    """Leads on to the newest strategy. A list comes when there are two."""
    newest = Strategy.objects.newest()
    if newest is None:
        raise Http404
    return redirect(with_date(request, newest.get_absolute_url()))


@require_safe
def strategy(request: HttpRequest, key: str) -> HttpResponse:
    page = StrategyPage.of(key, requested_date(request), request.GET.get("page"))
    context = {"page": page, "main": page.strategy, "texts": page.texts}
    return render(request, "strategy/strategy.html", context)


@require_safe
def matrix(request: HttpRequest, key: str) -> HttpResponse:
    """Which unit carries which focus area."""
    page = MatrixPage.of(key, Choices.of(request.GET, requested_date(request)))
    return render(request, "strategy/matrix.html", {"page": page, "texts": page.texts})


@require_safe
def booklet(request: HttpRequest, key: str) -> HttpResponse:
    """The whole strategy in one document, for paper."""
    page = BookletPage.of(key, requested_date(request), request.GET.get("page"))
    context = {"page": page, "main": page.strategy, "texts": page.texts}
    return render(request, "strategy/booklet.html", context)


@require_safe
def compare(request: HttpRequest, key: str) -> HttpResponse:
    """The strategy beside another edition of it: `with=<key>`."""
    requested_date(request)
    page = ComparisonPage.of(key, request.GET.get("with", ""))
    return render(request, "strategy/compare.html", {"page": page})


@require_safe
def goal_area(request: HttpRequest, key: str) -> HttpResponse:
    page = GoalAreaPage.of(key, requested_date(request))
    context = {"page": page, "main": page.goal_area, "texts": page.texts}
    return render(request, "strategy/goal_area.html", context)


@require_safe
def focus_area(request: HttpRequest, key: str) -> HttpResponse:
    page = FocusAreaPage.of(key, requested_date(request), request.GET.get("page"))
    context = {"page": page, "main": page.focus_area, "texts": page.texts}
    return render(request, "strategy/focus_area.html", context)
