"""Gunicorn on 127.0.0.1, asked the same question again and again for a few seconds."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_TICKS = os.sysconf("SC_CLK_TCK")
_WAIT = 60


@dataclass
class Load:
    """What came of a load: requests answered, seconds it took, seconds that the servers computed."""

    requests: int
    wall: float
    cpu: float

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.wall

    @property
    def cost(self) -> float:
        """Milliseconds that the server computes for one request."""
        return 1000 * self.cpu / self.requests


@contextmanager
def gunicorn(
    application: str, environment: dict[str, str], workers: int = 1, log: IO | None = None
) -> Iterator[tuple[int, int]]:
    """Serves an application as scripts/serve does; its port and its process, which ends with the context.
    `log`: an open file for what it says instead of this process's own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    command += ["--workers", str(workers), "--no-control-socket", "--log-level", "warning"]
    environment = {"SECRET_KEY": "only-for-benchmarks", **os.environ, **environment}
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(_WAIT)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    for _time in range(_WAIT * 10):
        if process.poll() is not None:
            raise SystemExit("the server ended at once")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server doesn't answer")


def ask(port: int, path: str, headers: dict[str, str]) -> tuple[dict[str, str], bytes]:
    """One answer: headers and body."""
    with socket.create_connection(("127.0.0.1", port), _WAIT) as connection:
        connection.sendall(_request(path, headers))
        head, body = _answer(connection)
    lines = head.decode("latin-1").split("\r\n")
    if " 200 " not in f"{lines[0]} ":
        raise SystemExit(f"{path} answers {lines[0]}")
    return dict(line.split(": ", 1) for line in lines[1:]), body


def load(
    port: int, pid: int, paths: list[str], headers: dict[str, str], seconds: float, clients: int
) -> Load:
    """So many clients, each on a connection that it keeps, ask one address after the other."""
    before, started = _computed(pid), time.perf_counter()
    until = started + seconds
    answered = [0] * clients

    def client(number: int) -> None:
        requests = [_request(path, headers) for path in paths]
        with socket.create_connection(("127.0.0.1", port), _WAIT) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while time.perf_counter() < until:
                connection.sendall(requests[answered[number] % len(requests)])
                _answer(connection)
                answered[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(sum(answered), time.perf_counter() - started, _computed(pid) - before)


def _request(path: str, headers: dict[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode()


def _answer(connection: socket.socket) -> tuple[bytes, bytes]:
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(connection)
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
    while len(body) < length:
        body += _more(connection)
    return head, body


def _more(connection: socket.socket) -> bytes:
    got = connection.recv(65536)
    if not got:
        raise SystemExit("the server hung up")
    return got


def workers_of(pid: int) -> list[int]:
    """The processes that a server has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _computed(pid: int) -> float:
    """Seconds that a server and its workers have computed."""
    seconds = 0.0
    for process in [pid, *workers_of(pid)]:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / _TICKS
    return seconds
