"""Threads in each process that learn what no request would: that others have published, that somebody was
killed before he could say so, that the database is away and since when."""

import datetime
import logging
import os
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from hdir.changes.models import ChangeSet
from hdir.pagecache import generation

logger = logging.getLogger(__name__)

# Seconds. An edit is to be seen within one second on all machines. Each has a thread of its own: a database
# that is slow to answer must not keep what others announce from being heard.
_ANNOUNCED_EACH, _DATABASE_EACH = 0.25, 1.0


class Watch:
    """`away_since`: the moment when the database was found away, None while it answers."""

    def __init__(self) -> None:
        self.away_since: datetime.datetime | None = None
        self._process = 0

    def begin(self) -> None:
        """Starts the threads, once in each process: a server may have forked since.

        Looks first: a page made before would be one of a generation that is over, and what may have been
        erased meanwhile isn't shown while the database is away.
        """
        if self._process != os.getpid() and settings.PAGE_CACHE_WATCH:
            self._process = os.getpid()
            self._once(self.look)
            for look, each in ((self.listen, _ANNOUNCED_EACH), (self.look, _DATABASE_EACH)):
                name = f"page-cache-{look.__name__}"
                threading.Thread(target=self._go_on, args=(look, each), name=name, daemon=True).start()

    def listen(self) -> None:
        """Asks whether others have announced anything."""
        generation.source.refresh()

    def look(self) -> None:
        """Compares what was announced with what the database says, and announces what somebody was killed
        before announcing."""
        try:
            number = ChangeSet.objects.latest_number()
        except (DatabaseError, InterfaceError) as error:
            if self.away_since is None:
                self.away_since = timezone.now()
                logger.error("The database is away: %s", error)
            connection.close()
            return
        if self.away_since is not None:
            logger.warning("The database is back; it was away since %s", self.away_since)
            self.away_since = None
        generation.source.refresh()
        if number != generation.source.number():
            # Nobody knows what it was: a name may have been taken out.
            generation.source.announce(number, erases=True)

    def _once(self, look: Callable[[], None]) -> None:
        try:
            look()
        except Exception:  # a thread that ends would leave pages stale without a word
            logger.exception("The watch over the page cache failed and goes on")

    def _go_on(self, look: Callable[[], None], each: float) -> None:
        while True:
            self._once(look)
            if connection.vendor == "sqlite":
                connection.close()  # an open file would go on answering when another is in its place, or none
            time.sleep(each)


watch = Watch()
