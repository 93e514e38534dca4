"""Tries to write in all the ways there are while the database refuses, and says what came of each:
`python -m tests.faults.refusing full|read-only FILE`.

What refuses is the database itself, told to by a setting of its own connection: SQLite at its present size
has no page left, as on a full disk; a read-only session has no right to write. Prints as JSON what each way
said.
"""

import json
import sys
from contextlib import contextmanager

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connection  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from directory.models import Unit  # noqa: E402
from hdir.changes.edits import Edit  # noqa: E402
from hdir.changes.models import ChangeSet, State  # noqa: E402
from hdir.changes.shell import publishing  # noqa: E402
from hdir.drafts import work  # noqa: E402
from hdir.drafts.due import publish_due  # noqa: E402
from hdir.faults import in_words  # noqa: E402
from tests.admin.browser import form_of  # noqa: E402
from tests.signing_in import sign_in  # noqa: E402

LONG = "Et langt avsnitt." * 2_700  # as long as a text may be
PAGE = "/admin/directory/unit/hr/change/"
WAYS_TO_REFUSE = {
    # Fewer pages than there are means: as many as there are.
    ("sqlite", "full"): "PRAGMA max_page_count = 1",
    ("sqlite", "read-only"): "PRAGMA query_only = 1",
    ("postgresql", "read-only"): "SET default_transaction_read_only = on",
}


@contextmanager
def refusing(how: str):
    """All connections of this process refuse."""

    def refuse(connection, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute(WAYS_TO_REFUSE[connection.vendor, how])

    connection.close()
    connection_created.connect(refuse, weak=False)
    try:
        yield
    finally:
        connection_created.disconnect(refuse)
        connection.close()


def publish() -> None:
    with publishing("Longer", author="test"):
        unit = Unit.objects.get(pk="hr")
        unit.body_nb = LONG
        unit.save()


def said(action) -> str:
    """What an action says that can't be done."""
    try:
        action()
    except (DatabaseError, SystemExit) as error:
        return in_words(error) or str(error)
    except Exception as error:  # what load_fixtures says in its own words
        return str(error)
    return "done"


def main() -> None:
    how, patch = sys.argv[1:]
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    sign_in(client, User.objects.create_superuser("chief", password="long-enough-for-a-test"))
    form = form_of(client.get(PAGE))
    draft = work.start("Due", "kari", [Edit(Unit, "hr", "change", {"lead_nb": "x"}, {"lead_nb": LONG})])
    before = Unit.objects.get(pk="hr").lead_nb
    draft.changes.update(before={"lead_nb": before})
    ChangeSet.objects.filter(pk=draft.pk).update(state=State.APPROVED, publish_at=timezone.now())
    found = {}
    with refusing(how):
        found["load"] = said(lambda: call_command("load_fixtures", patch, apply=True))
        found["publish"] = said(publish)
        found["due"] = said(lambda: list(publish_due(timezone.now())))
        answer = client.post(PAGE, {**form, "body_nb": LONG, "_save": "1"})
        found["desk"] = [answer.status_code, LONG in answer.text, "cannot be written to" in answer.text]
        report = {"page": "/en/units/hr", "wrong": "This is wrong. " * 100, "right": "R" * 2000}
        reports = [client.post("/en/report", report) for _time in range(4)]
        found["report"] = [max(one.status_code for one in reports), "This is wrong." in reports[-1].text]
        found["reader"] = client.get("/en/units/hr").status_code
    found["applied"] = list(ChangeSet.objects.applied().values_list("number", flat=True))
    found["unchanged"] = Unit.objects.get(pk="hr").lead_nb == before
    found["still due"] = ChangeSet.objects.get(pk=draft.pk).state == State.APPROVED
    again = client.post(PAGE, {**form_of(answer), "_save": "1"})
    found["again"] = [again.status_code, Unit.objects.get(pk="hr").body_nb.strip() == LONG.strip()]
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main()
