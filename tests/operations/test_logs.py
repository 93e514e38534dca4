"""What is written to the log: one line each, with a request id, and nothing about anybody."""

import json
import logging
import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from hdir.accounts.passwords import INVITATION, RESET, _address
from hdir.operations.logs import JsonLine, TextLine, logging_config

PAGE = "/en/units/helfo"


@pytest.fixture
def lines():
    """The log as an operator reads it, JSON a line."""
    found: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record):
            found.append(self.format(record))

    handler = Kept()
    handler.setFormatter(JsonLine())
    loggers = [logging.getLogger(), logging.getLogger("django")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield found
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_a_request_is_one_line_with_the_id_of_the_proxy(client, content, lines):
    answer = client.get(PAGE, headers={"x-request-id": "proxy-0001"})
    assert answer["X-Request-ID"] == "proxy-0001"
    (told,) = [json.loads(line) for line in lines if "hdir.requests" in line]
    assert told.pop("ms") >= 0
    assert told.pop("time").endswith("+00:00")
    assert told.pop("message").startswith(f"GET {PAGE} 200")
    assert told == {
        "level": "INFO",
        "logger": "hdir.requests",
        "request": "proxy-0001",
        "method": "GET",
        "path": PAGE,
        "status": 200,
    }


@pytest.mark.parametrize("forged", ["", "short", 'x" level="INFO', "a" * 65, "line\nbreak-and-more"])
def test_an_id_that_could_forge_a_line_is_replaced(client, content, forged):
    made = client.get(PAGE, headers={"x-request-id": forged})["X-Request-ID"]
    assert len(made) == 32
    assert made != client.get(PAGE)["X-Request-ID"]


def test_other_lines_of_a_request_carry_its_id(client, content, lines):
    client.get("/en/units/none", headers={"x-request-id": "proxy-0002"})
    told = [json.loads(line) for line in lines]
    assert {line["logger"] for line in told} == {"django.request", "hdir.requests"}
    assert {line["request"] for line in told} == {"proxy-0002"}
    lines.clear()
    logging.getLogger("hdir").warning("between requests")
    assert "request" not in json.loads(lines[0])


def test_nothing_about_anybody_is_written(client, content, lines):
    client.get("/nb/search?q=min+sykdom", REMOTE_ADDR="192.0.2.77", headers={"user-agent": "Somebody/1"})
    client.get("/nb/units?division=min+sykdom", REMOTE_ADDR="192.0.2.77")
    client.post("/admin/login/", {"username": "kari", "password": "secret-of-kari"}, REMOTE_ADDR="192.0.2.77")
    client.post("/en/report", {"page": "/en/", "wrong": "about", "email": "kari@example.org"})
    written = "\n".join(lines)
    assert "/nb/search" in written
    for personal in ("sykdom", "192.0.2.77", "Somebody", "kari", "secret"):
        assert personal not in written


def test_a_secret_in_a_link_sent_by_mail_is_not_written(client, content, lines):
    client.get("/accounts/password/reset/key/secret-token/")
    (told,) = [line for line in lines if "hdir.requests" in line]
    assert json.loads(told)["path"] == "/accounts/…"


@pytest.mark.parametrize(
    ("kind", "address"),
    [(INVITATION, "/accounts/invitation/"), (RESET, "/accounts/reset/")],
    ids=["invited", "reset"],
)
def test_a_link_that_still_works_is_in_no_line(client, db, lines, kind, address):
    link = urlsplit(_address(kind, User.objects.create_user("ola", "ola@example.org"))).path
    refused = client.post(link, {"new_password1": "short", "new_password2": "short"})
    assert refused.status_code == 400
    assert client.get(link).status_code == 200  # so that whoever reads the log could choose the password
    client.delete(link)
    client.get(f"{link}and-more/")
    client.get(link.replace("/accounts/", "/en/accounts//"))
    assert any(f"Bad Request: {address}…" in line for line in lines)
    assert [line for line in lines if link.removeprefix(address).strip("/") in line] == []


@pytest.mark.parametrize("form", [JsonLine, TextLine])
@pytest.mark.parametrize("said", ["%s", "No way: '%s'", 'GET "%s" failed', "%s\nand on", "%s?next=/"])
def test_no_logger_writes_the_secret_of_a_link_wherever_it_stands(form, said):
    path = "/accounts/reset/Wy0xLDNd:1uX9:zzz-9Q_zzz/"
    try:
        raise ValueError(said % path)
    except ValueError:
        record = logging.LogRecord("any", logging.ERROR, "", 1, said, (path,), sys.exc_info(), sinfo=path)
    record.fields = {"path": path}
    line = form().format(record)
    assert "ValueError" in line
    assert "/accounts/reset/…" in line
    assert "zzz" not in line
    if form is JsonLine:
        assert json.loads(line)["path"] == "/accounts/reset/…"


def test_every_logger_that_has_a_handler_of_its_own_writes_such_lines(tmp_path):
    """Django's and those that others have made: none goes past the formatter."""
    # In a process of its own: what the tests use has loggers, too.
    told = """
import django, logging
django.setup()
from hdir.operations.logs import JsonLine, TextLine
loggers = [logging.getLogger(), *map(logging.getLogger, list(logging.root.manager.loggerDict))]
handlers = [(one.name, handler) for one in loggers for handler in one.handlers]
streams = [(name, handler) for name, handler in handlers if type(handler) is logging.StreamHandler]
print(len(streams), [name for name, one in streams if not isinstance(one.formatter, JsonLine | TextLine)])
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "hdir.settings", "SECRET_KEY": "for-tests"}
    done = subprocess.run(
        [sys.executable, "-c", told],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    number, _blank, others = done.stdout.strip().partition(" ")
    assert int(number) >= 4
    assert others == "[]"


def test_what_a_database_quotes_is_left_out():
    said = "duplicate key\nDETAIL:  Key (email)=(kari@example.org) already exists."
    try:
        raise ValueError(said)
    except ValueError:
        record = logging.LogRecord("hdir", logging.ERROR, "", 1, "It failed", None, sys.exc_info())
    for line in (JsonLine().format(record), TextLine().format(record)):
        assert "duplicate key" in line
        assert "kari" not in line
    assert "\n" not in JsonLine().format(record)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            "Invalid request from ip=192.0.2.77: Invalid HTTP request line: '/nb/search?q=sykdom'",
            "Invalid request",
        ),
        ("Error handling request /nb/search?q=min+sykdom", "Error handling request /nb/search"),
    ],
)
def test_what_the_server_itself_says_names_nobody(said, left):
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "", 1, said, None, None)
    assert json.loads(JsonLine().format(record))["message"] == left
    assert TextLine().format(record).endswith(f"[-] {left}")


def test_no_kind_of_request_leaves_anything_about_anybody(content, lines):
    """Each with something of its own that may not be written: in the question, the form, the headers."""
    User.objects.create_user("ola.hemmelig", password="ola-long-enough", is_staff=True)
    reader = Client(
        raise_request_exception=False,
        REMOTE_ADDR="192.0.2.77",
        headers={"user-agent": "Hemmelig/1", "referer": "https://hemmelig.example/", "cookie": "a=hemmelig"},
    )
    for address in (
        "/nb/search",
        "/api/v1/search",
        "/api/v1/units",
        "/nb/units",
        "/nb/none",
        "/nb/report",
        "/",
    ):
        for name in ("q", "date", "page", "hemmelig"):
            reader.get(f"{address}?{name}=hemmelig")
    for address in ("/nb/report", "/admin/login/", "/nb/units", "/api/v1/units", "/i18n/setlang/"):
        for name in ("wrong", "email", "username", "next", "page"):
            reader.post(address, {"wrong": "x", name: "ola@hemmelig.example"})
    reader.get("/nb/", headers={"host": "hemmelig.example"})
    reader.force_login(User.objects.get(username="ola.hemmelig"))
    reader.get("/admin/")
    reader.get("/admin/directory/unit/?q=hemmelig")
    reader.post("/admin/directory/unit/hr/change/", {"name_nb": "hemmelig"})
    assert len(lines) > 60
    # A host that isn't ours is named: whoever runs the site looks for it (docs/operations.md).
    told = [line for line in lines if "Invalid HTTP_HOST header" not in line]
    assert len(told) in range(len(lines) - 2, len(lines) + 1)
    assert [line for line in told if "hemmelig" in line.lower() or "192.0.2.77" in line] == []


def test_who_watches_leaves_no_lines(client, content, lines):
    client.get("/healthz")
    client.get("/readyz")
    assert lines == []


def test_a_page_that_is_kept_carries_nobodys_id(client, content, settings):
    settings.PAGE_CACHE_MB = 8
    first = client.get(PAGE, headers={"x-request-id": "proxy-0003"})
    second = client.get(PAGE)
    assert "X-Request-ID" not in first
    assert "X-Request-ID" not in second
    assert "X-Request-ID" in client.get("/admin/login/")


def test_a_format_that_there_is_not_is_named():
    with pytest.raises(ValueError, match="LOG_FORMAT=xml isn't one of text, json"):
        logging_config("xml")
