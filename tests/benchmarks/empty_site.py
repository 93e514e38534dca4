"""A Django site with one empty view and nothing around it: what tests.benchmarks.served measures against.

The view answers with the bytes of the file that EMPTY_SITE_BODY names, and with the headers in the JSON of
EMPTY_SITE_HEADERS.
"""

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="only-for-benchmarks"
)

_BODY = Path(os.environ["EMPTY_SITE_BODY"]).read_bytes()
_HEADERS = json.loads(os.environ["EMPTY_SITE_HEADERS"])


def empty(request) -> HttpResponse:
    """Answers without doing anything."""
    return HttpResponse(_BODY, headers=_HEADERS)


urlpatterns = [re_path("", empty)]
application = get_wsgi_application()
