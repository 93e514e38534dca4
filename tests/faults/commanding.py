"""Runs commands as manage.py does, one after the other in one process, and says how each ended:
`python -m tests.faults.commanding LIMITS COMMAND …`, a JSON list of arguments each.

LIMITS is a JSON object: `file` (bytes that a file may have), `handles` (files that may be open at once,
besides those that are). Prints as JSON, for each command, its exit code or what it says to stderr at its end.
"""

import json
import resource
import sys
from pathlib import Path

import manage


def allow(what: int, most: int) -> None:
    """Sets a limit of this process's own."""
    resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def main() -> None:
    limits, *commands = map(json.loads, sys.argv[1:])
    said = []
    # All modules are there before files can no longer be opened, as in a process that has been running.
    sys.argv = ["manage.py", "check"]
    manage.main()
    if most := limits.get("file"):
        allow(resource.RLIMIT_FSIZE, most)
    if more := limits.get("handles"):
        allow(resource.RLIMIT_NOFILE, max(int(one.name) for one in Path("/proc/self/fd").iterdir()) + more)
    for arguments in commands:
        sys.argv = ["manage.py", *arguments]
        try:
            manage.main()
            said.append(0)
        except SystemExit as error:
            said.append(error.code)
        except BaseException as error:  # a traceback, had manage.py been run
            said.append(f"Traceback: {error!r}")
    sys.stderr.write(f"\n{json.dumps(said)}")


if __name__ == "__main__":
    main()
