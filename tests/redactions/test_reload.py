"""Files keep a name that was taken out; a reload of them doesn't bring it back into any text."""

import pytest
from django.core.management import call_command

from directory.models import Person, Topic, Unit
from hdir.changes.models import Baseline, ChangeSet
from hdir.changes.shell import publishing
from hdir.redactions.words import GONE
from tests.fixtures.conftest import files, load
from tests.redactions.test_redact import everything_stored

__all__ = ["files", "load"]

KEY, NAME = "otto-christian-ro", "Otto Christian Rø"
MARKS = ("otto christian", "otto-christian", "rø, otto", "otto gammel")
TEXT = (
    f"Avdelingen ble ledet av {NAME}, i {NAME}s tid, før {NAME.upper()}. "
    f"Se Rø,\nOtto Christian og [ham](/{KEY})."
)
LEFT = f"Avdelingen ble ledet av {GONE}, i {GONE} tid, før {GONE}. Se {GONE} og [ham](/{GONE})."

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def named(files, load):
    """Files with the name in a text and in a citation, loaded before it was taken out."""
    files.change("units", "hr", body_nb=TEXT)
    (source, *others) = files.row("units", "hr")["fields"]["sources"]
    files.change("units", "hr", sources=[{**source, "printed": f"{NAME} (leder)"}, *others])
    assert load(files.folder, apply=True).code == 0
    return files


def redact():
    call_command("redact_person", KEY, reason="Personen ba om det")


def said(text):
    return [mark for mark in MARKS if mark in text.lower()]


def test_the_same_files_bring_nothing_back_and_the_plan_says_so(named, load, tmp_path):
    redact()
    number = ChangeSet.objects.latest_number()
    for _again in range(2):
        assert load(named.folder).code == 0
        ran = load(named.folder, apply=True)
        assert ran.code == 0
        assert ran.out == (
            "units.json\n"
            "  = hr: the file has a name that was taken out for good, in body_nb, sources\n"
            "Nothing to change, 1 without a name that was taken out for good.\n"
        )
    assert Unit.objects.get(pk="hr").body_nb == LEFT
    assert ChangeSet.objects.latest_number() == number
    assert said(everything_stored()) == []
    data = load(named.folder, json=True).data
    assert (data["status"], data["changes"], said(str(data))) == ("unchanged", [], [])
    assert [(one["key"], one["fields"]) for one in data["kept_out"]] == [("hr", ["body_nb", "sources"])]
    # Once the content is written back, the files have it no more.
    call_command("dump_fixtures", tmp_path / "dumped")
    assert said((tmp_path / "dumped" / "units.json").read_text("utf-8")) == []
    assert GONE in (tmp_path / "dumped" / "units.json").read_text("utf-8")
    assert "The content says what the files say." in load(tmp_path / "dumped").out


def test_what_else_a_file_changes_in_the_text_is_taken_without_the_name(named, load):
    redact()
    named.change("units", "hr", body_nb=f"{TEXT} Den har nå ti ansatte.")
    ran = load(named.folder, apply=True)
    assert ran.code == 0
    assert Unit.objects.get(pk="hr").body_nb == f"{LEFT} Den har nå ti ansatte."
    assert said(ran.out) == []
    named.change("units", "hr", body_nb=TEXT.replace(NAME, "Anne Otto Christian Røed"))
    load(named.folder, apply=True)
    assert "ledet av Anne Otto Christian Røed, i" in Unit.objects.get(pk="hr").body_nb


def test_what_staff_wrote_since_stays_and_no_offer_has_the_name(named, load):
    redact()
    with publishing("Ny tekst", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.body_nb = "Avdelingen ble ledet av noen."
        unit.save()
    assert load(named.folder, apply=True).code == 0
    assert Unit.objects.get(pk="hr").body_nb == "Avdelingen ble ledet av noen."
    named.change("units", "hr", body_nb=f"Ledet av {NAME}.")
    ran = load(named.folder, apply=True)
    assert (ran.code, said(ran.out)) == (3, [])
    assert Baseline.objects.get(model="directory.unit", key="hr").offered == {"body_nb": f"Ledet av {GONE}."}


def test_a_new_record_and_a_partial_file_come_without_it(named, load):
    redact()
    named.add(
        "topics", "kaffeordningen", name_nb="Kaffeordningen", description_nb=f"Spør {NAME}.", origin="nb"
    )
    assert load(named.path("topics"), apply=True).code == 0
    assert Topic.objects.get(pk="kaffeordningen").description_nb == f"Spør {GONE}."
    assert load(named.path("units"), apply=True).code == 0
    assert said(everything_stored()) == []


def test_a_name_that_the_person_had_before_stays_out_too(named, load):
    named.change("people", KEY, name="Otto Gammel")
    named.change("units", "hr", body_nb="Spør Otto Gammel.")
    load(named.folder, apply=True)
    with publishing("Nytt navn", author="kari"):
        person = Person.objects.get(pk=KEY)
        person.name = NAME
        person.save()
    redact()
    assert load(named.folder, apply=True).code == 0
    assert Unit.objects.get(pk="hr").body_nb == f"Spør {GONE}."
    named.add("people", "otto-gammel", name="Otto Gammel")
    load(named.folder, apply=True)
    assert said(everything_stored()) == []
