#!/usr/bin/env python
"""Runs Django's and the project's commands; `manage.py help` lists them."""

import os
import sys


def main() -> None:
    """What is wrong with the machine is told in a sentence, and with `--traceback` where it was met."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hdir.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        from hdir.faults import in_words

        said = None if "--traceback" in sys.argv else in_words(error)
        if said is None:
            raise
        sys.exit(f"{' '.join(sys.argv[:2])}: {said}")


if __name__ == "__main__":
    main()
