"""The status page of the admin."""

import pytest
from django.urls import reverse

from hdir.backups.models import BackupMade
from hdir.changes.models import ChangeSet, Origin
from hdir.corrections.models import Report
from tests.desk import chief, editor, publisher

__all__ = ["chief", "editor", "publisher"]

ADDRESS = "/admin/status/"


def test_publishers_and_administrators_find_it_and_nobody_else(publisher, chief, editor, client):
    for somebody in (publisher, chief):
        assert f'href="{ADDRESS}"' in somebody.get("/admin/").text
        assert somebody.get(ADDRESS).status_code == 200
    assert f'href="{ADDRESS}"' not in editor.get("/admin/").text
    assert editor.get(ADDRESS).status_code == 403
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Status of the site", "Last backup", "never"]),
        ("nb", ["Status for nettstedet", "Siste sikkerhetskopi", "aldri"]),
        ("nn", ["Status for nettstaden", "Siste tryggingskopi", "aldri"]),
    ],
)
def test_it_is_in_three_languages(chief, language, words):
    text = chief.get(ADDRESS, headers={"accept-language": language}).text
    for word in words:
        assert word in text


def test_it_tells_what_waits_and_what_was_done(chief, django_assert_max_num_queries):
    BackupMade.objects.create(size=3_000_000)
    Report.objects.create(page="/en/", wrong="A name")
    with django_assert_max_num_queries(50):
        text = chief.get(ADDRESS).text
    assert "never" not in text
    assert "2.9\xa0MB" in text
    load = ChangeSet.objects.filter(origin=Origin.FIXTURE).latest("number")
    assert reverse("drafts:one", args=[load.pk]) in text
    assert f'<a href="{reverse("corrections:inbox")}">1</a>' in text
    assert "Redis" in text
    assert "not used" in text


def test_it_says_when_redis_does_not_answer(chief, settings):
    settings.CACHE_IS_SHARED = True
    settings.CACHES = {
        "default": {
            "BACKEND": "hdir.forgiving_cache.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
    }
    assert "does not answer" in chief.get(ADDRESS).text
