"""A page shows a bounded part of a tree, whatever its form."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.chart.folds import DEEPEST, MANY, MOST, Tree, opened, shown, weights


def plant(parents):
    """A tree from what is above each key; "" for a root."""
    children = {}
    for key, parent in parents.items():
        if parent:
            children.setdefault(parent, []).append(key)
    roots = [key for key, parent in parents.items() if not parent]
    return Tree(roots, children, weights(roots, children))


def small():
    return {"top": "", "a": "top", "b": "top", "a1": "a", "a2": "a", "b1": "b", "b2": "b", "b1x": "b1"}


def large(heads=10, each=20, deeper=3):
    parents = {"top": ""}
    for n in range(heads):
        parents[f"h{n}"] = "top"
        for m in range(each):
            parents[f"h{n}-{m}"] = f"h{n}"
            parents |= {f"h{n}-{m}-{k}": f"h{n}-{m}" for k in range(deeper)}
    return parents


def seen(parents, asked=None):
    tree = plant(parents)
    return shown(tree, opened(tree, asked, parents))


def test_a_small_tree_is_shown_whole_unless_the_reader_folds_it():
    assert sorted(seen(small()).keys) == sorted(small())
    assert seen(small(), ()).keys == ["top", "a", "b"]
    assert sorted(seen(small(), ("b",)).keys) == ["a", "b", "b1", "b1x", "b2", "top"]


def test_opening_something_deep_opens_the_way_to_it():
    assert "b1x" in seen(small(), ("b1",)).keys


def test_what_is_no_unit_opens_nothing():
    assert seen(small(), ("nobody", "")).keys == ["top", "a", "b"]


def test_a_large_tree_begins_with_its_stem_and_opens_branch_by_branch():
    assert seen(large()).keys == ["top", *(f"h{n}" for n in range(10))]
    assert seen(large()).left_out["h0"] == 20
    opened_one = seen(large(), ("h3",))
    # The branch has 80 units: it opens one level, and those below open on their own.
    assert len(opened_one.keys) == 1 + 10 + 20
    assert len(seen(large(), ("h3", "h3-7")).keys) == 1 + 10 + 20 + 3


def test_the_stem_goes_on_as_long_as_one_unit_holds_more_than_half():
    tree = plant({"hod": "", "own": "hod", **{k: v or "hod" for k, v in large(4).items()}})
    assert tree.stem() == {"hod", "top"}


def test_a_chain_ends_at_the_deepest_level():
    chain = {str(n): str(n - 1) if n else "" for n in range(40)}
    assert len(seen(chain).keys) == DEEPEST


@pytest.mark.parametrize("number", [MANY + 1, 500])
def test_a_long_row_is_cut_and_says_how_many_are_left_out(number):
    parents = {"top": "", **{f"c{n}": "top" for n in range(number)}}
    found = seen(parents)
    assert len(found.children["top"]) == MANY
    assert found.left_out["top"] == number - MANY
    roots = seen({f"r{n}": "" for n in range(number)})
    assert (len(roots.roots), roots.roots_left_out) == (MANY, number - MANY)


@settings(deadline=None)
@given(st.integers().map(Random), st.integers(1, 900), st.none() | st.integers(0, 30))
def test_no_form_of_tree_shows_more_than_a_page_holds(random, size, opened_by_reader):
    parents = {str(n): str(random.randrange(n)) if n and random.random() > 0.1 else "" for n in range(size)}
    asked = None if opened_by_reader is None else random.choices(sorted(parents), k=opened_by_reader)
    found = seen(parents, asked)
    assert len(found.keys) <= MOST
    assert len(found.keys) == len(set(found.keys))
    # Whatever isn't shown is accounted for where it would stand.
    below = Counter(parents.values())
    for key in found.keys:
        assert len(found.children[key]) + found.left_out[key] == below[key]
