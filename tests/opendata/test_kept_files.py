"""How whole files are kept, those of a date once for all days that are alike, and made one at a time."""

import datetime
import threading

import pytest
from django.core.cache import cache

from hdir.opendata import kept as keeping
from hdir.opendata import whole_file
from hdir.opendata.edition import state
from hdir.opendata.files import file_called
from hdir.opendata.kept import kept_of_dates
from hdir.opendata.turns import last_turn
from hdir.pagecache.store import Store

FILES = [
    "organisation.ttl",
    "organisation.jsonld",
    "popolo-nn.json",
    "strategy-strategi-2014-2018-nb.xml",
    "strategy-strategi-2014-2018-en.xml",
]

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    cache.clear()
    monkeypatch.setattr(keeping, "_OF_DATES", Store(16_000_000))


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_date_is_what_it_would_be_if_it_were_made_for_that_very_day(name):
    file = file_called(name)
    for date in (datetime.date(1990, 5, 17), datetime.date(2016, 6, 1), datetime.date(2030, 1, 1)):
        assert file.content(date) == file._made(date), date
        assert file.day_in_words(date).encode() in file.content(date)


def test_other_days_of_the_same_time_cost_nothing_and_other_times_are_made(monkeypatch):
    made = []
    build = whole_file.WholeFile._made
    monkeypatch.setattr(whole_file.WholeFile, "_made", lambda self, d: made.append(d) or build(self, d))
    file = file_called("popolo-nb.json")
    for day in range(3, 29):
        assert f"2016-06-{day:02}" in file.content(datetime.date(2016, 6, day)).decode()
    assert len(made) == 1
    file.content(datetime.date(2017, 6, 3))
    assert len(made) == 2


def test_a_year_turns_at_both_its_ends():
    # The programme is documented from 2014 to 2018.
    mark = state()
    assert last_turn(datetime.date(2018, 12, 31), mark) == datetime.date(2018, 12, 31)
    assert last_turn(datetime.date(2019, 1, 1), mark) == datetime.date(2019, 1, 1)
    assert last_turn(datetime.date(2013, 12, 31), mark) < datetime.date(2014, 1, 1)
    assert last_turn(datetime.date(1800, 1, 1), mark) == datetime.date.min


def test_files_of_dates_are_not_in_the_cache_that_holds_what_everybody_asks_for(client):
    name = "/data/popolo-nb.json"
    client.get(name)
    before = len(cache._cache)
    for year in range(2001, 2020):
        assert client.get(f"{name}?date={year}-06-01").status_code == 200
    assert len(cache._cache) <= before + 1  # the turns


def test_only_so_many_bytes_of_dates_are_kept(monkeypatch):
    monkeypatch.setattr(keeping, "_OF_DATES", Store(1000))
    for number in range(100):
        kept_of_dates(f"file {number}", lambda number=number: f"{number} ".encode() * 100)
    assert keeping._OF_DATES.size <= 1000
    assert kept_of_dates("file 99", lambda: b"made again") != b"made again"
    assert kept_of_dates("file 1", lambda: b"made again") == b"made again"


def test_one_is_made_at_a_time_and_who_waits_for_the_same_shares_it():
    now, most, made = [], [], []

    def make(key):
        now.append(key)
        most.append(len(now))
        made.append(key)
        threading.Event().wait(0.05)
        now.remove(key)
        return key.encode()

    threads = [
        threading.Thread(target=kept_of_dates, args=(key, lambda key=key: make(key))) for key in "abcabc"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert max(most) == 1
    assert sorted(made) == ["a", "b", "c"]
