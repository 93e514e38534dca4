"""The room for pages, and who makes them."""

import threading

from hdir.pagecache.flights import Flights
from hdir.pagecache.store import Store


def test_what_was_asked_for_longest_ago_goes_first():
    store = Store(10)
    for key in "abc":
        store.put(key, key.upper(), 3)
    store.get("a")
    store.put("d", "D", 4)
    assert [store.get(key) for key in "abcd"] == ["A", None, "C", "D"]
    assert store.size == 10


def test_a_page_replaces_the_one_before_it():
    store = Store(10)
    store.put("a", "old", 8)
    store.put("a", "new", 9)
    assert (store.get("a"), store.size, len(store)) == ("new", 9, 1)


def test_what_is_larger_than_the_room_is_not_kept():
    store = Store(10)
    store.put("a", "old", 8)
    store.put("a", "new", 11)
    assert (store.get("a"), store.size) == (None, 0)


def test_one_makes_and_the_others_wait():
    flights, begun, go_on = Flights(), threading.Event(), threading.Event()
    made, got = [], []

    def make():
        made.append(threading.get_ident())
        begun.set()
        go_on.wait(5)
        return "page"

    readers = [threading.Thread(target=lambda: got.append(flights.share("a", make))) for _ in range(8)]
    readers[0].start()
    begun.wait(5)
    for reader in readers[1:]:
        reader.start()
    go_on.set()
    for reader in readers:
        reader.join(5)
    assert [page for page, _mine in got] == ["page"] * 8
    # Whoever came after the page was made would have found it kept; here he makes another.
    assert len(made) == sum(mine for _page, mine in got)
    assert flights.share("a", lambda: "another") == ("another", True)


def test_when_one_fails_the_others_are_not_left_waiting():
    flights, begun, go_on = Flights(), threading.Event(), threading.Event()
    got = []

    def fail():
        begun.set()
        go_on.wait(5)
        raise RuntimeError

    def first():
        try:
            flights.share("a", fail)
        except RuntimeError:
            got.append("failed")

    readers = [threading.Thread(target=first)]
    readers[0].start()
    begun.wait(5)
    readers.append(threading.Thread(target=lambda: got.append(flights.share("a", lambda: "own"))))
    readers[1].start()
    while not flights._flights["a"].landed._cond._waiters:  # until the second one waits
        begun.wait(0.01)
    go_on.set()
    for reader in readers:
        reader.join(5)
    assert sorted(map(str, got)) == ["(None, False)", "failed"]
