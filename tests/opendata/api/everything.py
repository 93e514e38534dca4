"""Writes down what the API of a database answers to everything: python -m tests.opendata.api.everything FILE.

One line an address: the address, a blank, the body as a string of JSON. Without what differs wherever content
is loaded: `changes`, and the times when records went into this database.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import django

_TIME = re.compile(r'"modified":"[^"]*"')
_LAST_COLUMN = re.compile(r",[^,\n]*\r\n")  # of a table, where that time stands
_SITE = "http://localhost:8000"
_ASKED = ("", "&lang=nn", "&lang=en", "&date=2016-06-01", "&date=2017-01-01", "&date=2020-01-01")


def answers(lists: Iterable, answer: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Every page of every list, in three languages and at three dates, every table, every record; a few
    searches."""
    for one in lists:
        for asked in _ASKED:
            address = f"/api/v1/{one.name}?page_size=200{asked}"
            while address:
                page = answer(address)
                yield address, _TIME.sub("", page)
                found = re.search(r'"next":"([^"]*)"', page)
                address = found[1].removeprefix(_SITE) if found else ""
            table = f"/api/v1/{one.name}.csv?bom=0{asked}"
            yield table, _LAST_COLUMN.sub("\r\n", answer(table))
        for key in one.rows(None).order_by("pk").values_list("pk", flat=True):
            record = f"/api/v1/{one.name}/{key}"
            yield record, _TIME.sub("", answer(record))
    for words in ("rus", "helse", "folkehelse", "dykkere", "leiar"):
        for language in ("nb", "nn", "en"):
            search = f"/api/v1/search?q={words}&lang={language}&page_size=200"
            yield search, answer(search)


if __name__ == "__main__":
    django.setup()
    from hdir.opendata.api.asking import ask
    from hdir.opendata.api.lists import record_lists

    def _body(address: str) -> str:
        response = ask(address)
        if response.status_code != 200:
            raise AssertionError(f"{address}: {response.status_code}")
        return response.getvalue().decode()

    with Path(sys.argv[1]).open("w", encoding="utf-8") as file:
        for address, said in answers(record_lists(), _body):
            file.write(f"{address} {json.dumps(said, ensure_ascii=False)}\n")
