"""gunicorn's worker with threads, which waits only so long for a request. Its own waits for ever: as many
connections as it has threads, each with half a form, would stop it."""

import errno
import socket
import time

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

# Seconds in which a request must be there, to the end of its form, from when a thread has taken it.
LONGEST = 15


class _Receiving(socket.socket):
    """A connection that is only read from until a moment. Nobody is hurried who reads an answer."""

    until = float("inf")

    def recv(self, *args) -> bytes:
        patience, left = self.gettimeout(), self.until - time.monotonic()
        self.settimeout(max(0, left if patience is None else min(patience, left)))
        try:
            return super().recv(*args)
        except (TimeoutError, BlockingIOError) as error:
            if time.monotonic() < self.until:
                raise
            # As if the other side had hung up: gunicorn makes no fuss of that.
            raise ConnectionResetError(errno.ECONNRESET, "The request took too long to come.") from error
        finally:
            self.settimeout(patience)


class Worker(ThreadWorker):
    """For `worker_class` (deploy/gunicorn.conf.py)."""

    def enqueue_req(self, conn) -> None:
        if not conn.initialized and not isinstance(conn.sock, _Receiving):
            conn.sock = _Receiving(fileno=conn.sock.detach())
        super().enqueue_req(conn)

    def handle(self, conn):
        conn.sock.until = time.monotonic() + LONGEST
        return super().handle(conn)
