"""Kept pages, as many as there is room for."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Page = TypeVar("Page")


class Store(Generic[Page]):
    """Pages by address, at most so many bytes of them: what was asked for longest ago goes first.

    One for each process, shared by its threads.
    """

    def __init__(self, most: int):
        self.most = most
        self.size = 0
        self._pages: OrderedDict[Hashable, tuple[Page, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> Page | None:
        """The page kept for an address, None if there is none."""
        with self._lock:
            found = self._pages.get(key)
            if found is None:
                return None
            self._pages.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, page: Page, size: int) -> None:
        """Keeps a page of so many bytes instead of what was kept for its address."""
        with self._lock:
            self._drop(key)
            if size > self.most:
                return
            self._pages[key] = (page, size)
            self.size += size
            while self.size > self.most:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        """Forgets all pages."""
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _drop(self, key: Hashable) -> None:
        if (found := self._pages.pop(key, None)) is not None:
            self.size -= found[1]
