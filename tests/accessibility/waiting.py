"""Puts into a database what the editors' pages show on a working day: run as a program, before the server.

Prints what it made as JSON: the numbers that addresses need, and the cookie of who is signed in.
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402

from directory.models import Topic  # noqa: E402
from hdir.changes.shell import publishing  # noqa: E402
from tests.signing_in import sign_in  # noqa: E402
from tests.waiting_work import waiting_work  # noqa: E402


def make() -> dict[str, int | str]:
    """Somebody who is signed in, a draft that contradicts what was published, a conflict, a report, a
    removed record."""
    client = Client()
    sign_in(client, User.objects.create_superuser("chief", password="long-enough-for-a-test"))
    made = waiting_work()
    with publishing("Tatt bort", author="ola"):
        Topic.objects.get(pk="alternativ-medisin").delete()
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {**made, "session": session}


if __name__ == "__main__":
    json.dump(make(), sys.stdout)
