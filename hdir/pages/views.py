"""Views of the pages that belong to neither app, and the address outside the languages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from hdir.pages.dates import requested_date
from hdir.pages.gallery import shown_components
from hdir.pages.home import HomePage
from hdir.pages.languages import preferred_language
from hdir.pages.templatetags.links import with_date
from hdir.pages.terms import sorted_terms
from hdir.pages.trail import Crumb


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """From the bare address to the home page in the reader's language."""
    language = preferred_language(request.headers.get("Accept-Language", ""))
    with override(language):
        address = with_date(request, reverse("home"))
    response = HttpResponse(status=302, headers={"Location": address, "Content-Language": language})
    # The answer depends on the reader, and caches must know.
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = HomePage.of(requested_date(request))
    return render(request, "pages/home.html", {"page": page})


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    context = {"trail": [Crumb(label=_("Glossary"))], "terms": sorted_terms()}
    return render(request, "pages/glossary.html", context)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/gallery.html", {"components": shown_components(request)})
