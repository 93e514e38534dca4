"""Each list of the API as whole files, for archives: JSON with its terms, CSV, and what its columns hold."""

import datetime
import json
from functools import partial

from hdir.opendata.alternates import CSV, JSON
from hdir.opendata.api.freshness import content_version
from hdir.opendata.api.parameters import Asked
from hdir.opendata.api.tables import lines, metadata
from hdir.opendata.api.views import AnyList, all_lists
from hdir.opendata.terms import terms
from hdir.opendata.whole_file import WholeFile

_CSVM = "application/csvm+json"
_FOLDER = "api/v1"
_CSVW = "http://www.w3.org/ns/csvw"


def list_files() -> list[WholeFile]:
    """Three files for every list, in the order in which the API names them."""
    return [file for one in all_lists() for file in _files_of(one)]


def _files_of(one: AnyList) -> list[WholeFile]:
    made = (
        (f"{one.name}.json", JSON, "JSON", _as_json, ""),
        (f"{one.name}.csv", CSV, "CSV", _as_csv, ""),
        (f"{one.name}.csv-metadata.json", _CSVM, "CSVW", _columns, _CSVW),
    )
    return [
        WholeFile(name, media, form, one.label, partial(build, one), conforms_to=standard, folder=_FOLDER)
        for name, media, form, build, standard in made
    ]


def _rows(one: AnyList, date: datetime.date | None):
    """All its rows in the API's order for readers of bokmål, which is that of an address without `lang`."""
    return one.with_relations(one.rows(date), date).order_by(*one.order(Asked().reader))


def _as_json(one: AnyList, date: datetime.date | None) -> bytes:
    items = list(one.answers(_rows(one, date), date, None))
    data = {"list": one.name, "description": one.about, **terms(date), "count": len(items), "results": items}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _as_csv(one: AnyList, date: datetime.date | None) -> bytes:
    return "".join(lines(one, _rows(one, date), Asked(date=date))).encode()


def _columns(one: AnyList, date: datetime.date | None) -> bytes:
    # Beside its table, and named as CSV on the Web looks for it: the address of the table is its name.
    data = metadata(one, Asked(date=date), f"{one.name}.csv", content_version().modified)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
