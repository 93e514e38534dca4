"""The addresses of a copy: those of the site, and the page that leads on from what isn't in it."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from hdir.staticsite.views import not_in_this_copy
from hdir.urls import handler400, handler404, handler500
from hdir.urls import urlpatterns as of_the_site

__all__ = ["handler400", "handler404", "handler500"]

urlpatterns = [
    *i18n_patterns(
        path("not-in-this-copy", not_in_this_copy, name="not-in-this-copy"), prefix_default_language=True
    ),
    *of_the_site,
]
