"""The form in which a reader reports an error.

It sets no cookie, as nothing does that readers are shown: what Django's protection would keep in one is of no
use where nobody is logged in. Browsers say from which site a form was sent, and that is looked at.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hdir.corrections.forms import ReportForm
from hdir.corrections.limits import is_too_many
from hdir.pages.errors import sent_by_another_site
from hdir.pages.trail import Crumb
from hdir.records.keys import KEY_LENGTH
from hdir.records.languages import LANGUAGES
from hdir.records.registry import model_for_type
from hdir.safety.origins import is_own

_LONGEST = 300


def _asked_page(request: HttpRequest) -> str:
    """The page that the report is about: a path of this site below a language, "" otherwise."""
    path = request.POST.get("page") or request.GET.get("page") or ""
    parts = path.split("/")
    known = len(parts) > 1 and parts[0] == "" and parts[1] in LANGUAGES
    return path if known and path.isprintable() and len(path) <= _LONGEST else ""


def record_of(path: str) -> tuple[str, str]:
    """The type and key of the record that a page is about; ("", "") if it is about none.

    Pages about a record are named after its type, and their addresses end in its key.
    """
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return "", ""
    model = model_for_type(str(match.url_name))
    key = str(match.kwargs.get("key", ""))
    return (model.type_name, key) if model and 0 < len(key) <= KEY_LENGTH else ("", "")


def _is_from_another_site(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    if origin is None:  # an old browser, or no browser
        return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}
    return not is_own(origin, request)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form, and its thanks."""
    if request.method == "POST" and _is_from_another_site(request):
        return sent_by_another_site(request)
    page = _asked_page(request)
    trail = [Crumb(label=_("Report an error"))]
    if request.GET.get("sent"):
        return render(request, "corrections/thanks.html", {"page": page, "trail": trail})
    form = ReportForm(request.POST or None)
    context = {"form": form, "page": page, "trail": trail}
    if request.method != "POST":
        return render(request, "corrections/report.html", context)
    if not form.is_valid():
        return render(request, "corrections/report.html", context, status=400)
    if not form.is_from_a_program:
        if is_too_many(request, timezone.now()):
            return render(request, "corrections/report.html", {**context, "too_many": True}, status=429)
        found = form.save(commit=False)
        found.page = page
        found.record_type, found.record_key = record_of(page) if page else ("", "")
        found.save()
    onward = urlencode({"sent": "1", **({"page": page} if page else {})})
    return HttpResponseRedirect(f"{reverse('report')}?{onward}")
