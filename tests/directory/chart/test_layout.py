"""No two boxes on top of each other, no text outside its box, no line through a box: for any tree."""

from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.chart.layout import BOLD, NAME, NOTE, lay_out
from directory.chart.shapes import Rank, Shape
from directory.chart.words import text_width
from directory.pages.drawing import SIZES

# Trees are large, and a busy machine makes them slowly.
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
WORDS = st.sampled_from(
    ["HR", "Helse", "og", "Seksjon", "spesialisthelsetjenester", "for", "kompetanseutvikling", "X" * 40]
)


def tree(name, *children, toggle="", notes=()):
    """A shape with those below it."""
    weight = sum(1 + child.weight for child in children)
    return Shape(key=name, name=name, notes=notes, weight=weight, children=children, toggle=toggle)


@st.composite
def shapes(draw, depth=0):
    """A tree of up to five levels; some branches are folded."""
    children = draw(st.lists(shapes(depth + 1), max_size=(0, 0, 3, 5, 9)[4 - depth])) if depth < 4 else []
    weight = sum(1 + child.weight for child in children)
    folded = not children and depth < 4 and draw(st.booleans())
    return Shape(
        key=str(draw(st.integers(0, 10**9))),
        name=" ".join(draw(st.lists(WORDS, min_size=1, max_size=5))),
        notes=tuple(draw(st.lists(WORDS, max_size=2))),
        weight=weight + (7 if folded else 0),
        children=tuple(children),
        toggle="+ 7 units" if folded else "",
    )


def overlap(one, other):
    return one.x < other.right and other.x < one.right and one.y < other.foot and other.y < one.foot


def crosses(box, line):
    """Whether a line of corners runs through the inside of a box."""
    for (x1, y1), (x2, y2) in pairwise(line):
        left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        if left < box.right and right > box.x and top < box.foot and bottom > box.y:
            return True
    return False


@pytest.mark.parametrize(("width", "columns"), [(w, c) for _name, w, c in SIZES])
@settings(deadline=None, max_examples=60, suppress_health_check=SLOW)
@given(forest=st.lists(shapes(), min_size=1, max_size=3))
def test_boxes_never_overlap_and_everything_stays_inside(width, columns, forest):
    drawing = lay_out(forest, width, columns)
    boxes = list(drawing.all())
    assert len(boxes) == sum(1 + len(list(_below(shape))) for shape in forest)
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
    for box in boxes:
        assert box.x >= 0
        assert box.right <= drawing.width
        assert 0 <= box.y < box.foot <= drawing.height
        assert all(child.y >= box.foot for child in box.children)
    assert [b for b in boxes for line in drawing.lines if crosses(b, line)] == []


@pytest.mark.parametrize(("width", "columns"), [(w, c) for _name, w, c in SIZES])
@settings(deadline=None, max_examples=40, suppress_health_check=SLOW)
@given(forest=st.lists(shapes(), min_size=1, max_size=2))
def test_texts_stay_in_their_boxes(width, columns, forest):
    for box in lay_out(forest, width, columns).all():
        texts = [(line, NAME[box.rank][0], BOLD[box.rank]) for line in box.name]
        texts += [(line, NOTE[0], False) for line in box.notes]
        for line, size, bold in texts:
            wide = text_width(line.text, size, bold=bold)
            left = line.x - wide / 2 if box.centred else line.x
            assert box.x <= left
            assert left + wide <= box.right
            assert box.y + size * 0.7 <= line.y <= (box.strip or box.foot)


def _below(shape):
    for child in shape.children:
        yield child
        yield from _below(child)


def departments(number):
    return [tree(f"Department {n}") for n in range(number)]


def organisation():
    divisions = [tree(f"Division {n}", *departments(4)) for n in range(6)]
    agencies = [tree("Agency 1"), tree("Agency 2")]
    directorate = tree("Directorate", *divisions, *agencies)
    return tree("Ministry", tree("Own department", *departments(4)), directorate)


def test_the_stem_is_centred_above_what_it_consists_of():
    (ministry,) = lay_out([organisation()], 1180, 7).boxes
    own, directorate = ministry.children
    divisions = [box for box in directorate.children if box.children]
    agencies = [box for box in directorate.children if not box.children]
    assert ministry.centre == directorate.centre
    assert abs(directorate.centre - (divisions[0].x + divisions[-1].right) // 2) <= 2
    assert [box.rank for box in (ministry, directorate, own)] == [Rank.STEM, Rank.STEM, Rank.HEAD]
    # The ministry's own department stands in a column beside; agencies left and right of the stem.
    assert own.right < divisions[0].x
    assert agencies[0].right < directorate.centre < agencies[1].x
    assert len({box.y for box in divisions}) == len({box.height for box in divisions}) == 1


def test_columns_that_find_no_room_go_on_in_a_row_below():
    (ministry,) = lay_out([organisation()], 700, 4).boxes
    divisions = [box for box in ministry.children[1].children if box.children]
    assert [box.y for box in divisions] == sorted(box.y for box in divisions)
    first, second = sorted({box.y for box in divisions})
    assert [box.y for box in divisions] == [first] * 3 + [second] * 3
    assert second > max(box.lowest for box in divisions[:3])


def test_in_one_column_everything_hangs_in_reading_order():
    boxes = list(lay_out([organisation()], 288, 1).all())
    assert [box.y for box in boxes] == sorted(box.y for box in boxes)
    assert all(child.x > box.x for box in boxes for child in box.children)


def test_folding_a_branch_leaves_the_others_where_they_stand():
    def positions(first_open):
        first = tree("Division 0", *departments(4))
        if not first_open:
            first = Shape("Division 0", "Division 0", weight=4, toggle="+ 4 units")
        divisions = [first, *(tree(f"Division {n}", *departments(3)) for n in range(1, 6))]
        (box,) = lay_out([tree("Directorate", *divisions)], 1180, 7).boxes
        return [(child.x, child.y) for child in box.children]

    assert positions(True) == positions(False)


def test_a_small_and_an_empty_forest():
    assert lay_out([], 1180, 7).height > 0
    (only,) = lay_out([tree("Alone")], 1180, 7).boxes
    assert only.name[0].text == "Alone"
    assert lay_out([organisation()], 1180, 7) == lay_out([organisation()], 1180, 7)


def test_a_box_is_large_enough_for_a_finger():
    for name, width, columns in SIZES:
        boxes = list(lay_out([organisation()], width, columns).all())
        assert min(min(box.height, box.width) for box in boxes) >= 28, name
