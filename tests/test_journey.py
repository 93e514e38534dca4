"""The whole story: load, page, staff's edits, drafts, approval, reload, conflict, dump, revert."""

import io
import shutil

from django.core.management import call_command

from directory.models import EarlierState, Membership, Task, Topic, Unit
from hdir.changes.models import ChangeSet
from tests.admin.browser import choose, form_of, send
from tests.desk import chief, editor, publisher
from tests.drafts.test_drafts import act, drafted, latest
from tests.drafts.test_packages import begin, save
from tests.fixtures.conftest import files, load

__all__ = ["chief", "editor", "files", "load", "publisher"]

UNIT = "/admin/directory/unit/hr/change/"


def dumped(folder):
    call_command("dump_fixtures", str(folder), stdout=io.StringIO())
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.json"))}


def test_the_journey_of_a_fact(client, chief, editor, publisher, files, load, tmp_path):  # noqa: PLR0915
    # The files are loaded; the page says what they say.
    assert load(files.folder).code == 0
    lead = Unit.objects.get(pk="hr").lead_nb
    assert lead in client.get("/nb/units/hr").text

    # An editor writes a draft. The page doesn't move; the preview does.
    drafted(editor, lead_nb="Redaksjonens ingress.", name_en="People")
    draft = latest()
    assert "Redaksjonens ingress." not in client.get("/nb/units/hr").text
    preview = editor.get(f"/admin/change-sets/{draft.pk}/preview/nb/units/hr").text
    assert "Redaksjonens ingress." in preview

    # It is sent, sent back, sent again, approved by somebody else, and published.
    act(editor, draft, "submit")
    act(publisher, draft, "send-back", comment="Se på det engelske navnet.")
    act(editor, draft, "submit")
    act(publisher, draft, "approve")
    assert "Redaksjonens ingress." in client.get("/nb/units/hr").text

    # Staff also adds a topic and takes somebody out of a post.
    page = "/admin/directory/topic/add/"
    assert send(chief, page, {**form_of(chief.get(page)), "name_nb": "Søvnhelse"}).status_code == 302
    gone = "/admin/directory/membership/hr-jannicke-hexum/delete/"
    assert chief.post(gone, {"post": "yes"}).status_code == 302

    # New files come: something new, something changed, something removed, and a conflict.
    task = Task.objects.filter(contributions__isnull=True, children__isnull=True).order_by("pk")[0]
    files.remove("tasks", task.pk)
    files.add(
        "topics", "fra-filen", name_nb="Fra filen", origin="nb", sources=[{"document": "003", "line": "1"}]
    )
    files.change("units", "hr", name_en="Human resources", name_nn="HR-avdelinga")
    plan = load(files.folder, json=True)
    assert plan.code == 3
    assert plan.data["counts"] == {"add": 1, "change": 1, "remove": 1, "kept": 3, "conflicts": 1}
    assert not Topic.objects.filter(pk="fra-filen").exists()  # a plan writes nothing
    assert load(files.folder, apply=True).code == 3

    # Nothing of the staff's is lost, and the files' changes are there.
    unit = Unit.objects.get(pk="hr")
    assert (unit.lead_nb, unit.name_en, unit.name_nn) == ("Redaksjonens ingress.", "People", "HR-avdelinga")
    assert Topic.objects.filter(pk__in=["sovnhelse", "fra-filen"]).count() == 2
    assert not Membership.objects.filter(pk="hr-jannicke-hexum").exists()
    assert not Task.objects.filter(pk=task.pk).exists()
    assert load(files.folder).code == 3  # until somebody settles it

    # A publisher settles the conflict with a click.
    choose(publisher, "/admin/conflicts/", {"directory.unit/hr/name_en": "theirs"})
    assert Unit.objects.get(pk="hr").name_en == "Human resources"
    assert load(files.folder, apply=True).code == 0

    # The content is dumped, and the dump loads without writing a row.
    dump = tmp_path / "dump"
    shutil.copytree(files.folder, dump)
    settled = dumped(dump)
    sets = ChangeSet.objects.count()
    clean = load(dump, apply=True)
    assert (clean.code, clean.out) == (0, "The content says what the files say.\n")
    assert ChangeSet.objects.count() == sets
    assert dumped(tmp_path / "again") == settled

    # A reorganisation is prepared as a package, approved, published, and taken back in one step.
    package = begin(editor)
    save(editor, UNIT, lead_nb="Etter omorganiseringen.")
    dated = "/admin/directory/unit/hr/from-a-date/"
    data = {**form_of(editor.get(dated)), "since": "2027-01-01", "name_nb": "Menneskene", "_save": "1"}
    assert send(editor, dated, data).status_code == 302
    save(editor, "/admin/directory/topic/add/", name_nb="Arbeidsmiljø")
    act(editor, package, "submit")
    act(publisher, package, "approve")
    assert "Menneskene" in client.get("/nb/units/hr").text
    assert EarlierState.objects.filter(unit="hr").exists()
    assert dumped(tmp_path / "reorganised") != settled
    act(chief, package, "revert")
    assert dumped(tmp_path / "reverted") == settled
