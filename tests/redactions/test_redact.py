"""A redaction reaches content, log, feeds and files, and a reload doesn't bring the name back."""

import datetime

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from directory.models import Membership, Person, Post, Unit
from hdir.changes.models import Baseline, Change, ChangeSet
from hdir.changes.shell import publishing
from hdir.changes.signals import content_changed
from hdir.changes.snapshot import snapshots
from hdir.fixtures.dump import as_text
from hdir.opendata.files import whole_files
from hdir.records.approvals import fingerprint
from hdir.records.registry import content_models
from hdir.redactions.guard import redacted
from hdir.redactions.models import Tombstone
from hdir.search.models import Word
from hdir.texts.states import approve, texts

KEY, NAME, HELD = "otto-christian-ro", "Otto Christian Rø", "global-helse-otto-christian-ro"
MARKS = ("otto-christian", "otto christian")

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def history(db):
    """The name everywhere that a name can come to stand: log, draft, baseline, running text, desk."""
    for model in (Change, ChangeSet, Baseline):  # what the load of the content has left
        model.objects.all().delete()
    change_set = ChangeSet.objects.create(
        origin="admin",
        title=f"{NAME} slutter",
        reason=f"Meldt av {NAME.upper()}",
        state="applied",
        applied=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC),
        number=1,
    )
    draft = ChangeSet.objects.create(origin="admin", title="Utkast", state="draft")
    Change.objects.create(
        change_set=change_set, model="directory.person", key=KEY, action="add", after={"name": NAME}
    )
    Change.objects.create(
        change_set=change_set,
        model="directory.membership",
        key="gammel-otto-christian-ro",
        action="remove",
        before={"post": "global-helse-avdelingsdirektor", "person": KEY},
    )
    Change.objects.create(
        change_set=draft,
        model="directory.unit",
        key="hr",
        action="change",
        after={"body_nb": f"Spør {NAME}."},
    )
    Baseline.objects.create(model="directory.person", key=KEY, agreed={"name": NAME})
    Baseline.objects.create(model="directory.membership", key=HELD, agreed={"person": KEY})
    unit = Unit.objects.get(pk="hr")
    unit.body_nb = f"Avdelingen ble ledet av {NAME} i 2015."
    unit.sources = [{"document": "003", "printed": f"{NAME} (leder)"}]
    unit.save()
    user = get_user_model().objects.create(username="redaktor")
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Person),
        object_id=KEY,
        object_repr=NAME,
        action_flag=CHANGE,
        change_message="x",
    )


def everything_stored():
    """Every text in every table of the database."""
    found = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found).lower()


def test_the_name_is_in_no_table_page_feed_or_file_afterwards(client, history):
    assert all(mark in everything_stored() for mark in MARKS)
    call_command("redact_person", KEY, reason="Personen ba om det")
    assert [mark for mark in MARKS if mark in everything_stored()] == []
    pages = (
        "/nb/units/global-helse",
        "/nb/leaders",
        "/nb/changes.atom",
        "/nb/units/global-helse/changes.atom",
    )
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert [mark for mark in MARKS if mark in answer.text.lower()] == []
    for file in whole_files():
        content = file.content().lower()
        assert [mark for mark in MARKS if mark.encode() in content] == [], file.name
    assert client.get(f"/nb/people/{KEY}").status_code == 410
    assert not [mark for model in content_models() for mark in MARKS if mark in as_text(model).lower()]


def test_search_forgets_the_sentence_that_had_the_name(client):
    with publishing("Hvem som leder", author="kari"):
        unit = Unit.objects.get(pk="hr")
        unit.lead_nb = f"Spør {NAME} om kaffeordningen."
        unit.save()
    found = client.get("/api/v1/search", {"q": "kaffeordningen"}).json()["results"]
    assert NAME in str(found)
    call_command("redact_person", KEY, reason="Personen ba om det")
    found = client.get("/api/v1/search", {"q": "kaffeordningen"}).json()["results"]
    assert "Spør […] om kaffeordningen." in str(found)
    assert NAME not in str(client.get("/api/v1/search", {"q": NAME}).json()["results"])
    assert Unit.objects.get(pk="hr").lead_nb == "Spør […] om kaffeordningen."
    assert not Word.objects.filter(word__in=["otto", "christian"]).exists()
    stored = everything_stored()
    assert [mark for mark in (*MARKS, "ottochristian") if mark in stored] == []


def test_the_post_stays_and_the_rest_of_a_text_stays(history):
    call_command("redact_person", KEY, reason="Personen ba om det")
    post = Post.objects.get(pk="global-helse-avdelingsdirektor")
    assert not post.memberships.exists()
    unit = Unit.objects.get(pk="hr")
    assert unit.body_nb == "Avdelingen ble ledet av […] i 2015."
    assert unit.sources[0]["printed"] == "[…] (leder)"
    assert Person.objects.count() == 42


def test_what_was_translated_still_is_and_what_was_stale_still_is(history):
    unit = Unit.objects.get(pk="hr")
    unit.lead_nb, unit.lead_nn, unit.lead_en = f"Spør {NAME}.", f"Spør {NAME}.", f"Ask {NAME}."
    approve(unit, "lead", "nn")
    unit.approved["en"]["lead"] = fingerprint("Spør noen andre.")
    unit.save()
    call_command("redact_person", KEY, reason="Personen ba om det")
    unit.refresh_from_db()
    assert (unit.lead_nb, unit.lead_nn, unit.lead_en) == ("Spør […].", "Spør […].", "Ask […].")
    states = {text.language: text.state for text in texts(unit) if text.field == "lead"}
    assert states == {"nb": "original", "nn": "approved", "en": "stale"}


def test_a_name_is_found_however_a_text_has_it(history):
    Change.objects.filter(key=KEY).update(before={"name": "Otto Gammel"})
    unit = Unit.objects.get(pk="hr")
    unit.body_nb = (
        f"{NAME}s tid. Rø, Otto Christian. Otto\nChristian Rø. Otto Gammel før. {NAME}’s time. "
        "Otto Christian Røed er en annen."
    )
    unit.save()
    call_command("redact_person", KEY, reason="Personen ba om det")
    found = Unit.objects.get(pk="hr").body_nb
    assert found == "[…] tid. […]. […]. […] før. […] time. Otto Christian Røed er en annen."


def test_the_log_keeps_that_something_happened(history):
    before = Change.objects.count()
    call_command("redact_person", KEY, reason="Personen ba om det")
    stone = Tombstone.objects.get(model="directory.person")
    person = Change.objects.get(change_set__number=1, model="directory.person")
    assert (person.key, person.action, person.before, person.after) == (stone.stand_in, "add", {}, {})
    assert ChangeSet.objects.get(number=1).title == "[…] slutter"
    # The redaction is itself a publication: one person, the membership, and the one of the log.
    assert ChangeSet.objects.latest_number() == 2
    assert Change.objects.count() == before + 3
    assert not Baseline.objects.exists()


def test_whoever_keeps_something_made_from_the_content_hears_of_it(history):
    heard = []

    def listen(sender, change_set, keys, **kwargs):
        heard.append((change_set.number, keys[Person], keys[Membership], keys[Unit]))

    content_changed.connect(listen)
    try:
        call_command("redact_person", KEY, reason="Personen ba om det")
    finally:
        content_changed.disconnect(listen)
    assert heard == [(2, {KEY}, {HELD, "gammel-otto-christian-ro"}, {"hr"})]


def test_what_fails_leaves_everything_as_it_was(history):
    def fail(**kwargs):
        raise RuntimeError("search is broken")

    content_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            call_command("redact_person", KEY, reason="Personen ba om det")
    finally:
        content_changed.disconnect(fail)
    assert Person.objects.filter(pk=KEY).exists()
    assert not Tombstone.objects.exists()
    assert Change.objects.filter(key=KEY).exists()


def test_the_tombstone_knows_the_name_however_it_is_written_and_holds_no_word_of_it(history):
    current = {model: snapshots(model) for model in (Person, Membership)}
    assert redacted(current) == {}
    call_command("redact_person", KEY, reason="Personen ba om det")
    assert redacted(current) == {Person: {KEY}, Membership: {HELD}}
    again = {
        Person: {"o-c-ro": {"name": "OTTO CHRISTIAN RØ"}, "kari-ro": {"name": "Kari Rø"}},
        Membership: {"m": {"person": "o-c-ro"}},
    }
    assert redacted(again) == {Person: {"o-c-ro"}, Membership: {"m"}}
    partial = {Membership: {HELD: {"person": KEY}}}
    assert redacted(partial)[Membership] == {HELD}
    stone = Tombstone.objects.get(model="directory.person")
    assert Tombstone.objects.recognise("directory.person", KEY) == stone
    assert Tombstone.objects.recognise("directory.person", "anne-farseth") is None
    assert not [mark for mark in MARKS if mark in " ".join(map(str, vars(stone).values())).lower()]


def test_the_command_refuses_what_would_keep_the_name(history):
    with pytest.raises(CommandError, match="no person"):
        call_command("redact_person", "nobody", reason="x")
    with pytest.raises(CommandError, match="names the person"):
        call_command("redact_person", KEY, reason=f"{NAME} ba om det")
    with pytest.raises(CommandError, match="--reason"):
        call_command("redact_person", KEY)
    assert Person.objects.filter(pk=KEY).exists()


def test_a_dry_run_changes_nothing(history, capsys):
    call_command("redact_person", KEY, reason="Personen ba om det", dry_run=True)
    assert "Nothing was changed" in capsys.readouterr().out
    assert Person.objects.filter(pk=KEY).exists()
    assert not Tombstone.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_caches_hold_is_forgotten_before_the_new_generation_is_told(content):
    cache.set("made-before", NAME)

    def listen(**kwargs):
        transaction.on_commit(lambda: cache.set("generation", "new"))

    content_changed.connect(listen)
    try:
        call_command("redact_person", KEY, reason="Personen ba om det")
    finally:
        content_changed.disconnect(listen)
    assert (cache.get("made-before"), cache.get("generation")) == (None, "new")
