"""A place for what isn't finished, cleared by the next one where somebody was killed."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

_PREFIX = ".unfinished-"


@contextmanager
def workplace(beside: Path) -> Iterator[Path]:
    """A folder in a folder, gone at the end. Whoever works there holds it locked, so that what nobody holds
    was left by somebody who was killed; such a folder is as large as the database, and is removed first."""
    with ExitStack() as held:
        with _locked(beside, fcntl.LOCK_EX):  # so that nobody clears a folder that is just being made
            for left in beside.glob(f"{_PREFIX}*"):
                with suppress(OSError), _locked(left):
                    shutil.rmtree(left)
            folder = Path(held.enter_context(tempfile.TemporaryDirectory(dir=beside, prefix=_PREFIX)))
            held.enter_context(_locked(folder))
        yield folder


@contextmanager
def _locked(folder: Path, how: int = fcntl.LOCK_EX | fcntl.LOCK_NB) -> Iterator[None]:
    """Raises OSError where another process holds it, unless that is to be waited for."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)
