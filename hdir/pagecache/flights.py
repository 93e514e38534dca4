"""One thread makes a page, the others that want it wait for that one: no stampede after a publication."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")

# Seconds that a reader waits for another reader's page before making it without him.
_PATIENCE = 20


class _Flight(Generic[Made]):
    def __init__(self) -> None:
        self.landed = threading.Event()
        self.made: Made | None = None


class Flights(Generic[Made]):
    """What is being made just now, by address and generation."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, _Flight[Made]] = {}
        self._lock = threading.Lock()

    def share(self, key: Hashable, make: Callable[[], Made | None]) -> tuple[Made | None, bool]:
        """What `make` makes, and whether this thread made it.

        Others who ask for the same meanwhile get the same, or None where it can't be shared or takes too
        long: then they make their own.
        """
        with self._lock:
            flight = self._flights.get(key)
            if mine := flight is None:
                flight = self._flights[key] = _Flight()
        if not mine:
            flight.landed.wait(_PATIENCE)
            return flight.made, False
        try:
            flight.made = make()
            return flight.made, True
        finally:
            with self._lock:
                del self._flights[key]
            flight.landed.set()
