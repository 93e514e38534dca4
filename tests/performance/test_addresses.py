"""No public address escapes the tests that ask for all of them."""

import pytest
from django.http import HttpResponse
from django.urls import path

from hdir import urls
from tests import addresses


def _new(request, **kwargs) -> HttpResponse:
    return HttpResponse("")


class _Site:
    """The site with a page more, which nobody has thought of."""

    handler404 = "hdir.pages.errors.not_found"

    def __init__(self, route: str):
        self.urlpatterns = [*urls.urlpatterns, path(route, _new, name="new")]


def test_a_new_page_of_a_record_must_say_which_record_to_ask_for(content, settings):
    settings.ROOT_URLCONF = _Site("nb/new/<slug:key>")
    with pytest.raises(addresses.NotAskedError, match="new"):
        addresses.asked_in_every_form()


def test_a_new_page_without_a_record_is_asked_for_at_once_at_a_date_too(content, settings):
    settings.ROOT_URLCONF = _Site("nb/new")
    found = [one.path for one in addresses.asked_in_every_form() if one.name == "new"]
    assert found == ["/nb/new", f"/nb/new?date={addresses.DATE}", "/nb/new?page=2"]
