"""Pages about faults are fixed: whatever failed, and however, they say nothing of the inside."""

import sys

import django
import pytest
from django.conf import settings as project
from django.db import OperationalError
from django.test import Client

SECRET = "postgres://hdir:secret-of-the-database@10.1.2.3/hdir"


@pytest.fixture
def failing(monkeypatch, content):
    """A client of a site whose pages fail with an error that quotes what it shouldn't."""

    def fail(error: Exception) -> Client:
        def broken(*args, **kwargs):
            a_secret_of_this_frame = SECRET  # noqa: F841 - what a traceback with values would show
            raise error

        for view in ("hdir.pages.views.sorted_terms", "hdir.opendata.api.views.ListView.get"):
            monkeypatch.setattr(view, broken)
        return Client(raise_request_exception=False)

    return fail


LEAKS = (
    SECRET,
    "secret-of",
    "10.1.2.3",
    "a_secret_of_this_frame",
    "Traceback",
    "RuntimeError",
    "OperationalError",
    ".py",
    str(project.BASE_DIR),
    project.SECRET_KEY,
    "DEBUG",
    "settings",
    django.get_version(),
    sys.version.split()[0],
    "Django",
    "gunicorn",
    "site-packages",
)


def assert_says_nothing(answer) -> None:
    told = answer.content.decode() + str(dict(answer.items()))
    assert [leak for leak in LEAKS if leak in told] == []


@pytest.mark.parametrize("error", [RuntimeError(SECRET), OperationalError(SECRET), KeyError(SECRET)])
@pytest.mark.parametrize("address", ["/en/glossary", "/api/v1/units"])
def test_a_fault(failing, error, address):
    answer = failing(error).get(address)
    assert answer.status_code in {500, 503}
    assert_says_nothing(answer)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/en/units?date=x", 400),
        ("/en/none", 404),
        ("/nowhere", 404),
        ("/api/v1/units?page=x", 400),
        ("/api/v1/none", 404),
        ("/data/none.ttl", 404),
        ("/id/unit/none", 404),
        ("/sitemap-99.xml", 404),
        ("/static/none.css", 404),
        ("/admin/none/", 302),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/robots.txt", 200),
    ],
)
def test_what_is_refused_or_watched(client, content, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    assert_says_nothing(answer)


def test_refused_methods_and_forms(client, content):
    for answer, status in (
        (client.post("/en/glossary"), 405),
        (client.delete("/api/v1/units"), 405),
        (Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a"}), 403),
        (Client(headers={"host": "evil.example"}).get("/en/"), 400),
    ):
        assert answer.status_code == status
        assert_says_nothing(answer)
