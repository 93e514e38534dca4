"""The merge, case by case and by its properties. Pure: no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hdir.changes.merge import Conflict, Kind, merge

KINDS = {"units": Kind.SET, "sources": Kind.SEQUENCE, "approved": Kind.MARKS}


def kind_of(name):
    return KINDS.get(name, Kind.SINGLE)


def merged(base, ours, theirs):
    return merge(base, ours, theirs, kind_of)


ONE, TWO, THREE = {"line": "1"}, {"line": "2"}, {"line": "3"}

# base, ours, theirs, result, the fields in conflict
RECORDS = {
    "nothing moved": ({"a": 1}, {"a": 1}, {"a": 1}, {"a": 1}, []),
    "they moved": ({"a": 1}, {"a": 1}, {"a": 2}, {"a": 2}, []),
    "we moved": ({"a": 1}, {"a": 2}, {"a": 1}, {"a": 2}, []),
    "both moved alike": ({"a": 1}, {"a": 2}, {"a": 2}, {"a": 2}, []),
    "both moved apart": ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 2}, ["a"]),
    "each moved another field": ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}, {"a": 2, "b": 2}, []),
    "they emptied a field": ({"a": 1, "b": 1}, {"a": 1, "b": 1}, {"a": 1}, {"a": 1}, []),
    "we emptied what they changed": ({"a": 1, "b": 1}, {"b": 1}, {"a": 2, "b": 1}, {"b": 1}, ["a"]),
    "they filled an empty field": ({"b": 1}, {"b": 1}, {"a": 2, "b": 1}, {"a": 2, "b": 1}, []),
    "both filled it differently": ({"b": 1}, {"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 1}, ["a"]),
    "they removed it": ({"a": 1}, {"a": 1}, None, None, []),
    "they removed what we edited": ({"a": 1}, {"a": 2}, None, {"a": 2}, [""]),
    "we removed it": ({"a": 1}, None, {"a": 1}, None, []),
    "we removed what they edited": ({"a": 1}, None, {"a": 2}, None, [""]),
    "both removed it": ({"a": 1}, None, None, None, []),
    "they added it": (None, None, {"a": 1}, {"a": 1}, []),
    "we added it": (None, {"a": 1}, None, {"a": 1}, []),
    "both added the same": (None, {"a": 1}, {"a": 1}, {"a": 1}, []),
    "both added it differently": (None, {"a": 1, "b": 1}, {"a": 2}, {"a": 1, "b": 1}, ["a"]),
    "each added a member": (
        {"units": ["m"]}, {"units": ["a", "m"]}, {"units": ["m", "z"]}, {"units": ["a", "m", "z"]}, [],
    ),
    "one added a member, one removed another": (
        {"units": ["a", "b"]}, {"units": ["a", "b", "c"]}, {"units": ["b"]}, {"units": ["b", "c"]}, [],
    ),
    "all members went": ({"units": ["a"], "b": 1}, {"units": ["a"], "b": 2}, {"b": 1}, {"b": 2}, []),
    "each added a source": (
        {"sources": [ONE]}, {"sources": [ONE, TWO]}, {"sources": [THREE, ONE]},
        {"sources": [THREE, ONE, TWO]}, [],
    ),
    "both corrected the same source": (
        {"sources": [ONE]}, {"sources": [TWO]}, {"sources": [THREE]}, {"sources": [TWO, THREE]}, [],
    ),
    "we put the sources in another order, they added one": (
        {"sources": [ONE, TWO]}, {"sources": [TWO, ONE]}, {"sources": [ONE, TWO, THREE]},
        {"sources": [TWO, THREE, ONE]}, [],
    ),
    "both put them in different orders": (
        {"sources": [ONE, TWO, THREE]}, {"sources": [TWO, ONE, THREE]}, {"sources": [ONE, THREE, TWO]},
        {"sources": [TWO, ONE, THREE]}, ["sources"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("base", "ours", "theirs", "result", "conflicts"), RECORDS.values(), ids=RECORDS)
def test_case(base, ours, theirs, result, conflicts):
    found = merged(base, ours, theirs)
    assert (found.values, [c.field for c in found.conflicts]) == (result, conflicts)


def test_a_conflict_names_all_three_values():
    assert merged({"a": 1}, {"a": 2}, {"a": 3}).conflicts == (Conflict("a", 1, 2, 3),)


NB = {"name_nb": "Eining"}


def marks(**by_language):
    return {"approved": {language: {"name": mark} for language, mark in by_language.items()}}


def test_an_approval_follows_the_text_that_won():
    base = NB | {"name_nn": "a", "name_en": "a"} | marks(nn="1", en="1")
    ours = NB | {"name_nn": "b", "name_en": "a"} | marks(nn="2", en="1")
    theirs = NB | {"name_nn": "c", "name_en": "c"} | marks(nn="3", en="3")
    found = merged(base, ours, theirs)
    assert [c.field for c in found.conflicts] == ["name_nn"]
    assert found.values == NB | {"name_nn": "b", "name_en": "c"} | marks(nn="2", en="3")


def test_an_approval_alone_is_merged_like_any_value():
    texts = NB | {"name_nn": "a", "name_en": "a"}
    found = merged(texts, texts | marks(nn="1"), texts | marks(en="1"))
    assert found.values == texts | marks(nn="1", en="1")


members = some.lists(some.sampled_from("abcde"), unique=True, max_size=4)
mark = some.fixed_dictionaries({"name": some.sampled_from("12")})
marked = some.fixed_dictionaries({}, optional={"nn": mark, "en": mark})
records = some.one_of(
    some.none(),
    some.fixed_dictionaries(
        {"key": some.just("k")},
        optional={
            "name_nb": some.sampled_from("xyz"),
            "name_nn": some.sampled_from("xyz"),
            "position": some.integers(1, 3),
            "units": members.filter(bool).map(sorted),
            "sources": members.filter(bool),
            "approved": marked.filter(bool),
        },
    ),
)


@given(records, records, records)
def test_merging_is_deterministic_and_touches_nothing(base, ours, theirs):
    before = repr((base, ours, theirs))
    assert merged(base, ours, theirs) == merged(base, ours, theirs)
    assert repr((base, ours, theirs)) == before


@given(records, records)
def test_nothing_moved_is_the_identity(base, other):
    assert merged(base, base, base).values == base
    assert merged(base, other, base).values == other
    assert merged(base, base, other).values == other
    assert merged(base, other, other).values == other
    assert not merged(base, other, base).conflicts
    assert not merged(base, base, other).conflicts


@given(records, records, records)
def test_a_change_that_only_one_side_made_is_never_lost(base, ours, theirs):
    found = merged(base, ours, theirs)
    if None in (base, ours, theirs):
        return
    for name in {*base, *ours, *theirs} - {"approved", "units", "sources"}:
        b, o, t = base.get(name), ours.get(name), theirs.get(name)
        m = (found.values or {}).get(name)
        if o == b:
            assert m == t
        elif t in (b, o):
            assert m == o
        else:
            assert (m, name in [c.field for c in found.conflicts]) == (o, True)


@given(members, members, members)
def test_members_that_one_side_added_or_removed_are_added_or_removed(base, ours, theirs):
    for name in ("units", "sources"):
        sides = [{"k": 1, name: sorted(side) if name == "units" else side} for side in (base, ours, theirs)]
        found = merged(*sides)
        if found.conflicts:
            assert name == "sources"  # only an order can't be merged
            continue
        kept = set((found.values or {}).get(name, []))
        assert kept == (set(ours) | set(theirs)) - (set(base) - set(ours)) - (set(base) - set(theirs))


@given(records, records, records)
def test_settling_everything_leaves_nothing_to_merge(base, ours, theirs):
    found = merged(base, ours, theirs)
    again = merged(theirs, found.values, theirs)
    assert (again.values, again.conflicts) == (found.values, ())
