"""What is written to the log: one line each, with a request id, and nothing about anybody."""

import json
import logging
import sys

import pytest

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
