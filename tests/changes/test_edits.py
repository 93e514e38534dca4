"""Edits: made, taken back, put together, and made on content that has moved."""

import pytest

from directory.models import Unit
from hdir.changes.edits import Edit, edit_between, merged_onto
from hdir.changes.publication import combined

A = {"name_nb": "A", "position": 1}
B = {"name_nb": "B", "position": 1}
C = {"name_nb": "B", "position": 2, "name_nn": "C"}
STATES = [None, A, B, C]


def between(before, after):
    return edit_between(Unit, "x", before, after)


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_an_edit_leads_there_and_its_inverse_back(before, after):
    edit = between(before, after)
    if before == after:
        assert edit is None
        return
    assert edit.made_on(before) == after
    assert edit.inverse.made_on(after) == before


@pytest.mark.parametrize("first", STATES)
@pytest.mark.parametrize("second", STATES)
@pytest.mark.parametrize("third", STATES)
def test_two_edits_together_do_what_they_do_one_after_the_other(first, second, third):
    edits = [e for e in (between(first, second), between(second, third)) if e]
    together = combined([], edits)
    assert len(together) <= 1
    values = first
    for edit in together:
        values = edit.made_on(values)
    assert values == third
    if first == third:
        assert together == []


def test_an_edit_of_what_another_one_removes_brings_it_back_whole():
    removed, edited = between(A, None), between(A, B)
    (together,) = combined([removed], [edited])
    assert together.made_on(A) == B


def test_an_edit_is_made_on_content_that_has_moved_elsewhere():
    edit = between(A, B)
    moved, clashes = merged_onto(edit, {**A, "lead_nb": "new"})
    assert (moved.after, clashes) == ({"name_nb": "B"}, [])


def test_what_is_so_already_is_nothing_to_do():
    assert merged_onto(between(A, B), B) == (None, [])


def test_an_edit_of_what_moved_too_clashes_and_leaves_it():
    moved, clashes = merged_onto(between(A, B), {**A, "name_nb": "Z"})
    assert moved is None
    assert [(c.key, c.conflict.field, c.conflict.ours, c.conflict.theirs) for c in clashes] == [
        ("x", "name_nb", "Z", "B")
    ]


def test_an_edit_of_a_record_that_is_gone_clashes():
    moved, clashes = merged_onto(between(A, B), None)
    assert (moved, [c.conflict.field for c in clashes]) == (None, [""])


def test_a_removal_of_what_was_edited_clashes():
    moved, clashes = merged_onto(Edit(Unit, "x", "remove", before=A), B)
    assert (moved, [c.conflict.field for c in clashes]) == (None, [""])
