"""Who sends a request slowly, or half of one, keeps a process from nobody; who reads slowly gets all."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse

import pytest

from hdir.operations.receiving import LONGEST
from tests.operations.machines import Machine, ended, until

THREADS = 4
HEAD = b"POST /nb/report HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
HALF_A_FORM = HEAD + b"Content-Length: 1000\r\n\r\nwrong="
LARGE = "/data/organisation.ttl"


@pytest.fixture
def machine(full_database):
    assert full_database.manage("collectstatic", "--noinput", "--verbosity", "0").returncode == 0
    one = Machine(full_database)
    with ended(one.process):
        until(one.answers, 60, "gunicorn")
        yield one


def connect(machine: Machine) -> socket.socket:
    return socket.create_connection(("127.0.0.1", machine.port), timeout=60)


def drip(connection: socket.socket, over: threading.Event) -> None:
    """A byte a second, as long as somebody takes it."""
    try:
        while not over.wait(1):
            connection.sendall(b"a")
    except OSError:
        return


@pytest.mark.parametrize("sent", [HALF_A_FORM, HEAD], ids=["half a form", "half a head"])
@pytest.mark.parametrize("goes_on", [False, True], ids=["silence", "a byte a second"])
def test_half_a_request_keeps_a_thread_for_seconds(machine, sent, goes_on):
    over = threading.Event()
    held = [connect(machine) for _thread in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as drips:
        try:
            for one in held:
                one.sendall(sent)
                if goes_on:
                    drips.submit(drip, one, over)
            time.sleep(0.5)
            began = time.monotonic()
            assert machine.status("/healthz") == 200
            assert time.monotonic() - began < LONGEST + 5
        finally:
            over.set()
            for one in held:
                one.close()


def test_who_reads_slowly_gets_all_and_a_connection_serves_again(machine):
    with closing(HTTPConnection("127.0.0.1", machine.port, timeout=60)) as kept:
        for _time in range(2):
            kept.request("GET", LARGE)
            whole = kept.getresponse().read()
            assert kept.sock is not None  # not closed: the second is asked for on the same connection
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # so that the server must wait
        slow.settimeout(60)
        slow.connect(("127.0.0.1", machine.port))
        slow.sendall(f"GET {LARGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(LONGEST + 2)
        answer = HTTPResponse(slow)
        answer.begin()
        assert (answer.status, answer.read()) == (200, whole)
