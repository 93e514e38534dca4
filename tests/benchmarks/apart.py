"""An action in a process of its own: what it took, and what it found."""

import gc
import json
import os
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_KILOBYTES = 1024  # in a megabyte; the system counts memory in kilobytes


@dataclass(frozen=True)
class Took:
    """Seconds that passed, seconds computed, megabytes at most, and what the action returned."""

    wall: float
    cpu: float
    memory: float
    found: Any = None


def apart(action: Callable[[], Any]) -> Took:
    """Runs an action in a process of its own, on a connection of its own. It returns what JSON can carry."""
    from django.db import connections

    connections.close_all()
    gc.collect()
    reading, writing = os.pipe()
    started = time.perf_counter()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            with os.fdopen(writing, "w") as pipe:
                json.dump(action(), pipe)
            connections.close_all()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _pid, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - started
    if status:
        raise SystemExit("a measured action failed")
    return Took(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / _KILOBYTES, json.loads(said))
