"""The index follows the content, and says the same whether it was kept or made again."""

import pytest
from django.core.management import call_command
from django.db import transaction

from directory.models import Membership, Passage, Person, Post, Responsibility, Task, Topic, Unit
from hdir.records.registry import content_models
from hdir.search import index
from hdir.search.follow import migration
from hdir.search.index import NotReadyError, make_ready, rebuild
from hdir.search.models import VERSION, Entry, IndexState, Piece, Word
from tests.search.publishing import found, publish, unit

HR_HOLDS_IT = ["hr", None, None, "divisjon-utvikling-og-digitalisering"]


def state() -> tuple:
    """Everything the index says, whatever numbers its rows have."""
    fields = [f.name for f in Entry._meta.fields if f.name != "id"]
    entries = sorted(map(repr, Entry.objects.values_list(*fields)))
    words = sorted(Word.objects.values_list("word", "term", "entries"))
    pieces = sorted(Piece.objects.values_list("word__word", "piece", "start"))
    return entries, words, pieces, IndexState.objects.get().entries


def test_a_record_is_found_when_it_is_published_changed_and_removed(content):
    made = unit("enhjorninger", name_nb="Enhjørningsseksjonen")
    assert found("enhjørningsseksjonen") == [("unit", "enhjorninger")]
    Unit.objects.filter(pk="enhjorninger").update(name_nb="Dragekontoret")
    publish(made)
    assert found("dragekontoret") == [("unit", "enhjorninger")]
    assert found("enhjørningsseksjonen") == []
    Unit.objects.filter(pk="enhjorninger").delete()
    publish(made)
    assert found("dragekontoret") == []


def test_what_depends_on_a_record_follows_it(content):
    passage = Passage.objects.create(key="p", unit_id="hr", kind="tasks", heading_nb="Drageting")
    task = Task.objects.create(key="t", passage=passage, text_nb="Mate dyrene")
    publish(passage, task)
    assert ("task", "t") in found("drageting mate dyrene")
    Passage.objects.filter(pk="p").update(heading_nb="Enhjørningsting", valid_to="2015")
    publish(passage)
    assert ("task", "t") in found("enhjørningsting mate dyrene")
    assert Entry.objects.get(type="task", key="t").ends == "2015-12-31"


def test_people_and_units_follow_their_posts_also_when_these_are_removed(content):
    person = Person.objects.create(key="kari-drage", name="Kari Drage")
    post = Post.objects.create(key="post", unit_id="hr", title_nb="Enhjørningsgjeter")
    membership = Membership.objects.create(key="m", post=post, person=person)
    publish(person, post, membership)
    assert Entry.objects.get(key="kari-drage").holders == [
        ["hr", None, None, "divisjon-utvikling-og-digitalisering"]
    ]
    assert set(found("enhjørningsgjeter")) == {("unit", "hr"), ("person", "kari-drage")}
    membership.delete()
    membership.pk = "m"
    publish(membership)
    assert Entry.objects.get(key="kari-drage").holders == []
    # Nobody is named for it now: it is still the unit's.
    assert found("enhjørningsgjeter") == [("unit", "hr")]
    post.delete()
    post.pk = "post"
    publish(post)
    assert found("enhjørningsgjeter") == []


def test_a_topic_follows_who_has_it_also_to_another_topic(content):
    Topic.objects.create(key="drager", name_nb="Drager")
    Topic.objects.create(key="enhjorninger", name_nb="Enhjørninger")
    row = Responsibility.objects.create(key="r", topic_id="drager", unit_id="hr", extent="main")
    publish(row, *Topic.objects.filter(pk__in=["drager", "enhjorninger"]))
    Responsibility.objects.filter(pk="r").update(topic="enhjorninger")
    publish(row)
    assert Entry.objects.get(key="drager").holders == []
    assert Entry.objects.get(type="topic", key="enhjorninger").holders == [
        ["hr", None, None, "divisjon-utvikling-og-digitalisering"]
    ]


def test_a_unit_that_moves_takes_what_is_below_it_to_the_other_division(content):
    below = unit("dragekontoret", name_nb="Dragekontoret", parent_id="hr")
    assert Entry.objects.get(key=below.pk).divisions == "divisjon-utvikling-og-digitalisering"
    Unit.objects.filter(pk="hr").update(parent="divisjon-folkehelse")
    publish(Unit.objects.get(pk="hr"))
    assert Entry.objects.get(key=below.pk).divisions == "divisjon-folkehelse"
    assert Entry.objects.get(type="unit", key="hr").divisions == "divisjon-folkehelse"


def test_an_index_that_was_kept_is_the_same_as_one_made_again(content):
    made = unit("dragekontoret", name_nb="Dragekontoret for tobakk", parent_id="hr")
    Unit.objects.filter(pk="hr").update(name_nb="Folk og lønn", parent="divisjon-folkehelse")
    Responsibility.objects.filter(topic="tobakk").delete()
    gone = Topic.objects.get(pk="mobbing")
    Topic.objects.filter(pk="mobbing").delete()
    publish(made, Unit.objects.get(pk="hr"), gone, Topic.objects.get(pk="tobakk"))
    kept = state()
    rebuild()
    assert state() == kept


def test_a_publication_that_is_taken_back_takes_the_index_with_it(content):
    before = state()
    with transaction.atomic():
        unit("enhjorninger", name_nb="Enhjørningsseksjonen")
        assert found("enhjørningsseksjonen") == [("unit", "enhjorninger")]
        transaction.set_rollback(True)
    assert found("enhjørningsseksjonen") == []
    assert state() == before


def test_many_records_at_once_take_no_more_queries_than_few(content, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        publish(*Task.objects.all())


@pytest.mark.parametrize("damage", ["empty", "no state", "another version"])
def test_search_answers_though_the_index_is_missing_or_old(content, damage):
    if damage == "empty":
        for model in (Piece, Word, Entry):
            model.objects.all().delete()
        IndexState.objects.update(entries=0)
    elif damage == "no state":
        IndexState.objects.all().delete()
    else:
        IndexState.objects.update(version=VERSION + 1)
    assert found("tobakk")[0] == ("topic", "tobakk")
    assert IndexState.objects.get().version == VERSION


def test_a_reader_is_not_made_to_wait_for_a_large_index(content, client, monkeypatch):
    monkeypatch.setattr(index, "_SMALL", 10)
    IndexState.objects.all().delete()
    with pytest.raises(NotReadyError):
        make_ready()
    html = client.get("/en/search?q=tobakk").text
    assert "Search is being prepared" in html
    assert 'href="/en/topics"' in html
    assert client.get("/en/search/suggestions?q=tobakk").json()["suggestions"] == []


def test_an_empty_site_has_nothing_to_find(db):
    Entry.objects.all().delete()
    for model in (Piece, Word, IndexState):
        model.objects.all().delete()
    for model in reversed(content_models()):
        for field in model._meta.many_to_many:
            field.remote_field.through.objects.all().delete()
        model._base_manager.all()._raw_delete("default")
    assert found("tobakk") == []
    assert IndexState.objects.get().entries == 0


def test_a_migration_makes_the_index_again_where_the_code_makes_another_one(content):
    IndexState.objects.update(version=VERSION - 1)
    migration(sender=None, using="default")
    assert IndexState.objects.get().version == VERSION
    rows = list(Entry.objects.values_list("pk", flat=True))
    migration(sender=None, using="default")
    assert list(Entry.objects.values_list("pk", flat=True)) == rows


def test_the_command_says_how_many_entries_there_are(content, capsys):
    call_command("rebuild_search")
    assert capsys.readouterr().out == f"{Entry.objects.count()} entries.\n"
