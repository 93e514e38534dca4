"""There is one way in: nothing but hdir/changes/write.py writes content."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models.signals import m2m_changed, post_delete, post_save

from directory.models import Unit
from hdir.changes import publication, staging, write
from hdir.changes.models import ChangeSet
from hdir.changes.shell import publishing
from hdir.records.models import Record
from tests.admin.browser import form_of, send

ROOT = Path(settings.BASE_DIR)
WRITING = {
    "save", "delete", "create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "_raw_delete", "set",
}  # fmt: skip

# Where a method of that name is called, and why that writes no content past the change sets.
ALLOWED = {
    "hdir/changes/write.py": "the one place",
    "hdir/corrections/limits.py": "how many reports there were, which is no content",
    "hdir/corrections/public.py": "reports from readers, which are no content",
    "hdir/corrections/views.py": "reports from readers, which are no content",
    "hdir/corrections/management/commands/forget_reports.py": "reports from readers, which are no content",
    "hdir/changes/publication.py": "change sets themselves",
    "hdir/drafts/work.py": "change sets themselves",
    "hdir/drafts/due.py": "change sets themselves",
    "hdir/fixtures/agreements.py": "baselines",
    "hdir/conflicts/settlement.py": "baselines",
    "hdir/texts/models.py": "replaced originals, which are no content",
    "hdir/editorial/options.py": "forms, which PublishingAdmin takes back and makes edits of",
    "hdir/editorial/forms.py": "forms, which PublishingAdmin takes back and makes edits of",
    "hdir/editorial/groups.py": "groups of users",
    "hdir/accounts/audit.py": "the log of accounts",
    "hdir/accounts/factors.py": "second factors",
    "hdir/accounts/limits.py": "attempts to get in",
    "hdir/accounts/passwords.py": "accounts",
    "hdir/accounts/views.py": "accounts",
    "hdir/accounts/management/commands/forget_audit.py": "the log of accounts",
    "hdir/backups/management/commands/backup.py": "that a backup was made, which is no content",
    "hdir/backups/moving.py": "the rows of another database, which is a copy of this one",
    "hdir/pagecache/shared.py": "a cache's entries, no rows",
    "hdir/forgiving_cache.py": "a cache's entries, no rows",
    "hdir/search/index.py": "the index, which is made from the content",
    "hdir/redactions/redact.py": "the only rewriting of history (docs/decisions/0022)",
}


def calls(path):
    """Calls of writing methods in a module, apart from those of plain dictionaries and sets."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
            target = node.func.value
            # names.update(…), found[model].update(…), globals().update(…), token.set(…) write no rows
            chain = (
                isinstance(target, ast.Call)
                and isinstance(target.func, ast.Attribute)
                and target.func.attr != "setdefault"
            )
            manager = isinstance(target, ast.Attribute) and target.attr in {"objects", "_base_manager"}
            if node.func.attr not in {"update", "set"} or chain or manager:
                yield node


def modules():
    for room in ("hdir", "directory", "strategy"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def test_only_named_modules_write():
    found = {str(path.relative_to(ROOT)) for path in modules() if any(calls(path))}
    assert found - ALLOWED.keys() == set()


def test_the_list_names_no_module_that_does_not_write():
    found = {str(path.relative_to(ROOT)) for path in modules() if any(calls(path))}
    assert ALLOWED.keys() - found == set()


@pytest.fixture
def outside(monkeypatch):
    """Writes of content that neither a publication nor a form that is taken back makes."""
    writing = []
    seen: list[str] = []

    def wrapped(edits, *args, **kwargs):
        writing.append(1)
        try:
            return write.write(edits, *args, **kwargs)
        finally:
            writing.pop()

    for place in (publication, staging):
        monkeypatch.setattr(place, "write", wrapped)

    def note(sender, instance, **kwargs):
        if isinstance(instance, Record) and not writing and staging._watching.get() is None:
            seen.append(f"{sender.__name__} {instance.pk}")

    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(note)
    yield seen
    for signal in (post_save, post_delete, m2m_changed):
        signal.disconnect(note)


def test_saving_adding_and_deleting_in_the_admin_write_through_change_sets(chief, outside):
    page = "/admin/directory/unit/hr/change/"
    assert send(chief, page, {**form_of(chief.get(page)), "lead_nb": "Ny ingress."}).status_code == 302
    assert Unit.objects.get(pk="hr").lead_nb == "Ny ingress."
    new = "/admin/directory/topic/add/"
    assert send(chief, new, {**form_of(chief.get(new)), "name_nb": "Søvnhelse"}).status_code == 302
    gone = "/admin/directory/topic/sovnhelse/delete/"
    assert chief.post(gone, {"post": "yes"}).status_code == 302
    assert outside == []
    assert [(c.action, c.key) for s in ChangeSet.objects.applied()[:3] for c in s.changes.all()] == [
        ("remove", "sovnhelse"),
        ("add", "sovnhelse"),
        ("change", "hr"),
    ]


def test_the_net_would_notice(content, outside):
    unit = Unit.objects.get(pk="hr")
    unit.save()
    assert outside == ["Unit hr"]


def test_the_shell_helper_publishes_what_is_saved(content):
    with publishing("Nytt navn", author="kari", reason="Vedtak"):
        unit = Unit.objects.get(pk="hr")
        unit.name_en = "People"
        unit.save()
    assert Unit.objects.get(pk="hr").name_en == "People"
    change_set = ChangeSet.objects.applied()[0]
    assert (change_set.title, change_set.author, change_set.reason) == ("Nytt navn", "kari", "Vedtak")
    (change,) = change_set.changes.all()
    assert (change.key, change.before["name_en"], change.after["name_en"]) == ("hr", "HR", "People")


def test_the_shell_helper_publishes_nothing_after_an_error(content):
    def fail():
        with publishing("Feil", author="kari"):
            unit = Unit.objects.get(pk="hr")
            unit.name_en = "People"
            unit.save()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert Unit.objects.get(pk="hr").name_en == "HR"
    assert ChangeSet.objects.filter(title="Feil").count() == 0
