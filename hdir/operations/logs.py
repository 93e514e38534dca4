"""How log lines look: one line for each thing that happened, with the request it belongs to.

No personal data: neither questions asked of the search, nor who asked, nor from where. Whoever logs names
paths, never whole addresses; what a database quotes from its rows is left out here, and so is the secret of
a link by which a password is chosen, whoever logs it: it works for days.
"""

import datetime
import json
import logging
import re
from contextvars import ContextVar
from typing import Any

FORMATS = ("text", "json")

# Of the request that is being answered; "" outside of any.
request_id: ContextVar[str] = ContextVar("request_id", default="")

# PostgreSQL quotes the values of the row that it refuses.
_QUOTED_ROW = re.compile(r"^DETAIL:.*$", re.M)
# gunicorn says from where a request came that it couldn't read, and what stood in it.
_UNREADABLE = re.compile(r"^(Invalid request) from ip=.*", re.S)
# … and the whole address of one that failed in its own hands.
_QUESTION = re.compile(r"^(Error handling request [^?\s]*)\?\S*")
# What follows is the secret of a link (hdir/accounts/urls.py), to the end of the address: a blank, a
# quotation mark, or what JSON writes for a mark or a new line.
_SECRET = re.compile(r"(/accounts/+(?:invitation|reset)/+)[^\s\"'\\]+", re.I)


def _without_anybody(message: str) -> str:
    return _QUESTION.sub(r"\1", _UNREADABLE.sub(r"\1", message))


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        # In the finished line: a traceback and what is logged beside the message may have the address, too.
        return _SECRET.sub(r"\1…", self.line(record))

    def line(self, record: logging.LogRecord) -> str:
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        record.message = _without_anybody(record.message)
        return super().formatMessage(record)

    def formatException(self, ei) -> str:  # noqa: N802 - logging's own name
        return _QUOTED_ROW.sub("DETAIL: left out", super().formatException(ei))


class TextLine(_Line):
    """`2026-11-22 04:30:00,000 INFO hdir.requests [request id] GET /en/ 200 31 ms`."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} [{request_id}] {message}", style="{")

    def line(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get() or "-"
        return super().line(record)


class JsonLine(_Line):
    """An object a line: time (UTC, ISO 8601), level, logger, message, request, and what `extra={"fields": …}`
    gives; an exception with its traceback is text in it."""

    def line(self, record: logging.LogRecord) -> str:
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        told: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _without_anybody(record.getMessage()),
        }
        if found := request_id.get():
            told["request"] = found
        told |= getattr(record, "fields", {})
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def logging_config(log_format: str) -> dict[str, Any]:
    """Everything to stderr in one of FORMATS, for Django and for gunicorn (deploy/gunicorn.conf.py).

    Raises ValueError for another format.
    """
    if log_format not in FORMATS:
        raise ValueError(f"LOG_FORMAT={log_format} isn't one of {', '.join(FORMATS)}.")
    line = TextLine if log_format == "text" else JsonLine
    to_console = {"handlers": ["console"], "level": "INFO", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": line}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        # Without DEBUG, Django logs nothing to the console by itself: a failing page would leave no line. Its
        # own handler for runserver writes lines that nobody has looked through.
        "loggers": {"django": to_console, "django.server": to_console, "gunicorn.error": to_console},
    }
