"""What is wrong with the database or the disk, in words that say what to do. For commands and for the desk;
readers are told less (templates/503.html)."""

import errno
from enum import Enum

from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, ProgrammingError

from hdir.changes.publication import is_busy


class Cause(Enum):
    """Why the database or the disk refuses."""

    BUSY = "Somebody else was writing for too long. Run it again."
    FULL = "The disk is full. Make room there, then run it again."
    FAILING = "Its disk refuses to write or to read: is it full, or does it fail?"
    READ_ONLY = "It can only be read. Give the site's user the right to write, or end what made it read-only."
    NO_TABLES = "Its tables aren't there, or are of another version. Run manage.py migrate."
    AWAY = "Is it there, and is DATABASE_URL right?"
    HANDLES = "Too many files are open at once. Allow more (LimitNOFILE, ulimit -n), then run it again."
    RIGHTS = "Check its name and rights."


# As SQLite's and PostgreSQL's drivers call them.
_BY_NAME = {"SQLITE_FULL": Cause.FULL, "SQLITE_IOERR": Cause.FAILING, "SQLITE_READONLY": Cause.READ_ONLY}
_BY_STATE = {
    "53100": Cause.FULL,
    "25006": Cause.READ_ONLY,
    "42P01": Cause.NO_TABLES,
    "42703": Cause.NO_TABLES,
}
_BY_NUMBER = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), Cause.FULL),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), Cause.HANDLES),
    errno.EROFS: Cause.READ_ONLY,
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR), Cause.RIGHTS),
}


def cause_of(error: BaseException) -> Cause | None:
    """Why something was refused; None if that is no fault of the machine's but a mistake of ours."""
    if isinstance(error, OSError):
        return _BY_NUMBER.get(error.errno or 0)
    if not isinstance(error, DatabaseError | InterfaceError) or isinstance(error, IntegrityError | DataError):
        return None
    if isinstance(error, DatabaseError) and is_busy(error):
        return Cause.BUSY
    name, state = (getattr(error.__cause__, told, None) or "" for told in ("sqlite_errorname", "sqlstate"))
    for start, cause in _BY_NAME.items():
        if name.startswith(start):
            return cause
    if "no such table" in str(error) or "no such column" in str(error):
        return Cause.NO_TABLES
    # A statement that the database doesn't understand is a mistake of ours, unless its tables lack.
    return _BY_STATE.get(state, None if isinstance(error, ProgrammingError) else Cause.AWAY)


def in_words(error: BaseException) -> str | None:
    """What was refused and what to do about it, for whoever runs a command. None for a mistake of ours, which
    is better told by its traceback."""
    cause = cause_of(error)
    if cause is None:
        return None
    said = " ".join(str(error).split()).rstrip(".")
    if isinstance(error, OSError):
        return f"{error.filename or 'The disk'}: {error.strerror}. {cause.value}"
    return f"The database can't be used: {said}. {cause.value}"
