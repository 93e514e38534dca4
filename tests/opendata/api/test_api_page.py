"""The page that explains the API: its commands work, its form answers, its promises are there."""

import html
import json
import re
import shlex
import shutil
import subprocess

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hdir.opendata.api.problems import KINDS
from tests.conftest import needs
from tests.directory.reading import words
from tests.opendata.api.test_lists import NAMES


def commands(page):
    return [html.unescape(found) for found in re.findall(r"<pre[^>]*><code>(curl .*?)</code></pre>", page)]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_command_on_the_page_works(live_server, transactional_db, settings, client, tmp_path, language):
    needs(shutil.which("curl"), "curl")
    call_command("load_fixtures", apply=True, verbosity=0)
    settings.SITE_URL = live_server.url
    settings.ALLOWED_HOSTS = ["*"]
    found = commands(client.get(f"/{language}/api").text)
    assert len(found) >= 10
    for command in found:
        program, *rest = shlex.split(command)
        ran = subprocess.run(
            [program, "-sS", *rest], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        assert ran.returncode == 0, (command, ran.stderr)
        if "-o" in rest:
            continue
        answer = json.loads(ran.stdout)
        if "knid" in command:
            assert "Did you mean “kind”?" in answer["detail"]
        elif "/changes" not in command:
            assert answer.get("results", answer), command
            assert "status" not in answer, command
    assert (tmp_path / "units.csv").read_bytes().startswith(b"\xef\xbb\xbfkey;")
    assert json.loads((tmp_path / "units.json").read_text())["count"] == 62  # the second answer was empty


def test_the_command_on_the_page_about_the_data_works(live_server, transactional_db, settings, client):
    needs(shutil.which("curl"), "curl")
    call_command("load_fixtures", apply=True, verbosity=0)
    settings.SITE_URL = live_server.url
    settings.ALLOWED_HOSTS = ["*"]
    for language in ("nb", "nn", "en"):
        (command,) = commands(client.get(f"/{language}/data").text)
        program, *rest = shlex.split(command)
        ran = subprocess.run([program, "-sS", *rest], capture_output=True, text=True, timeout=60, check=False)
        assert "org:FormalOrganization" in ran.stdout, (command, ran.stderr)


def test_the_page_names_every_list_and_every_kind_of_problem(client, content):
    page = client.get("/en/api").text
    for name in NAMES:
        assert f'href="/api/v1/{name}"' in page
        assert f'href="/api/v1/{name}.csv"' in page
    for kind in KINDS:
        assert f'id="{kind.slug}"' in page
    said = words(page)
    assert "v1 then stays for at least twelve months" in said
    assert "The licence doesn’t cover personal data." in said
    assert "https://data.norge.no/nlod/no/2.0" in page


def test_the_form_shows_what_the_api_answers(client, content):
    page = client.get("/en/api?list=units&q=helfo&day=2017-01-01").text
    address = "http://localhost:8000/api/v1/units?q=helfo&date=2017-01-01&page_size=3"
    assert f"curl '{address}'" in commands(page)
    answer = client.get("/api/v1/units?q=helfo&date=2017-01-01&page_size=3").json()
    assert html.escape(json.dumps(answer, ensure_ascii=False, indent=2)[:2000], quote=True) in page


def test_the_form_shows_errors_too_and_runs_nothing(client, content):
    page = client.get("/en/api", {"list": "units", "day": "<script>alert(1)</script>'; rm -rf ."}).text
    assert "Status 400." in page
    assert "Write the date as 2017-01-31." in page
    assert "<script>alert" not in page
    assert "rm -rf" not in commands(page)[-1]
    assert "Status" not in client.get("/en/api?list=no-such").text
    assert "Status 200." in client.get("/en/api?list=search").text


def test_the_page_takes_few_queries(client, content):
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/nb/api?list=contributions&q=helse").status_code == 200
    assert len(queries) <= 15


def test_names_that_the_api_gives_are_marked_as_english(client, content):
    page = client.get("/nn/api").text
    assert '<code lang="en">page, page_size</code>' in page
    assert '<option lang="en">goal-areas</option>' in page


def test_the_page_is_found_from_every_other(client, content):
    assert 'href="/nn/api"' in client.get("/nn/glossary").text
