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

from directory.models import Topic, Unit  # noqa: E402
from hdir.changes.edits import edit_between  # noqa: E402
from hdir.changes.models import Baseline  # noqa: E402
from hdir.changes.shell import publishing  # noqa: E402
from hdir.changes.snapshot import snapshot  # noqa: E402
from hdir.corrections.models import Report  # noqa: E402
from hdir.drafts.work import start  # noqa: E402
from tests.signing_in import sign_in  # noqa: E402


def make() -> dict[str, int | str]:
    """Somebody who is signed in, a draft that contradicts what was published, a conflict, a report, a
    removed record."""
    client = Client()
    sign_in(client, User.objects.create_superuser("chief", password="long-enough-for-a-test"))
    unit = Unit.objects.get(pk="hr")
    edit = edit_between(Unit, "hr", snapshot(unit), {**snapshot(unit), "lead_nb": "Utkast."})
    draft = start("Utkast", "kari", [edit])
    with publishing("Publisert", author="ola") as published:
        unit.lead_nb = "Publisert."
        unit.save()
    with publishing("Tatt bort", author="ola"):
        Topic.objects.get(pk="alternativ-medisin").delete()
    Baseline.objects.filter(model="directory.unit", key="hr").update(offered={"name_en": "Human resources"})
    report = Report.objects.create(
        page="/nb/units/hr", record_type="unit", record_key="hr", wrong="Ingressen er feil."
    )
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"draft": draft.pk, "published": published.pk, "report": report.pk, "session": session}


if __name__ == "__main__":
    json.dump(make(), sys.stdout)
