"""What differs between two dates, case by case. No database: records in, differences out."""

import datetime

import pytest

from directory.comparison import (
    Comparison,
    EarlierRecord,
    Holding,
    Side,
    State,
    UnitRecord,
    What,
    compare,
)

D = datetime.date
BEFORE, AFTER = D(2015, 6, 1), D(2017, 1, 1)


def state(name="Rus", kind="department", parent="folkehelse", nn=None, en=None):
    return State((name, nn, en), kind, parent)


def unit(key="rus", now=None, earlier=(), **period):
    records = tuple(EarlierRecord(until, then) for until, then in earlier)
    return UnitRecord(key, now or state(), earlier=records, **period)


def said(found: Comparison) -> dict[str, tuple[str, ...]]:
    """The differences of the units, with their dates, in a form that a table can hold."""
    return {what.value: d.dates for what, differences in found.differences.items() for d in differences}


def compared(one, *, before=BEFORE, after=AFTER):
    return compare([one], [], before, after)


CONFIRMED = {"confirmed": "2017-01-01"}

UNITS = [
    # What, the unit, the differences with their dates.
    ("founded between the dates", unit(valid_from="2016-01-01", **CONFIRMED), {"began": ("2016-01-01",)}),
    ("founded in a year between", unit(valid_from="2016", **CONFIRMED), {"began": ("2016",)}),
    ("founded on the second date", unit(valid_from="2017-01-01", **CONFIRMED), {"began": ("2017-01-01",)}),
    ("founded on the first date", unit(valid_from="2015-06-01", **CONFIRMED), {}),
    ("founded after both", unit(valid_from="2018"), {}),
    ("closed on the first date: its last day", unit(valid_to="2015-06-01"), {"ended": ("2015-06-01",)}),
    ("closed the day before the second", unit(valid_to="2016-12-31"), {"ended": ("2016-12-31",)}),
    ("closed on the second date: still there", unit(valid_from="2010", valid_to="2017-01-01"), {}),
    ("closed before both", unit(valid_to="2014"), {}),
    ("closed in the year of the second date", unit(valid_from="2010", valid_to="2017"), {}),
    (
        "lived between the dates",
        unit(valid_from="2016-02-29", valid_to="2016-12"),
        {"passed": ("2016-02-29", "2016-12")},
    ),
    ("founded, end unknown", unit(valid_from="2016"), {"began": ("2016",)}),
    ("renamed", unit(earlier=[("2015-12-31", state("Alkohol"))]), {"renamed": ("2016-01-01",)}),
    ("renamed on a leap day", unit(earlier=[("2016-02-28", state("Alkohol"))]), {"renamed": ("2016-02-29",)}),
    ("renamed in a year", unit(earlier=[("2015", state("Alkohol"))]), {"renamed": ("2015",)}),
    ("renamed in a month", unit(earlier=[("2016-02", state("Alkohol"))]), {"renamed": ("2016-02",)}),
    (
        "last day of the old name is the first date",
        unit(earlier=[("2015-06-01", state("Alkohol"))]),
        {"renamed": ("2015-06-02",)},
    ),
    ("renamed the day before", unit(earlier=[("2015-05-31", state("Alkohol"))], **CONFIRMED), {}),
    (
        "last day of the old name is the second date",
        unit(earlier=[("2017-01-01", state("Alkohol"))]),
        {},
    ),
    (
        "renamed twice",
        unit(earlier=[("2015-12-31", state("A")), ("2016-06-30", state("B"))]),
        {"renamed": ("2016-01-01", "2016-07-01")},
    ),
    ("renamed and back again", unit(earlier=[("2015-08", state("Rus")), ("2016", state("B"))]), {}),
    (
        "a language without a name says nothing",
        unit(now=state("Rus", en="Drugs"), earlier=[("2015", state("Rus"))], **CONFIRMED),
        {},
    ),
    (
        "the English name alone is another",
        unit(now=state("Rus", en="Drugs"), earlier=[("2015", state("Rus", en="Alcohol"))]),
        {"renamed": ("2015",)},
    ),
    ("moved", unit(earlier=[("2015-12-31", state(parent="hr"))]), {"moved": ("2016-01-01",)}),
    (
        "moved from an unknown place",
        unit(earlier=[("2015-12-31", state(parent=None))]),
        {"moved": ("2016-01-01",)},
    ),
    ("changed kind", unit(earlier=[("2015-12-31", state(kind="section"))]), {"other-kind": ("2016-01-01",)}),
    (
        "all at once",
        unit(earlier=[("2015-12-31", state("Alkohol", "section", "hr"))]),
        {"renamed": ("2016-01-01",), "moved": ("2016-01-01",), "other-kind": ("2016-01-01",)},
    ),
    (
        "renamed, then closed",
        unit(earlier=[("2015-12-31", state("Alkohol"))], valid_to="2016-06"),
        {"renamed": ("2016-01-01",), "ended": ("2016-06",)},
    ),
    (
        "founded and renamed: before it was nothing",
        unit(valid_from="2015-08", earlier=[("2015-12-31", state("Alkohol"))]),
        {"began": ("2015-08",)},
    ),
    ("documented at both, alike", unit(valid_from="2010", confirmed="2017-01-01"), {}),
    ("documented at neither", unit(), {}),
]  # fmt: skip


@pytest.mark.parametrize(("one", "differences"), [c[1:] for c in UNITS], ids=[c[0] for c in UNITS])
def test_what_became_of_a_unit(one, differences):
    assert said(compared(one)) == differences


@pytest.mark.parametrize(
    ("one", "sides"),
    [
        (unit(), (Side.BEFORE, Side.AFTER)),
        (unit(confirmed="2017-01-01"), (Side.BEFORE,)),
        (unit(valid_from="2010", confirmed="2016"), (Side.AFTER,)),
        (unit(confirmed="2015"), (Side.AFTER,)),
        (unit(valid_from="2010", confirmed="2017-01-01"), None),
        (unit(valid_to="2014"), None),
        (unit(valid_from="2018"), None),
        # A difference says more than that something is unknown.
        (unit(valid_from="2016"), None),
        (unit(valid_to="2016"), None),
        (unit(earlier=[("2015-12-31", state("Alkohol"))]), None),
        # A rename long ago that both dates come after.
        (unit(earlier=[("2010", state("Alkohol"))], confirmed="2017-01-01"), None),
        (unit(earlier=[("2010", state("Alkohol"))]), (Side.BEFORE, Side.AFTER)),
    ],
)
def test_what_isnt_documented_is_listed_as_such_and_never_guessed(one, sides):
    found = compared(one)
    assert dict(found.undocumented) == ({sides: ["rus"]} if sides else {})


def test_a_difference_says_at_which_date_the_unit_itself_isnt_documented():
    (began,) = compared(unit(valid_from="2016")).differences[What.BEGAN]
    assert (began.before, began.after, began.unknown) == (None, state(), (Side.AFTER,))
    (ended,) = compared(unit(valid_to="2016")).differences[What.ENDED]
    assert (ended.before, ended.after, ended.unknown) == (state(), None, (Side.BEFORE,))
    old = state(parent="hr")
    moved = compared(unit(valid_from="2010", earlier=[("2015-12-31", old)], **CONFIRMED))
    (difference,) = moved.differences[What.MOVED]
    assert (difference.before, difference.after, difference.unknown) == (old, state(), ())


def test_what_is_documented_alike_at_both_dates_is_counted():
    found = compare(
        [unit("a", valid_from="2010", **CONFIRMED), unit("b", valid_from="2010", **CONFIRMED), unit("c")],
        [],
        BEFORE,
        AFTER,
    )
    assert (found.unchanged, found.undocumented[(Side.BEFORE, Side.AFTER)]) == (2, ["c"])


@pytest.mark.parametrize("one", [c[1] for c in UNITS], ids=[c[0] for c in UNITS])
@pytest.mark.parametrize("day", [BEFORE, AFTER, D(2016, 2, 29), D(2015, 12, 31), D(2016, 1, 1)])
def test_a_date_doesnt_differ_from_itself(one, day):
    found = compared(one, before=day, after=day)
    assert said(found) == {}
    assert found.heads == []


@pytest.mark.parametrize("one", [c[1] for c in UNITS], ids=[c[0] for c in UNITS])
def test_a_unit_is_told_of_once(one):
    """It differs, isn't documented, is unchanged, or is outside both dates: never two of these."""
    found = compared(one)
    told = [bool(said(found)), bool(found.undocumented), bool(found.unchanged)]
    assert sum(told) <= 1


# --- Heads ---------------------------------------------------------------------------------------

THERE = unit(valid_from="2000", confirmed="2020-01-01")


def held(person="kari", manner="ordinary", number=1, **period):
    return Holding(f"{person}-{number}", "head", "rus", person, manner, **period)


def roles(holdings):
    return [f"{h.person} {h.manner}" for h in holdings]


HEADS = [
    # What, the memberships; who held the post, who holds it; None where there is no documented change.
    (
        "one follows another",
        [held(valid_to="2015-12-31"), held("ola", valid_from="2016-01-01", confirmed="2017-01-01")],
        (["perhaps kari ordinary"], ["ola ordinary"]),
    ),
    (
        "documented at each date, the change isn't",
        [held(confirmed="2015", valid_to="2016"), held("ola", confirmed="2017-01-01")],
        (["kari ordinary", "perhaps ola ordinary"], ["ola ordinary"]),
    ),
    (
        "two ordinary heads, each documented at one date only",
        [held(confirmed="2015"), held("ola", confirmed="2017-01-01")],
        (["kari ordinary", "perhaps ola ordinary"], ["ola ordinary", "perhaps kari ordinary"]),
    ),
    (
        "somebody acting at one date doesn't prove that the head left",
        [held(confirmed="2015"), held("ola", "acting", confirmed="2017-01-01")],
        None,
    ),
    (
        "acting becomes ordinary",
        [
            held("kari", "acting", 1, valid_from="2015-01", valid_to="2015-12"),
            held("kari", "ordinary", 2, valid_from="2016-01-01", confirmed="2017-01-01"),
        ],
        (["kari acting"], ["kari ordinary"]),
    ),
    (
        "an acting head beside the ordinary one",
        [
            held(valid_from="2010", confirmed="2020-01-01"),
            held("ola", "acting", valid_from="2016", valid_to="2018"),
        ],
        (["kari ordinary"], ["kari ordinary", "ola acting"]),
    ),
    (
        "heads overlap for a while, then one goes",
        [
            held(valid_from="2010", valid_to="2016-06"),
            held("ola", "constituted", valid_from="2015", valid_to="2018"),
        ],
        (["kari ordinary", "ola constituted"], ["ola constituted"]),
    ),
    ("nobody any more", [held(valid_from="2010", valid_to="2016-06")], (["kari ordinary"], [])),
    ("somebody at last", [held(valid_from="2016-06", valid_to="2018")], ([], ["kari ordinary"])),
    (
        "came and left between",
        [held("ola", "acting", valid_from="2016-01", valid_to="2016-02")],
        ([], []),
    ),
    ("the same all the time", [held(valid_from="2010", confirmed="2020-01-01")], None),
    (
        "the same, by two records",
        [
            held("kari", "acting", 1, valid_from="2010", valid_to="2015-12-31"),
            held("kari", "acting", 2, valid_from="2016-01-01", confirmed="2017-01-01"),
        ],
        None,
    ),
    ("unknown end", [held(valid_from="2016", confirmed="2016-12-01")], ([], ["perhaps kari ordinary"])),
    ("confirmed at the second date only", [held(confirmed="2017-01-01")], None),
    ("nobody has a time", [held(), held("ola", "acting")], None),
]


@pytest.mark.parametrize(("holdings", "sides"), [c[1:] for c in HEADS], ids=[c[0] for c in HEADS])
def test_who_held_a_post_and_who_holds_it(holdings, sides):
    found = compare([THERE], holdings, BEFORE, AFTER)
    told = [
        (
            roles(change.before) + [f"perhaps {r}" for r in roles(change.perhaps_before)],
            roles(change.after) + [f"perhaps {r}" for r in roles(change.perhaps_after)],
        )
        for change in found.heads
    ]
    assert told == ([sides] if sides else [])


@pytest.mark.parametrize(
    ("holdings", "people"),
    [
        ([held(confirmed="2017-01-01")], ["kari"]),
        ([held(), held("ola", "acting")], ["kari", "ola"]),
        ([held(valid_from="2010", confirmed="2020-01-01")], None),
        # A documented change says more.
        ([held(valid_from="2016", confirmed="2016-12-01")], None),
    ],
)
def test_a_post_whose_holder_isnt_documented_is_listed_with_who_it_may_be(holdings, people):
    found = compare([THERE], holdings, BEFORE, AFTER)
    told = [
        list(dict.fromkeys(h.person for h in (*change.perhaps_before, *change.perhaps_after)))
        for change in found.undocumented_heads
    ]
    assert told == ([people] if people else [])


def test_who_came_and_left_between_the_dates_is_named_apart():
    (change,) = compare([THERE], HEADS[9][1], BEFORE, AFTER).heads
    assert roles(change.between) == ["ola acting"]
    assert change.emptied


def test_nobody_leads_a_unit_before_it_began_or_after_it_closed():
    founded = unit(valid_from="2016", confirmed="2017-01-01")
    (change,) = compare([founded], [held(confirmed="2017-01-01")], BEFORE, AFTER).heads
    assert (roles(change.before), roles(change.after), change.perhaps_before) == ([], ["kari ordinary"], ())
    closed = unit(valid_from="2010", valid_to="2016")
    (change,) = compare([closed], [held(confirmed="2015-06-01")], BEFORE, AFTER).heads
    assert (roles(change.before), change.emptied) == (["kari ordinary"], True)


def test_a_holding_of_no_known_unit_is_left_out():
    found = compare([], [held(valid_from="2016", valid_to="2018")], BEFORE, AFTER)
    assert found.heads == []


def test_posts_of_one_unit_are_compared_apart():
    deputy = Holding("x", "lead", "rus", "per", valid_from="2016", valid_to="2018")
    found = compare([THERE], [held(valid_from="2010", confirmed="2020-01-01"), deputy], BEFORE, AFTER)
    assert [change.post for change in found.heads] == ["lead"]
